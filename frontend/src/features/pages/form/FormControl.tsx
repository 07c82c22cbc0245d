import { lazy, Suspense } from "react";

import { Checkbox, Field, Input, Textarea } from "../../../ui/Field";
import { Segmented } from "../../../ui/Segmented";
import { Select } from "../../../ui/Select";
import { Skeleton } from "../../../ui/Skeleton";
import type { FormField } from "./fields";

const RichTextEditor = lazy(() => import("../richtext/RichTextEditor"));

interface FormControlProps {
  field: FormField;
  value: unknown;
  error?: string;
  onChange: (value: unknown) => void;
}

const stringOf = (value: unknown) => (typeof value === "string" ? value : "");

/** The control for one value that is no media. */
export function FormControl({ field, value, error, onChange }: FormControlProps) {
  const { label, hint, maxLength } = field;
  const common = { value: stringOf(value), maxLength, onChange: (event: { target: { value: string } }) => onChange(event.target.value) };
  switch (field.control) {
    case "checkbox":
      return (
        <div className="grid gap-0.5">
          <Checkbox label={label} checked={value === true} onChange={(event) => onChange(event.target.checked)} />
          <Note hint={hint} error={error} />
        </div>
      );
    case "richtext":
      return (
        <div className="grid gap-1">
          <span className="text-s text-ink-2">{label}</span>
          <div className="rounded-m border border-line-strong p-2.5">
            <Suspense fallback={<Skeleton className="h-24" />}>
              <RichTextEditor label={label} html={stringOf(value)} onChange={onChange} />
            </Suspense>
          </div>
          <Note hint={hint} error={error} />
        </div>
      );
    case "choice":
      return <Choice field={field} value={stringOf(value)} error={error} onChange={onChange} />;
    case "multiline":
      return (
        <Field label={label} hint={hint} error={error}>
          <Textarea {...common} />
        </Field>
      );
    default:
      return (
        <Field label={label} hint={hint} error={error}>
          <Input {...common} />
        </Field>
      );
  }
}

function Note({ hint, error }: { hint: string; error?: string }) {
  if (!hint && !error) return null;
  return (
    <p role={error ? "alert" : undefined} className={error ? "text-s text-bad" : "text-s text-ink-3"}>
      {error ?? hint}
    </p>
  );
}

const FEW = 3;

function Choice({ field, value, error, onChange }: FormControlProps & { value: string }) {
  const options = field.options.map((one) => ({ value: one, label: wordFor(one) }));
  if (options.length > FEW) {
    return (
      <Field label={field.label} hint={field.hint} error={error}>
        <Select value={value} options={options} onChange={onChange} />
      </Field>
    );
  }
  return (
    <div className="grid justify-items-start gap-1">
      <span className="text-s text-ink-2" aria-hidden>
        {field.label}
      </span>
      <Segmented label={field.label} value={value} options={options} onChange={onChange} />
      <Note hint={field.hint} error={error} />
    </div>
  );
}

/** `by_hand` as `By hand`. */
const wordFor = (value: string) => (value.charAt(0).toUpperCase() + value.slice(1)).replaceAll(/[_-]/g, " ");
