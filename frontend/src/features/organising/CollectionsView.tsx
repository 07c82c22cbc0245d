import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import { useNamespace, useRole } from "../../api/namespace";
import { collectionsQuery } from "../../api/organising";
import type { Collection } from "../../api/types";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { EmptyState } from "../../ui/EmptyState";
import { bytes } from "../../ui/format";
import { Preview } from "../../ui/grid/Preview";
import { Skeleton } from "../../ui/Skeleton";
import { explain, text } from "../../ui/text";
import { ViewHead } from "../../ui/ViewHead";
import { CollectionDialog } from "./CollectionDialog";
import { coverQuery } from "./queries";

const words = text.organising.collections;

export function CollectionsView() {
  const namespace = useNamespace().slug;
  const collections = useQuery(collectionsQuery(namespace));
  const mayCreate = useRole("editor");
  const [creating, setCreating] = useState(false);
  const create = mayCreate && (
    <Button tone="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {words.create}
    </Button>
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <ViewHead title={words.title} lead={words.lead} actions={collections.data && collections.data.length > 0 && create} />
      {collections.isPending && <Waiting />}
      {collections.isError && (
        <EmptyState title={words.failed} action={<Button onClick={() => void collections.refetch()}>{text.common.retry}</Button>}>
          {explain(collections.error)}
        </EmptyState>
      )}
      {collections.data?.length === 0 && (
        <EmptyState title={words.empty.title} action={create}>
          {words.empty.body}
        </EmptyState>
      )}
      {collections.data && (
        <ul className="grid grid-cols-2 gap-x-3 gap-y-5 px-3 pt-2 pb-8 tab:grid-cols-[repeat(auto-fill,minmax(210px,1fr))] tab:gap-x-4 tab:px-4.5">
          {collections.data.map((one) => (
            <CollectionCard key={one.id} collection={one} namespace={namespace} />
          ))}
        </ul>
      )}
      <CollectionDialog open={creating} onClose={() => setCreating(false)} />
    </div>
  );
}

function CollectionCard({ collection, namespace }: { collection: Collection; namespace: string }) {
  return (
    <li>
      <Link to={`/${namespace}/collections/${collection.id}`} className="group block rounded-s">
        <div
          className={classes(
            "aspect-3/2 overflow-hidden rounded-s transition-[filter] group-hover:brightness-95",
            collection.file_count > 0 ? "bg-sunken" : "border border-dashed border-line-strong",
          )}
        >
          {collection.file_count > 0 && <Cover collection={collection} />}
        </div>
        <h2 className="mt-1.5 truncate font-medium">{collection.title}</h2>
        <p className="text-s text-ink-2">{words.files(collection.file_count, bytes(collection.total_size))}</p>
      </Link>
    </li>
  );
}

function Cover({ collection }: { collection: Collection }) {
  const file = useQuery(coverQuery(collection)).data;
  return file ? <Preview file={file} width={300} focus={file.focal_point} /> : null;
}

function Waiting() {
  return (
    <div role="status" aria-label={text.common.loading} className="grid grid-cols-2 gap-4 px-4.5 pt-2 tab:grid-cols-[repeat(auto-fill,minmax(210px,1fr))]">
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} className="aspect-3/2" />
      ))}
    </div>
  );
}
