import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";

import { countQuery, useFileIndex } from "../../api/fileIndex";
import type { FileFilters } from "../../api/files";
import { useNamespace, useRole } from "../../api/namespace";
import { useHotkeys } from "../../ui/useHotkeys";
import { useMedia } from "../../ui/useSize";
import { useStoredNumber } from "../../ui/useStored";
import { BulkBar } from "./BulkBar";
import { FileGrid } from "./FileGrid";
import { InUseDialog } from "./InUseDialog";
import { LibraryHead } from "./LibraryHead";
import { filterless, isFiltered, toFilters, useLibraryState } from "./libraryState";
import { Nothing } from "./Nothing";
import { FilePanel } from "./panel/FilePanel";
import { ShortcutsDialog } from "./ShortcutsDialog";
import { useActive } from "./useActive";
import { useRetry } from "./useRetry";
import { useScope } from "./useScope";
import { useTrash } from "./useTrash";

interface LibraryViewProps {
  /** Shows only the files of this collection. */
  collection?: string;
  /** Stands above the search, such as the name of the collection. */
  heading?: ReactNode;
  /** The button that uploads to here; the view itself knows nothing of uploads. */
  upload?: ReactNode;
}

export function LibraryView({ collection, heading, upload }: LibraryViewProps) {
  const [state, change] = useLibraryState();
  const namespace = useNamespace().slug;
  const filters = useFilters(state, namespace, collection);
  const index = useFileIndex(filters);
  const count = useQuery(countQuery(filters)).data;
  const selection = useScope(`${namespace}/library`);
  const retry = useRetry();
  const mayWork = useRole("contributor");
  const [active, setActive] = useActive(state.file);
  const [help, setHelp] = useState(false);
  const phone = useMedia("(max-width: 599px)");
  const [rowHeight, setRowHeight] = useStoredNumber(phone ? "vitrine.rows.phone" : "vitrine.rows", phone ? 150 : 190);
  const search = useRef<HTMLInputElement>(null);
  const [editTitle, setEditTitle] = useState(0);
  const open = (file: string | null, how: "plain" | "edit" | "large" = "plain") => {
    setEditTitle((times) => (how === "edit" ? times + 1 : 0));
    change({ file, ...(how === "large" && { large: true }) }, { replace: state.file !== null && file !== null });
  };
  const trash = useTrash((gone) => state.file && gone.includes(state.file) && open(null));
  useHotkeys({
    "/": () => search.current?.focus(),
    "?": () => setHelp(true),
    f: () => state.file && change({ large: true }),
    Escape: () => (selection.ids.length > 0 ? selection.clear() : state.file && open(null)),
  });
  const keys: Record<string, (id: string) => void> = {
    e: (id) => open(id, "edit"),
    f: (id) => open(id, "large"),
    Delete: (id) => mayWork && trash.trash(selection.ids.length > 0 ? selection.ids : [id]),
  };
  const press = (key: string, id: string) => {
    keys[key]?.(id);
    return key in keys;
  };
  const shown = index.entries.length > 0;
  return (
    <div className="flex min-h-0 flex-1">
      <section className="relative flex min-w-0 flex-1 flex-col">
        {heading}
        <LibraryHead
          state={state}
          onChange={change}
          count={count}
          upload={upload}
          titled={heading !== undefined}
          searchRef={search}
          rowHeight={rowHeight}
          onRowHeight={setRowHeight}
        />
        {shown ? (
          <FileGrid
            filters={index.filters}
            entries={index.entries}
            activeId={active}
            onActive={setActive}
            openId={state.file}
            onWalk={state.file ? (id) => open(id) : undefined}
            onOpen={open}
            onKey={press}
            onRetry={mayWork ? retry : undefined}
            rowHeight={rowHeight}
            hasMore={index.hasMore}
            onMore={index.loadMore}
            isOld={index.isOld}
          />
        ) : (
          <Nothing
            loading={index.isPending}
            error={index.error}
            onRetry={() => void index.retry()}
            onClear={isFiltered(state) ? () => change(filterless) : undefined}
            collection={collection !== undefined}
            upload={upload}
          />
        )}
        {selection.ids.length > 0 && (
          <BulkBar
            ids={selection.ids}
            total={index.hasMore ? undefined : index.entries.length}
            onAll={() => selection.add(index.entries.map((entry) => entry.id))}
            onClear={selection.clear}
            onTrash={() => trash.trash(selection.ids)}
            collection={collection}
          />
        )}
      </section>
      {state.file && (
        <FilePanel
          id={state.file}
          result={{ ...index, count: count?.exact ? count.count : undefined }}
          onOpen={open}
          large={state.large}
          onLarge={(large) => change({ large }, { replace: !large })}
          editTitle={editTitle}
          onTrash={(id) => trash.trash([id])}
          onRetry={retry}
        />
      )}
      <InUseDialog ids={trash.blocked} onForce={() => trash.trash(trash.blocked, true)} onClose={trash.dismiss} />
      <ShortcutsDialog open={help} onClose={() => setHelp(false)} />
    </div>
  );
}

/** Keeps its identity while nothing in it changes: it is part of every key. */
function useFilters(state: ReturnType<typeof useLibraryState>[0], namespace: string, collection?: string): FileFilters {
  const filters = toFilters(state, { namespace, ...(collection && { collection }) });
  const key = JSON.stringify(filters);
  const [kept, setKept] = useState({ key, filters });
  if (kept.key !== key) setKept({ key, filters });
  return kept.key === key ? kept.filters : filters;
}
