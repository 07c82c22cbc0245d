import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";

import { fileQuery, patchFile } from "../../../api/files";
import { useNamespace, useRole } from "../../../api/namespace";
import { addToCollection, collectionsQuery, removeFromCollection } from "../../../api/organising";
import type { MediaFileDetail } from "../../../api/types";
import { Chip } from "../../../ui/Chip";
import { Combobox } from "../../../ui/Combobox";
import { explain, text } from "../../../ui/text";

interface Move {
  collection: MediaFileDetail["collections"][number];
  act: "add" | "remove";
}

export function CollectionChips({ file }: { file: MediaFileDetail }) {
  const client = useQueryClient();
  const mayCollect = useRole("editor");
  const namespace = useNamespace().slug;
  const collections = useQuery(collectionsQuery(namespace)).data;
  const all = collections ?? [];
  const move = useMutation({
    mutationFn: ({ collection, act }: Move) =>
      act === "add" ? addToCollection(collection.id, [file.id]) : removeFromCollection(collection.id, [file.id]),
    onMutate: ({ collection, act }) => {
      const rest = file.collections.filter((one) => one.id !== collection.id);
      patchFile(client, file.id, { collections: act === "add" ? [...rest, collection] : rest });
    },
    onError: () => patchFile(client, file.id, { collections: file.collections }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: fileQuery(file.id).queryKey });
      void client.invalidateQueries({ queryKey: ["collections"] });
    },
  });
  const free = all.filter((one) => !file.collections.some((mine) => mine.id === one.id));
  const words = text.library.panel;
  return (
    <section aria-label={words.collections}>
      <h2 className="mb-1 text-xs text-ink-2">{words.collections}</h2>
      <div className="flex flex-wrap gap-1.5">
        {file.collections.map((one) => (
          <Chip key={one.id} onRemove={mayCollect ? () => move.mutate({ collection: one, act: "remove" }) : undefined}>
            {one.title}
          </Chip>
        ))}
        {file.collections.length === 0 && (!mayCollect || collections?.length === 0) && <span className="text-s text-ink-3">{words.noCollections}</span>}
        {mayCollect && collections?.length === 0 && (
          <Link to={`/${namespace}/collections`} className="text-s font-medium text-accent underline-offset-2 hover:underline">
            {words.firstCollection}
          </Link>
        )}
      </div>
      {mayCollect && free.length > 0 && (
        <Combobox
          label={words.addCollection}
          choices={free.map((one) => ({ value: one.id, label: one.title }))}
          onPick={({ value, label }) => move.mutate({ collection: { id: value, title: label, slug: "" }, act: "add" })}
          quiet
          className="-mx-2.5 mt-1"
        />
      )}
      {move.isError && (
        <p role="alert" className="mt-1 text-s text-bad">
          {words.notSaved(explain(move.error))}
        </p>
      )}
    </section>
  );
}
