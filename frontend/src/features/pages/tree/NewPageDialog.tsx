import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";

import { ApiError } from "../../../api/errors";
import { useNamespace } from "../../../api/namespace";
import type { PageRow } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field, Input } from "../../../ui/Field";
import { explain, text } from "../../../ui/text";
import { createPage, treeQuery } from "../queries";

interface NewPageDialogProps {
  /** Below which page; null for the top level. */
  parent: PageRow | null;
  onClose: () => void;
}

const FORM = "new-page";
const words = text.pages;

export function NewPageDialog({ parent, onClose }: NewPageDialogProps) {
  const namespace = useNamespace().slug;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [title, setTitle] = useState("");
  const create = useMutation({
    mutationFn: () => createPage(namespace, title.trim(), parent?.id ?? null),
    onSuccess: async (page) => {
      await client.invalidateQueries({ queryKey: treeQuery(namespace).queryKey });
      onClose();
      void navigate(`/${namespace}/pages/${page.id}`);
    },
  });
  const error = create.error instanceof ApiError ? (create.error.about("title") ?? explain(create.error)) : undefined;
  return (
    <Dialog
      open
      onClose={onClose}
      title={parent ? words.addChild(parent.title) : words.add}
      width="s"
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button tone="primary" type="submit" form={FORM} busy={create.isPending} disabled={!title.trim()}>
            {text.common.create}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim()) create.mutate();
        }}
      >
        <Field label={words.newTitle} hint={words.newHint} error={error}>
          <Input autoFocus required maxLength={255} value={title} onChange={(event) => setTitle(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
