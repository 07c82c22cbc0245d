import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";

import { type IndexEntry, useFileIndex, useFileRow } from "../../api/fileIndex";
import type { FileFilters } from "../../api/files";
import { useNamespace } from "../../api/namespace";
import { collectionsQuery } from "../../api/organising";
import type { Kind } from "../../api/types";
import { Button } from "../../ui/Button";
import { Facet } from "../../ui/Chip";
import { EmptyState } from "../../ui/EmptyState";
import type { Box } from "../../ui/grid/MediaGrid";
import { TileSkeleton } from "../../ui/grid/TileSkeleton";
import { Select } from "../../ui/Select";
import { SkeletonGrid } from "../../ui/Skeleton";
import { explain, text } from "../../ui/text";
import { describe } from "./accepts";
import { type GridWork, PickGrid, PickTile } from "./PickGrid";
import { type Place, START, useWhereabouts } from "./whereabouts";

const words = text.picker;
const kinds: Kind[] = ["image", "video", "audio", "document"];
const EVERYWHERE = "all";

const filtersOf = (namespace: string, { search, kinds: wanted, collection }: Place): FileFilters => ({
  namespace,
  ...(search && { search }),
  ...(wanted.length > 0 && { kind: wanted }),
  ...(collection && { collection }),
  ordering: search ? "-relevance" : "-created_at",
});

/** All files of the namespace, the newest first. */
export function LibraryPane({ grid }: { grid: GridWork }) {
  const namespace = useNamespace().slug;
  const place = useWhereabouts((state) => state.places[namespace]) ?? START;
  const go = useWhereabouts((state) => state.go);
  const change = (part: Partial<Place>) => go(namespace, part);
  const filters = filtersOf(namespace, place);
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 px-4.5 pt-3 pb-1.5">
        <SearchBox value={place.search} onChange={(search) => change({ search })} />
        <CollectionChoice namespace={namespace} value={place.collection} onChange={(collection) => change({ collection })} />
        <span className="text-s text-ink-3">{describe(grid.accepts)}</span>
      </div>
      <div className="flex shrink-0 gap-1.5 overflow-x-auto px-4.5 py-1">
        {(grid.accepts.kinds ?? kinds).map((kind) => (
          <Facet key={kind} pressed={place.kinds.includes(kind)} onPress={() => change({ kinds: toggled(place.kinds, kind) })}>
            {words.kinds[kind]}
          </Facet>
        ))}
      </div>
      <Results grid={grid} filters={filters} onClear={() => change({ search: "", kinds: [], collection: "" })} />
    </>
  );
}

const toggled = (list: readonly Kind[], kind: Kind) => (list.includes(kind) ? list.filter((one) => one !== kind) : [...list, kind]);

const WAIT = 200;

function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  if (value !== shown) {
    setShown(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), WAIT);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <div className="flex h-9 min-w-0 flex-1 basis-60 items-center gap-1.5 rounded-m border border-line-strong bg-surface px-2.5 focus-within:border-accent focus-within:ring-3 focus-within:ring-accent-wash tab:max-w-[620px]">
      <Search className="size-4 shrink-0 stroke-[1.75] text-ink-3" aria-hidden />
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="min-w-0 flex-1 bg-transparent outline-none"
      />
    </div>
  );
}

function CollectionChoice({ namespace, value, onChange }: { namespace: string; value: string; onChange: (value: string) => void }) {
  const collections = useQuery(collectionsQuery(namespace)).data ?? [];
  if (collections.length === 0) return null;
  const options = [{ value: EVERYWHERE, label: words.everywhere }, ...collections.map((one) => ({ value: one.id, label: one.title }))];
  return (
    <div className="min-w-0 max-w-56">
      <Select
        label={words.collection}
        value={value || EVERYWHERE}
        options={options}
        onChange={(next) => onChange(next === EVERYWHERE ? "" : next)}
      />
    </div>
  );
}

function Results({ grid, filters, onClear }: { grid: GridWork; filters: FileFilters; onClear: () => void }) {
  const index = useFileIndex(filters);
  const filtered = Boolean(filters.search || filters.kind || filters.collection);
  if (index.isPending) return <SkeletonGrid label={text.common.loading} />;
  if (index.error) {
    return <EmptyState title={explain(index.error)} action={<Button onClick={() => void index.retry()}>{text.common.retry}</Button>} />;
  }
  if (index.entries.length === 0) {
    const said = filtered ? words.nothing : words.empty;
    return (
      <EmptyState title={said.title} action={filtered && <Button onClick={onClear}>{words.nothing.clear}</Button>}>
        {said.body}
      </EmptyState>
    );
  }
  return (
    <PickGrid
      grid={grid}
      entries={index.entries}
      renderEntry={(entry, box) => <Row entry={entry} filters={index.filters} box={box} grid={grid} />}
      hasMore={index.hasMore}
      onMore={index.loadMore}
      memory={`picker ${JSON.stringify(filters)}`}
    />
  );
}

function Row({ entry, filters, box, grid }: { entry: IndexEntry; filters: FileFilters; box: Box; grid: GridWork }) {
  const file = useFileRow(filters, entry);
  return file ? <PickTile file={file} box={box} grid={grid} /> : <TileSkeleton title={entry.title} {...box} />;
}
