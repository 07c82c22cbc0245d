/** Stands for a file whose row is still on its way. */
export function TileSkeleton({ title, width, height, captionId }: { title: string; width: number; height: number; captionId?: string }) {
  return (
    <div style={{ width }}>
      <div style={{ height }} className="animate-breathe rounded-s bg-sunken" />
      <p id={captionId} className="mx-px mt-1 truncate text-s leading-[1.3] text-ink-3">
        {title}
      </p>
    </div>
  );
}
