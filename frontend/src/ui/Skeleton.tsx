import { classes } from "./classes";

/** A quiet block that stands where something will be. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classes("animate-breathe rounded-s bg-sunken", className)} />;
}

/** Justified rows of blocks: the library before its first answer. */
export function SkeletonGrid({ label }: { label: string }) {
  const rows = [
    [2.3, 1.33, 0.6, 1.6],
    [1.4, 1.78, 1.33, 1],
    [1.5, 0.67, 1.33, 0.8, 1.5],
  ];
  return (
    <div role="status" aria-label={label} className="grid gap-7 px-4.5 pt-8">
      {rows.map((row, index) => (
        <div key={index} className="flex gap-2">
          {row.map((ratio, at) => (
            <div key={at} style={{ flex: `${ratio} 1 0`, aspectRatio: ratio }} className="animate-breathe rounded-s bg-sunken" />
          ))}
        </div>
      ))}
    </div>
  );
}
