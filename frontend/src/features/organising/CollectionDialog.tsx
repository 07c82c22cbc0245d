import type { FormEvent } from "react";

import { ApiError } from "../../api/errors";
import { useNamespace } from "../../api/namespace";
import type { Collection } from "../../api/types";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field, Input, Textarea } from "../../ui/Field";
import { explain, text } from "../../ui/text";
import { useSaveCollection } from "./queries";

interface CollectionDialogProps {
  open: boolean;
  onClose: () => void;
  /** The one to edit; absent for a new one. */
  collection?: Collection;
}

const words = text.organising.collections;

export function CollectionDialog({ open, onClose, collection }: CollectionDialogProps) {
  const save = useSaveCollection(useNamespace().slug);
  const error = save.error instanceof ApiError ? save.error : null;
  const aboutTitle = error?.about("title");
  const close = () => {
    save.reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const fields = { title: String(form.get("title")).trim(), description: String(form.get("description")).trim() };
    save.mutate({ id: collection?.id, fields }, { onSuccess: close });
  };
  return (
    <Dialog open={open} onClose={close} title={collection ? words.edit : words.create} width="s">
      <form onSubmit={submit} className="grid gap-3.5">
        <Field label={words.name} error={aboutTitle}>
          <Input name="title" defaultValue={collection?.title} maxLength={255} required autoFocus />
        </Field>
        <Field label={words.description}>
          <Textarea name="description" defaultValue={collection?.description} />
        </Field>
        {save.isError && !aboutTitle && (
          <p role="alert" className="text-bad">
            {explain(save.error)}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={close}>{text.common.cancel}</Button>
          <Button type="submit" tone="primary" busy={save.isPending}>
            {collection ? text.common.save : text.common.create}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
