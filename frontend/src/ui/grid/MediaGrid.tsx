import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useMemo, useRef } from "react";
import type { ReactNode } from "react";

import { classes } from "../classes";
import { text } from "../text";
import { useWidth } from "../useSize";
import { GridRow } from "./GridRow";
import { type Entry, justify, type Line } from "./justify";
import { useAnchor } from "./useAnchor";
import { useGridKeys } from "./useGridKeys";
import { useOpenEntry } from "./useOpenEntry";

/** `toggle` one, `range` up to it from the last one toggled. */
export type SelectGesture = "toggle" | "range";

export interface Box {
  width: number;
  height: number;
  /** The id for the caption, which names the cell. */
  captionId: string;
}

export interface MediaGridProps {
  /** The name of the grid for screen readers. */
  label: string;
  entries: readonly Entry[];
  /** Draws one tile; the box is that of its picture. */
  renderTile: (entry: Entry, box: Box) => ReactNode;
  rowHeight: number;
  /** The entry that arrows start from. */
  activeId: string | null;
  onActive: (id: string) => void;
  /** The entry that is open beside the grid; it is marked, and brought into sight. */
  openId?: string | null;
  /** A key led the cursor here, and selected nothing on its way. */
  onWalk?: (id: string) => void;
  isSelected: (id: string) => boolean;
  /** Whether it cannot be chosen here. */
  isRefused?: (id: string) => boolean;
  onSelect: (id: string, how: SelectGesture) => void;
  onOpen: (id: string) => void;
  /** Keys that the grid itself does not know. Returns whether the key was taken. */
  onKey?: (key: string, id: string, event: React.KeyboardEvent) => boolean;
  /** Whether at least one is selected: ticks stay in sight, a tap selects. */
  selecting?: boolean;
  hasMore?: boolean;
  onMore?: () => void;
  /** Scroll positions are remembered under this key. */
  memory?: string;
  className?: string;
}

const offsets = new Map<string, number>();

/** A virtual grid of justified rows: one tab stop, arrows inside, constant work at any length. */
export function MediaGrid(props: MediaGridProps) {
  const { entries, rowHeight, activeId, memory, hasMore, onMore } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const lines = useMemo(
    () => (width > 0 ? justify(entries, { width, target: rowHeight, gap: 8, caption: 30, heading: 38 }) : []),
    [entries, width, rowHeight],
  );
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => sizeOf(lines, index),
    overscan: 4,
    paddingEnd: 96,
    initialOffset: () => (memory ? (offsets.get(memory) ?? 0) : 0),
  });
  const shown = virtual.getVirtualItems();
  useEffect(() => virtual.measure(), [virtual, lines]);
  useEffect(() => {
    if (!memory) return;
    // Asked of the virtualizer: asking the element would lay the page out again.
    return () => void offsets.set(memory, virtual.scrollOffset ?? 0);
  }, [virtual, memory]);
  useAnchor({ scroller, lines, entries, activeId });
  useOpenEntry({ scroller, lines, entries, openId: props.openId });
  useEffect(() => {
    if (hasMore && onMore && (shown.at(-1)?.index ?? -1) >= lines.length - 4) onMore();
  }, [shown, lines.length, hasMore, onMore]);

  const onKeyDown = useGridKeys(props, lines, { scroller, scrollTo: (line) => virtual.scrollToIndex(line, { align: "auto" }) });
  const activeShown = shown.some((item) => holds(lines[item.index], entries, activeId));
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-multiselectable
      aria-rowcount={hasMore ? -1 : lines.length}
      aria-activedescendant={activeShown ? `${id}-${activeId}` : undefined}
      tabIndex={0}
      data-selecting={props.selecting || undefined}
      onKeyDown={onKeyDown}
      className={classes("group/grid relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto px-3 outline-none tab:px-4.5", props.className)}
    >
      <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
        {shown.map((item) => {
          const line = lines[item.index];
          return line && <GridRow key={item.key} line={line} number={item.index + 1} idPrefix={id} grid={props} />;
        })}
      </div>
      {hasMore && <p className="sr-only">{text.grid.more}</p>}
    </div>
  );
}

function sizeOf(lines: readonly Line[], index: number): number {
  const line = lines[index];
  if (!line) return 0;
  return (lines[index + 1]?.top ?? line.top + (line.kind === "row" ? line.height + 30 : 38)) - line.top;
}

function holds(line: Line | undefined, entries: readonly Entry[], id: string | null): boolean {
  if (line?.kind !== "row" || id === null) return false;
  return entries.slice(line.from, line.to).some((entry) => entry.id === id);
}
