import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";

import { useNamespace, useRole } from "../../api/namespace";
import { tagsQuery } from "../../api/organising";
import type { Tag } from "../../api/types";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { EmptyState } from "../../ui/EmptyState";
import { Input } from "../../ui/Field";
import { Skeleton } from "../../ui/Skeleton";
import { explain, text } from "../../ui/text";
import { useToast } from "../../ui/Toast";
import { ViewHead } from "../../ui/ViewHead";
import { useDeleteTag } from "./queries";
import { TagDialog } from "./TagDialog";
import { TagRow } from "./TagRow";

const words = text.organising.tags;

export function TagsView() {
  const tags = useQuery(tagsQuery(useNamespace().slug));
  const mayCreate = useRole("contributor");
  const [editing, setEditing] = useState<Tag | "new" | null>(null);
  const [deleting, setDeleting] = useState<Tag | null>(null);
  const create = mayCreate && (
    <Button tone="primary" onClick={() => setEditing("new")}>
      <Plus aria-hidden />
      {words.create}
    </Button>
  );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-200">
        <ViewHead title={words.title} lead={words.lead} actions={tags.data && tags.data.length > 0 && create} />
        {tags.isPending && <Skeleton className="mx-4.5 mt-2 h-60" />}
        {tags.isError && (
          <EmptyState title={words.failed} action={<Button onClick={() => void tags.refetch()}>{text.common.retry}</Button>}>
            {explain(tags.error)}
          </EmptyState>
        )}
        {tags.data?.length === 0 && (
          <EmptyState title={words.empty.title} action={create}>
            {words.empty.body}
          </EmptyState>
        )}
        {tags.data && tags.data.length > 0 && <TagList tags={tags.data} onEdit={setEditing} onDelete={setDeleting} />}
      </div>
      <TagDialog key={editing === "new" ? "new" : editing?.id} open={editing !== null} onClose={() => setEditing(null)} tag={editing === "new" ? undefined : (editing ?? undefined)} />
      <DeleteTag tag={deleting} onClose={() => setDeleting(null)} />
    </div>
  );
}

interface TagListProps {
  tags: readonly Tag[];
  onEdit: (tag: Tag) => void;
  onDelete: (tag: Tag) => void;
}

function TagList({ tags, onEdit, onDelete }: TagListProps) {
  const [wanted, setWanted] = useState("");
  const mayChange = useRole("editor");
  const found = tags.filter((tag) => tag.name.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <div className="px-3 pb-10 tab:px-4.5">
      <Input type="search" aria-label={words.search} placeholder={words.search} value={wanted} onChange={(event) => setWanted(event.target.value)} className="my-2 max-w-80" />
      <ul className="divide-y divide-line border-y border-line">
        {found.map((tag) => (
          <TagRow key={tag.id} tag={tag} onEdit={mayChange ? () => onEdit(tag) : undefined} onDelete={mayChange ? () => onDelete(tag) : undefined} />
        ))}
      </ul>
      {found.length === 0 && <p className="py-6 text-center text-ink-2">{words.nothing}</p>}
    </div>
  );
}

function DeleteTag({ tag, onClose }: { tag: Tag | null; onClose: () => void }) {
  const remove = useDeleteTag();
  const toast = useToast();
  const confirm = () =>
    tag &&
    remove.mutate(tag.id, {
      onSuccess: () => {
        toast({ title: words.deleted(tag.name) });
        onClose();
      },
      onError: (error) => toast({ title: explain(error), mood: "bad" }),
    });
  return (
    <ConfirmDialog
      open={tag !== null}
      onClose={onClose}
      title={words.deleteTitle(tag?.name ?? "")}
      confirm={words.delete}
      onConfirm={() => void confirm()}
      busy={remove.isPending}
    >
      {words.deleteBody(tag?.usage_count ?? 0)}
    </ConfirmDialog>
  );
}
