import { useQuery } from "@tanstack/react-query";
import { memo, useCallback, useMemo } from "react";

import { type IndexEntry, useFileRow } from "../../api/fileIndex";
import { failureOf, type FileFilters, fileQuery } from "../../api/files";
import { dayName } from "../../ui/format";
import type { Entry } from "../../ui/grid/justify";
import { type Box, MediaGrid } from "../../ui/grid/MediaGrid";
import { Tile } from "../../ui/grid/Tile";
import { TileSkeleton } from "../../ui/grid/TileSkeleton";
import { isFinal, text } from "../../ui/text";
import { useViewing } from "../../ui/viewing";
import { useSelection } from "./selection";

interface FileGridProps {
  filters: FileFilters;
  entries: readonly IndexEntry[];
  activeId: string | null;
  onActive: (id: string) => void;
  /** The file that the panel shows. */
  openId?: string | null;
  onWalk?: (id: string) => void;
  onOpen: (id: string) => void;
  onKey?: (key: string, id: string) => boolean;
  onRetry?: (id: string) => void;
  rowHeight: number;
  hasMore: boolean;
  onMore: () => void;
  /** Still shows the answer to the filters before. */
  isOld?: boolean;
}

/** The library's files as a grid with selection. */
export function FileGrid(props: FileGridProps) {
  const { filters, entries, onKey, onRetry } = props;
  const { ids, toggle, extend, add, clear } = useSelection();
  const placed = usePlaced(entries, filters.ordering);
  const byId = useMemo(() => new Map(entries.map((entry) => [entry.id, entry])), [entries]);
  const renderTile = useCallback(
    (entry: Entry, box: Box) => {
      const known = byId.get(entry.id);
      return known && <FileTile filters={filters} entry={known} onRetry={onRetry} {...box} />;
    },
    [byId, filters, onRetry],
  );
  // Another list starts at its own place.
  const memory = JSON.stringify(filters);
  const press = (key: string, id: string, event: React.KeyboardEvent) => {
    if (key === "a" && (event.ctrlKey || event.metaKey)) add(entries.map((entry) => entry.id));
    else if (key === "Escape" && ids.size > 0) clear();
    else return !event.ctrlKey && !event.metaKey && (onKey?.(key, id) ?? false);
    return true;
  };
  return (
    <MediaGrid
      key={memory}
      label={text.library.grid}
      entries={placed}
      renderTile={renderTile}
      rowHeight={props.rowHeight}
      activeId={props.activeId}
      onActive={props.onActive}
      openId={props.openId}
      onWalk={props.onWalk}
      isSelected={(id) => ids.has(id)}
      onSelect={(id, how) => (how === "range" ? extend(id, entries) : toggle(id))}
      onOpen={props.onOpen}
      onKey={press}
      selecting={ids.size > 0}
      hasMore={props.hasMore}
      onMore={props.onMore}
      memory={memory}
      className={props.isOld ? "opacity-60 transition-opacity" : "transition-opacity"}
    />
  );
}

interface FileTileProps extends Box {
  filters: FileFilters;
  entry: IndexEntry;
  onRetry?: (id: string) => void;
}

/** Kept as it is while the grid scrolls under it. */
const FileTile = memo(function FileTile({ filters, entry, onRetry, ...box }: FileTileProps) {
  const file = useFileRow(filters, entry);
  const selected = useSelection((state) => state.ids.has(entry.id));
  const { toggle } = useSelection.getState();
  const { HoverScrub } = useViewing();
  const mayHelp = useMayHelp(entry.id, onRetry !== undefined && file?.status === "failed");
  if (!file) return <TileSkeleton title={entry.title} {...box} />;
  return (
    <Tile
      file={file}
      {...box}
      selected={selected}
      over={file.kind === "video" && file.status === "ready" && <HoverScrub id={file.id} width={box.width} height={box.height} />}
      onToggle={() => toggle(entry.id)}
      onRetry={onRetry && mayHelp ? () => onRetry(entry.id) : undefined}
    />
  );
});

/** Whether another try is this person's to ask for and could help; the rows of a list do not say. */
function useMayHelp(id: string, failed: boolean): boolean {
  const file = useQuery({ ...fileQuery(id), enabled: failed, gcTime: 120_000 }).data;
  return failed && file !== undefined && file.permissions.change && !isFinal(failureOf(file));
}

const days = new Map<string, string>();

/** The heading of a moment's day. Kept by the hour, because formatting a date is slow where there are thousands. */
function dayOf(iso: string | null): string {
  if (iso === null) return text.library.undated;
  const hour = iso.slice(0, 13);
  const known = days.get(hour) ?? dayName(new Date(iso));
  days.set(hour, known);
  return known;
}

/** Entries in sections by day, where the order is by time. */
function usePlaced(entries: readonly IndexEntry[], ordering = "-created_at"): readonly Entry[] {
  return useMemo(() => {
    if (ordering.endsWith("created_at")) return entries.map((entry) => ({ ...entry, section: dayOf(entry.created_at) }));
    if (ordering.endsWith("taken_at")) return entries.map((entry) => ({ ...entry, section: dayOf(entry.taken_at) }));
    return entries;
  }, [entries, ordering]);
}
