import { Slider as Radix } from "radix-ui";

import { classes } from "./classes";

interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
  className?: string;
}

export function Slider({ label, value, min, max, step, onChange, className }: SliderProps) {
  return (
    <Radix.Root
      value={[value]}
      min={min}
      max={max}
      step={step}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      className={classes("relative flex h-6 touch-none items-center", className)}
    >
      <Radix.Track className="relative h-0.5 flex-1 rounded-full bg-line-strong" />
      <Radix.Thumb aria-label={label} className="block size-3.5 rounded-full border-[1.5px] border-ink-2 bg-surface hover:border-ink" />
    </Radix.Root>
  );
}
