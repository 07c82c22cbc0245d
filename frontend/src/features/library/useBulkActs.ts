import { useQueryClient } from "@tanstack/react-query";

import { departed } from "../../api/fileIndex";
import { arrived } from "../../api/live";
import { addToCollection, removeFromCollection } from "../../api/organising";
import type { BulkAnswer, Collection, MediaFile } from "../../api/types";
import type { KeysetPage } from "../../api/types";
import { explain, text } from "../../ui/text";
import { useToast } from "../../ui/Toast";
import { bulkTag } from "./queries";

const words = text.library.bulk;

/** The acts of the selection; each says what it did and can be undone from there. */
export function useBulkActs(ids: readonly string[]) {
  const client = useQueryClient();
  const toast = useToast();

  const attempt = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      toast({ title: words.failed, detail: explain(error), mood: "bad" });
    }
    void client.invalidateQueries({ queryKey: ["files", "page"] });
    void client.invalidateQueries({ queryKey: ["files", "detail"] });
    void client.invalidateQueries({ queryKey: ["tags"] });
    void client.invalidateQueries({ queryKey: ["collections"] });
  };

  const tell = (answer: BulkAnswer, title: string, undo: () => void) => {
    if (answer.succeeded > 0) toast({ title, action: { label: text.common.undo, run: undo } });
    const [first] = answer.failed;
    if (first) toast({ title: words.partly(answer.failed.length), detail: first.detail, mood: "bad" });
  };

  const tag = (name: string) =>
    attempt(async () => {
      const had = tagged(client.getQueriesData<KeysetPage<MediaFile>>({ queryKey: ["files", "page"] }), name);
      const answer = await bulkTag(ids, name, "add");
      // Undo leaves the tag on those that had it before.
      const fresh = ids.filter((id) => !had.has(id));
      const undo = () =>
        void attempt(async () => {
          if (fresh.length > 0) await bulkTag(fresh, name, "remove");
          toast({ title: words.untagged(name) });
        });
      tell(answer, words.tagged(answer.succeeded, name), undo);
    });

  const collect = (collection: Pick<Collection, "id" | "title">) =>
    attempt(async () => {
      await addToCollection(collection.id, ids);
      const undo = () => void attempt(() => removeFromCollection(collection.id, ids));
      toast({ title: words.collected(ids.length, collection.title), action: { label: text.common.undo, run: undo } });
    });

  const uncollect = (collection: string) =>
    attempt(async () => {
      await removeFromCollection(collection, ids);
      const putBack = departed(client, ...ids);
      const undo = () =>
        void attempt(async () => {
          await addToCollection(collection, ids);
          putBack();
        });
      toast({ title: words.uncollected(ids.length), action: { label: text.common.undo, run: undo } });
      void arrived(client);
    });

  return { tag, collect, uncollect };
}

type CachedPages = [unknown, KeysetPage<MediaFile> | undefined][];

function tagged(pages: CachedPages, name: string): Set<string> {
  const rows = pages.flatMap(([, page]) => page?.results ?? []);
  return new Set(rows.filter((file) => file.tags.some((tag) => tag.name === name)).map((file) => file.id));
}
