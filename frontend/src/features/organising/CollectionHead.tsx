import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";

import { useNamespace, useRole } from "../../api/namespace";
import { collectionQuery } from "../../api/organising";
import type { Collection } from "../../api/types";
import { IconButton } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Menu, MenuItem, MenuSeparator } from "../../ui/Menu";
import { explain, text } from "../../ui/text";
import { useToast } from "../../ui/Toast";
import { ViewHead } from "../../ui/ViewHead";
import { CollectionDialog } from "./CollectionDialog";
import { useDeleteCollection } from "./queries";

const words = text.organising.collections;

/** Stands above the files of one collection. */
export function CollectionHead({ id }: { id: string }) {
  const namespace = useNamespace().slug;
  const collection = useQuery(collectionQuery(id));
  const mayChange = useRole("editor");
  return (
    <ViewHead
      title={collection.data?.title ?? (collection.isError ? explain(collection.error) : "…")}
      lead={collection.data?.description || undefined}
      above={
        <Link to={`/${namespace}/collections`} className="mb-0.5 -ml-1 inline-flex min-h-6 items-center gap-0.5 text-s text-ink-2 hover:text-ink">
          <ChevronLeft className="size-3.5" aria-hidden />
          {words.all}
        </Link>
      }
      actions={collection.data && mayChange && <CollectionMenu collection={collection.data} />}
    />
  );
}

function CollectionMenu({ collection }: { collection: Collection }) {
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const remove = useDeleteCollection();
  const navigate = useNavigate();
  const toast = useToast();
  const namespace = useNamespace().slug;
  const close = () => setOpen(null);
  const confirm = () =>
    remove.mutate(collection.id, {
      onSuccess: () => {
        toast({ title: words.deleted(collection.title) });
        void navigate(`/${namespace}/collections`);
      },
      onError: (error) => toast({ title: explain(error), mood: "bad" }),
    });
  return (
    <>
      <Menu trigger={<IconButton label={words.more} icon={<Ellipsis aria-hidden />} />}>
        <MenuItem onSelect={() => setOpen("edit")}>
          <Pencil aria-hidden />
          {words.edit}
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger onSelect={() => setOpen("delete")}>
          <Trash2 aria-hidden />
          {words.delete}
        </MenuItem>
      </Menu>
      <CollectionDialog open={open === "edit"} onClose={close} collection={collection} />
      <ConfirmDialog
        open={open === "delete"}
        onClose={close}
        title={words.deleteTitle(collection.title)}
        confirm={words.delete}
        onConfirm={confirm}
        busy={remove.isPending}
      >
        {words.deleteBody(collection.file_count)}
      </ConfirmDialog>
    </>
  );
}
