import type { KeyboardEvent, RefObject } from "react";

import { type Line, neighbour } from "./justify";
import type { MediaGridProps } from "./MediaGrid";

interface Viewport {
  scroller: RefObject<HTMLDivElement | null>;
  /** Brings the line with this index into sight. */
  scrollTo: (line: number) => void;
}

/** Arrows, Home, End and Page keys walk; Space selects, with Shift a range; Enter opens. */
export function useGridKeys(grid: MediaGridProps, lines: readonly Line[], viewport: Viewport) {
  return (event: KeyboardEvent<HTMLDivElement>) => {
    // With Alt the arrows are the browser's: they lead back and forward.
    if (event.target !== event.currentTarget || event.altKey) return;
    const { entries, activeId } = grid;
    const index = entries.findIndex((entry) => entry.id === activeId);
    const current = entries[Math.max(index, 0)];
    if (!current) return;
    const next = target(event.key, { index, lines, last: entries.length - 1, page: viewport.scroller.current?.clientHeight ?? 600 });
    const landed = next === null ? undefined : entries[next];
    if (landed) {
      if (event.shiftKey) {
        if (index >= 0) grid.onSelect(landed.id, "range");
      } else {
        grid.onWalk?.(landed.id);
      }
      grid.onActive(landed.id);
      viewport.scrollTo(lines.findIndex((line) => line.kind === "row" && (next ?? 0) >= line.from && (next ?? 0) < line.to));
    } else if (event.key === " ") {
      grid.onActive(current.id);
      grid.onSelect(current.id, event.shiftKey ? "range" : "toggle");
    } else if (event.key === "Enter") {
      grid.onActive(current.id);
      grid.onOpen(current.id);
    } else if (!grid.onKey?.(event.key, current.id, event)) {
      return;
    }
    event.preventDefault();
  };
}

interface Place {
  /** -1 while nothing is active: any step lands on the first entry. */
  index: number;
  lines: readonly Line[];
  last: number;
  /** Height of what is in sight. */
  page: number;
}

function target(key: string, place: Place): number | null {
  const { index, lines, last, page } = place;
  const steps: Record<string, () => number> = {
    ArrowRight: () => index + 1,
    ArrowLeft: () => index - 1,
    ArrowDown: () => neighbour(lines, index, 1),
    ArrowUp: () => neighbour(lines, index, -1),
    Home: () => 0,
    End: () => last,
    PageDown: () => leap(place, page),
    PageUp: () => leap(place, -page),
  };
  const step = steps[key];
  if (!step) return null;
  if (index < 0 && key !== "End") return 0;
  return Math.min(last, Math.max(0, step()));
}

/** As many rows up or down as fit the distance, at least one. */
function leap({ index, lines }: Place, distance: number): number {
  const direction = distance < 0 ? -1 : 1;
  const topOf = (at: number) => lines.find((line) => line.kind === "row" && at >= line.from && at < line.to)?.top ?? 0;
  const start = topOf(index);
  let at = index;
  for (;;) {
    const next = neighbour(lines, at, direction);
    if (next === at) return at;
    if (at !== index && Math.abs(topOf(next) - start) > Math.abs(distance)) return at;
    at = next;
  }
}
