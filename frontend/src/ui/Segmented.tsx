import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";

import { classes } from "./classes";

interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  /** Draws the icons alone; the labels become names. */
  iconsOnly?: boolean;
  className?: string;
}

/** One of a few, all in sight. */
export function Segmented<Value extends string>({ label, value, onChange, options, iconsOnly, className }: SegmentedProps<Value>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => next && onChange(next as Value)}
      className={classes("inline-flex shrink-0 divide-x divide-line overflow-hidden rounded-m border border-line-strong bg-surface", className)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          aria-label={iconsOnly ? option.label : undefined}
          title={iconsOnly ? option.label : undefined}
          className="inline-flex h-7.5 flex-1 items-center justify-center gap-1.5 px-2.5 font-medium text-ink-3 outline-offset-[-2px] hover:text-ink data-[state=on]:bg-sunken data-[state=on]:text-ink [&_svg]:size-4"
        >
          {option.icon}
          {!iconsOnly && option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
