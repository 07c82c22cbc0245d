import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { ApiError } from "../../api/errors";
import { departed } from "../../api/fileIndex";
import { arrived } from "../../api/live";
import type { BulkAnswer } from "../../api/types";
import { explain, text } from "../../ui/text";
import { type ToastMessage, useToast } from "../../ui/Toast";
import { bulkTrash, restoreFile, trashFile } from "./queries";
import { useSelection } from "./selection";

type Failures = BulkAnswer["failed"];
type Tell = (message: ToastMessage) => void;

const words = text.library.bulk;

/** Moves files to the trash at once on the screen; puts back what the server keeps, and says why. */
export function useTrash(onGone: (ids: readonly string[]) => unknown) {
  const client = useQueryClient();
  const toast = useToast();
  const drop = useSelection((state) => state.drop);
  const [blocked, setBlocked] = useState<string[]>([]);

  const trash = async (ids: readonly string[], force = false) => {
    setBlocked([]);
    const putBack = departed(client, ...ids);
    try {
      const failed = await send(ids, force);
      const gone = ids.filter((id) => !failed.some((one) => one.id === id));
      if (failed.length > 0) {
        putBack();
        departed(client, ...gone);
      }
      drop(gone);
      onGone(gone);
      if (gone.length > 0) toast({ title: words.trashed(gone.length), action: { label: text.common.undo, run: () => void bringBack(client, toast, gone) } });
      setBlocked(inUse(failed));
      tellOthers(failed, toast);
    } catch (error) {
      putBack();
      toast({ title: words.failed, detail: explain(error), mood: "bad" });
    }
    void arrived(client);
  };
  return { trash: (ids: readonly string[], force?: boolean) => void trash(ids, force), blocked, dismiss: () => setBlocked([]) };
}

const inUse = (failed: Failures) => failed.filter((one) => one.code === "in_use").map((one) => one.id);

function tellOthers(failed: Failures, toast: Tell) {
  const others = failed.filter((one) => one.code !== "in_use");
  if (others[0]) toast({ title: words.partly(others.length), detail: others[0].detail, mood: "bad" });
}

/** What the server kept. A single file answers in_use as an error, several as failures of a bulk act. */
async function send(ids: readonly string[], force: boolean): Promise<Failures> {
  const [only, ...others] = ids;
  if (only === undefined) return [];
  if (others.length > 0) return (await bulkTrash(ids, force)).failed;
  try {
    await trashFile(only, force);
    return [];
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) return [{ id: only, code: error.code, detail: error.detail }];
    throw error;
  }
}

/** Restores one by one and says how many came back. */
export async function bringBack(client: QueryClient, toast: Tell, ids: readonly string[]) {
  let back = 0;
  let refusal: unknown;
  for (const id of ids) {
    try {
      await restoreFile(id);
      back += 1;
    } catch (error) {
      refusal = error;
    }
  }
  void arrived(client);
  if (back > 0) toast({ title: words.restored(back) });
  if (refusal) toast({ title: words.partly(ids.length - back), detail: explain(refusal), mood: "bad" });
}
