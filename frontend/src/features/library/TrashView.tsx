import { useQueryClient } from "@tanstack/react-query";
import { RotateCcw, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";

import { departed, useFileIndex } from "../../api/fileIndex";
import { useNamespace, useRole } from "../../api/namespace";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { text } from "../../ui/text";
import { useToast } from "../../ui/Toast";
import { useMedia } from "../../ui/useSize";
import { ViewHead } from "../../ui/ViewHead";
import { FileGrid } from "./FileGrid";
import { Nothing } from "./Nothing";
import { PurgeDialog } from "./PurgeDialog";
import { useSelection } from "./selection";
import { useScope } from "./useScope";
import { bringBack } from "./useTrash";

const words = text.library.trash;

/** What was trashed: selected, then brought back or deleted for good. */
export function TrashView() {
  const namespace = useNamespace().slug;
  const filters = useMemo(() => ({ namespace, trashed: true }), [namespace]);
  const index = useFileIndex(filters);
  const selection = useScope(`${namespace}/trash`);
  const client = useQueryClient();
  const toast = useToast();
  const mayRestore = useRole("contributor");
  const mayPurge = useRole("manager");
  const [active, setActive] = useState<string | null>(null);
  const [purging, setPurging] = useState(false);
  const phone = useMedia("(max-width: 599px)");
  const restore = async () => {
    departed(client, ...selection.ids);
    await bringBack(client, toast, selection.ids);
    selection.clear();
  };
  const count = selection.ids.length;
  const actions = count > 0 && (
    <>
      <span className="text-ink-2">{text.library.selected(count)}</span>
      {mayRestore && (
        <Button onClick={() => void restore()}>
          <RotateCcw aria-hidden />
          {words.restore}
        </Button>
      )}
      {mayPurge && (
        <Button tone="danger" onClick={() => setPurging(true)}>
          <Trash2 aria-hidden />
          {words.purge}
        </Button>
      )}
    </>
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ViewHead title={words.title} lead={words.lead} actions={actions} />
      {index.entries.length > 0 ? (
        <FileGrid
          filters={filters}
          entries={index.entries}
          activeId={active}
          onActive={setActive}
          onOpen={useSelection.getState().toggle}
          rowHeight={phone ? 150 : 170}
          hasMore={index.hasMore}
          onMore={index.loadMore}
        />
      ) : index.isPending || index.error ? (
        <Nothing loading={index.isPending} error={index.error} onRetry={() => void index.retry()} collection={false} />
      ) : (
        <EmptyState title={words.empty.title}>{words.empty.body}</EmptyState>
      )}
      {purging && <PurgeDialog ids={selection.ids} onClose={() => setPurging(false)} onDone={selection.clear} />}
    </div>
  );
}
