import type { MediaFile } from "../../api/types";
import { Checkbox, Field, Textarea } from "../../ui/Field";
import { classes } from "../../ui/classes";
import { text } from "../../ui/text";
import { type Choice, lacksAlt } from "./choice";

interface AltTextProps {
  choice: Choice;
  file: MediaFile;
  onChange: (choice: Choice) => void;
  /** What the server says is wrong. */
  error?: string;
  /** Beside each other, where there is room. */
  wide?: boolean;
}

const words = text.picker.alt;

/** The words for those who do not see the picture, or that it is there for looks alone. */
export function AltText({ choice, file, onChange, error, wide }: AltTextProps) {
  const missing = lacksAlt(choice, file);
  const hint = choice.decorative ? words.decorativeHint : missing ? words.missing : choice.alt_text ? undefined : words.ofFile;
  return (
    <div className={classes("grid gap-2", wide && "tab:grid-cols-[1fr_auto] tab:items-start tab:gap-4")}>
      <Field label={wide ? words.labelFor(file.title) : words.label} hint={<span className={missing ? "text-warn" : undefined}>{hint}</span>} error={error}>
        <Textarea
          rows={wide ? 1 : 2}
          disabled={choice.decorative}
          value={choice.alt_text}
          placeholder={file.alt_text || words.placeholder}
          maxLength={2000}
          onChange={(event) => onChange({ ...choice, alt_text: event.target.value })}
          className={classes("max-h-32", wide && "min-h-9!")}
        />
      </Field>
      <Checkbox
        label={words.decorative}
        checked={choice.decorative}
        onChange={(event) => onChange({ ...choice, decorative: event.target.checked })}
        className={wide ? "tab:mt-6.5" : undefined}
      />
    </div>
  );
}
