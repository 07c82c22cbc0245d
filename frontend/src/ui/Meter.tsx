import { classes } from "./classes";

interface MeterProps {
  label: string;
  /** Between 0 and 1; null while nobody knows. */
  value: number | null;
  tone?: "accent" | "ink" | "picture";
  className?: string;
}

const tones = { accent: "bg-accent", ink: "bg-ink-3", picture: "bg-on-picture" };

export function Meter({ label, value, tone = "accent", className }: MeterProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      className={classes("h-[3px] overflow-hidden rounded-full", tone === "picture" ? "bg-on-picture/30" : "bg-sunken", className)}
    >
      <div
        className={classes("h-full transition-[width] duration-100", tones[tone], percent === null && "w-1/3 animate-breathe")}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
