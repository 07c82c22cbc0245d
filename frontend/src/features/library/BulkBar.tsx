import { useQuery } from "@tanstack/react-query";
import { FolderMinus, Library, Tag, Trash2, X } from "lucide-react";
import { type ReactNode, useState } from "react";

import { useNamespace, useRole } from "../../api/namespace";
import { collectionsQuery, tagsQuery } from "../../api/organising";
import { Button, IconButton } from "../../ui/Button";
import { Combobox } from "../../ui/Combobox";
import { Popover } from "../../ui/Popover";
import { text } from "../../ui/text";
import { useBulkActs } from "./useBulkActs";

interface BulkBarProps {
  ids: readonly string[];
  /** Offers to select all, where all are known. */
  total?: number;
  onAll: () => void;
  onClear: () => void;
  onTrash: () => void;
  /** The collection that is open, whose files can be taken out of it. */
  collection?: string;
}

const words = text.library.bulk;

/** Floats above the grid while something is selected. */
export function BulkBar({ ids, total, onAll, onClear, onTrash, collection }: BulkBarProps) {
  const acts = useBulkActs(ids);
  const mayWork = useRole("contributor");
  const mayCollect = useRole("editor");
  return (
    <div
      role="toolbar"
      aria-label={words.bar}
      className="absolute bottom-3 left-1/2 z-20 flex max-w-[calc(100%-16px)] -translate-x-1/2 items-center gap-0.5 rounded-l bg-float p-1.5 text-float-ink shadow-float animate-rise tab:bottom-5"
    >
      <span role="status" className="px-2 font-medium whitespace-nowrap tab:px-2.5">{text.library.selected(ids.length)}</span>
      {total !== undefined && total > ids.length && (
        <button type="button" onClick={onAll} className="mr-1.5 hidden min-h-7 whitespace-nowrap opacity-75 underline underline-offset-2 tab:block">
          {text.library.selectAll(total)}
        </button>
      )}
      <Divider />
      {mayWork && <TagAct onTag={(name) => void acts.tag(name)} />}
      {mayCollect && !collection && <CollectAct onCollect={(one) => void acts.collect(one)} />}
      {mayCollect && collection && (
        <Act icon={<FolderMinus aria-hidden />} label={words.uncollect} onClick={() => void acts.uncollect(collection)} />
      )}
      {mayWork && <Act icon={<Trash2 aria-hidden />} label={words.trash} onClick={onTrash} />}
      {mayWork && <Divider />}
      <IconButton tone="float" label={words.clear} icon={<X aria-hidden />} onClick={onClear} />
    </div>
  );
}

const Divider = () => <span className="mx-1 h-5 w-px shrink-0 bg-float-line" aria-hidden />;

interface ActProps extends React.ComponentProps<"button"> {
  icon: ReactNode;
  label: string;
}

function Act({ icon, label, ...rest }: ActProps) {
  return (
    <Button tone="float" {...rest} className="px-2.5">
      {icon}
      <span className="sr-only tab:not-sr-only">{label}</span>
    </Button>
  );
}

function TagAct({ onTag }: { onTag: (name: string) => void }) {
  const [open, setOpen] = useState(false);
  const tags = useQuery({ ...tagsQuery(useNamespace().slug), enabled: open });
  const take = (name: string) => {
    setOpen(false);
    onTag(name);
  };
  return (
    <Popover label={words.tag} side="top" align="center" open={open} onOpenChange={setOpen} trigger={<Act icon={<Tag aria-hidden />} label={words.tag} />}>
      <Combobox
        autoFocus
        inline
        label={text.library.addTag}
        choices={(tags.data ?? []).map((tag) => ({ value: tag.id, label: tag.name, color: tag.color }))}
        onPick={(choice) => take(choice.label)}
        onNew={take}
        empty={text.library.noTags}
      />
    </Popover>
  );
}

function CollectAct({ onCollect }: { onCollect: (collection: { id: string; title: string }) => void }) {
  const [open, setOpen] = useState(false);
  const collections = useQuery({ ...collectionsQuery(useNamespace().slug), enabled: open });
  return (
    <Popover
      label={words.collect}
      side="top"
      align="center"
      open={open}
      onOpenChange={setOpen}
      trigger={<Act icon={<Library aria-hidden />} label={words.collect} />}
    >
      <Combobox
        autoFocus
        inline
        label={text.library.panel.addCollection}
        choices={(collections.data ?? []).map((one) => ({ value: one.id, label: one.title }))}
        onPick={(choice) => {
          setOpen(false);
          onCollect({ id: choice.value, title: choice.label });
        }}
        empty={words.newCollection}
      />
    </Popover>
  );
}
