import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";

import { classes } from "./classes";
import { useFieldProps } from "./Field";
import { menuPanel, menuRow } from "./menuStyles";

export interface Option<Value extends string = string> {
  value: Value;
  label: string;
}

interface SelectProps<Value extends string> {
  value: Value;
  options: readonly Option<Value>[];
  onChange: (value: Value) => void;
  /** Needed where no Field names the control. */
  label?: string;
  quiet?: boolean;
  disabled?: boolean;
  className?: string;
}

export function Select<Value extends string>({ value, options, onChange, label, quiet, disabled, className }: SelectProps<Value>) {
  const look = quiet
    ? "h-7 px-1.5 text-s text-ink-2 hover:text-ink hover:bg-sunken"
    : "h-9 w-full border border-line-strong bg-surface px-2.5";
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as Value)} disabled={disabled}>
      <Radix.Trigger
        {...useFieldProps()}
        aria-label={label}
        className={classes("inline-flex items-center justify-between gap-1.5 rounded-m whitespace-nowrap disabled:opacity-50", look, className)}
      >
        <Radix.Value />
        <Radix.Icon asChild>
          <ChevronDown className="size-3.5 text-ink-3" aria-hidden />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content position="popper" sideOffset={4} className={classes(menuPanel, "max-h-80 min-w-(--radix-select-trigger-width)")}>
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item key={option.value} value={option.value} className={classes(menuRow, "pr-8")}>
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <Radix.ItemIndicator className="absolute right-2">
                  <Check className="size-3.5" aria-hidden />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
