import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";

import { departed } from "../../api/fileIndex";
import { arrived } from "../../api/live";
import type { KeysetPage, MediaFile } from "../../api/types";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { bytes } from "../../ui/format";
import { explain, text } from "../../ui/text";
import { useToast } from "../../ui/Toast";
import { purgeFile } from "./queries";

interface PurgeDialogProps {
  ids: readonly string[];
  onClose: () => void;
  onDone: () => void;
}

const words = text.library.trash;

/** The last question: how many files, and how many bytes. */
export function PurgeDialog({ ids, onClose, onDone }: PurgeDialogProps) {
  const client = useQueryClient();
  const toast = useToast();
  const size = sizeOf(client, new Set(ids));
  const purge = useMutation({
    mutationFn: async () => {
      for (const id of ids) {
        await purgeFile(id);
        departed(client, id);
      }
    },
    onSuccess: () => {
      toast({ title: words.purged(ids.length) });
      onDone();
      onClose();
    },
    onError: (error) => toast({ title: text.library.bulk.failed, detail: explain(error), mood: "bad" }),
    onSettled: () => {
      void arrived(client);
      void client.invalidateQueries({ queryKey: ["namespaces"] });
    },
  });
  return (
    <ConfirmDialog open onClose={onClose} title={words.purgeTitle(ids.length)} confirm={words.purge} onConfirm={() => purge.mutate()} busy={purge.isPending}>
      {words.purgeBody(bytes(size))}
    </ConfirmDialog>
  );
}

/** Bytes of the selected files, out of the rows that were read. */
function sizeOf(client: QueryClient, ids: ReadonlySet<string>): number {
  const pages = client.getQueriesData<KeysetPage<MediaFile>>({ queryKey: ["files", "page"] });
  const sizes = new Map(pages.flatMap(([, page]) => page?.results ?? []).map((file) => [file.id, file.file_size]));
  return [...ids].reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0);
}
