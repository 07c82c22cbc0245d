import { type FormEvent, useState } from "react";

import { ApiError } from "../../api/errors";
import { useNamespace } from "../../api/namespace";
import type { Tag } from "../../api/types";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { Dialog } from "../../ui/Dialog";
import { Field, Input } from "../../ui/Field";
import { explain, text } from "../../ui/text";
import { useSaveTag } from "./queries";

interface TagDialogProps {
  open: boolean;
  onClose: () => void;
  /** The one to edit; absent for a new one. */
  tag?: Tag;
}

const words = text.organising.tags;

export function TagDialog({ open, onClose, tag }: TagDialogProps) {
  const save = useSaveTag(useNamespace().slug);
  const [color, setColor] = useState(tag?.color ?? "");
  const aboutName = save.error instanceof ApiError ? save.error.about("name") : undefined;
  const close = () => {
    save.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name")).trim();
    save.mutate({ id: tag?.id, fields: { name, color } }, { onSuccess: close });
  };
  return (
    <Dialog open={open} onClose={close} title={tag ? words.edit : words.create} width="s">
      <form onSubmit={submit} className="grid gap-3.5">
        <Field label={words.name} error={aboutName}>
          <Input name="name" defaultValue={tag?.name} maxLength={100} required autoFocus />
        </Field>
        <Colors value={color} onChange={setColor} />
        {save.isError && !aboutName && (
          <p role="alert" className="text-bad">
            {explain(save.error)}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>{text.common.cancel}</Button>
          <Button type="submit" tone="primary" busy={save.isPending}>
            {tag ? text.common.save : text.common.create}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Colors({ value, onChange }: { value: string; onChange: (color: string) => void }) {
  const named = { "": words.noColor, ...(value && !(value in words.colors) && { [value]: value }), ...words.colors };
  return (
    <fieldset>
      <legend className="mb-1.5 text-s text-ink-2">{words.color}</legend>
      <div className="flex flex-wrap gap-2">
        {Object.entries(named).map(([color, name]) => (
          <label key={name} title={name} className="relative grid size-7 cursor-pointer place-items-center">
            <input type="radio" name="color" value={color} checked={value === color} onChange={() => onChange(color)} aria-label={name} className="peer sr-only" />
            <span
              aria-hidden
              style={color ? { background: color } : undefined}
              className={classes(
                "size-6 rounded-full outline-offset-2 peer-checked:outline-2 peer-checked:outline-accent peer-focus-visible:outline-2 peer-focus-visible:outline-ink",
                !color && "border border-dashed border-line-strong",
              )}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
