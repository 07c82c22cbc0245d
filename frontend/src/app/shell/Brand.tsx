import { text } from "../../ui/text";

export function Brand({ folded }: { folded?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2 text-l font-[650] tracking-[-0.01em]">
      <span className="relative size-[18px] shrink-0 rounded-[3px] border-[1.75px] border-ink" aria-hidden>
        <span className="absolute inset-x-[3px] top-[3px] h-[5px] rounded-[1px] bg-accent" />
      </span>
      <span className={folded ? "sr-only" : undefined}>{text.shell.product}</span>
    </span>
  );
}
