import { createContext, useContext, useId } from "react";
import type { ComponentProps, ReactNode } from "react";

import { classes } from "./classes";

interface FieldIds {
  control: string;
  described: string | undefined;
  invalid: boolean;
}

const FieldContext = createContext<FieldIds | null>(null);

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** What is wrong and what to do about it; marks the control as invalid. */
  error?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A label, one control (Input, Textarea, Select) and what is said about it. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const described = error || hint ? `${id}-note` : undefined;
  return (
    <FieldContext value={{ control: id, described, invalid: Boolean(error) }}>
      <div className={classes("grid gap-1", className)}>
        <label htmlFor={id} className="text-s text-ink-2">
          {label}
        </label>
        {children}
        {described && (
          <p id={described} role={error ? "alert" : undefined} className={classes("text-s", error ? "text-bad" : "text-ink-3")}>
            {error ?? hint}
          </p>
        )}
      </div>
    </FieldContext>
  );
}

/** The attributes that tie a control to the Field around it. */
export function useFieldProps() {
  const field = useContext(FieldContext);
  if (!field) return {};
  return { id: field.control, "aria-describedby": field.described, "aria-invalid": field.invalid || undefined };
}

const box =
  "w-full rounded-m border border-line-strong bg-surface px-2.5 text-m text-ink outline-none transition-colors " +
  "focus:border-accent focus:ring-3 focus:ring-accent-wash aria-invalid:border-bad disabled:bg-sunken disabled:text-ink-2";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...useFieldProps()} {...rest} className={classes(box, "h-9", className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea rows={3} {...useFieldProps()} {...rest} className={classes(box, "field-sizing-content min-h-18 resize-none py-1.5", className)} />;
}

interface CheckboxProps extends Omit<ComponentProps<"input">, "type"> {
  label: ReactNode;
}

export function Checkbox({ label, className, ...rest }: CheckboxProps) {
  return (
    <label className={classes("flex min-h-6 items-center gap-2 text-m", className)}>
      <input type="checkbox" {...rest} className="size-4 shrink-0 accent-accent" />
      <span>{label}</span>
    </label>
  );
}
