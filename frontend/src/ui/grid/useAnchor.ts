import { useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";

import type { Entry, Line } from "./justify";

interface Anchored {
  scroller: RefObject<HTMLDivElement | null>;
  lines: readonly Line[];
  entries: readonly Entry[];
  activeId: string | null;
}

/**
 * Keeps what the person looks at in its place while rows break anew (the panel opens, the size slider moves, files
 * arrive above): the active entry where it is in sight, else the first one that is.
 */
export function useAnchor({ scroller, lines, entries, activeId }: Anchored) {
  const before = useRef<{ lines: readonly Line[]; entries: readonly Entry[] }>({ lines, entries });
  useLayoutEffect(() => {
    const element = scroller.current;
    const old = before.current;
    before.current = { lines, entries };
    if (!element || old.lines === lines || old.lines.length === 0 || element.scrollTop < 8) return;
    const seen = inSight(old, element, activeId);
    const moved = seen && topOf(lines, entries.findIndex((entry) => entry.id === seen.id));
    if (seen && moved !== null && moved !== undefined) element.scrollTo({ top: moved - seen.offset });
  }, [scroller, lines, entries, activeId]);
}

function inSight(old: { lines: readonly Line[]; entries: readonly Entry[] }, element: HTMLElement, activeId: string | null) {
  const from = element.scrollTop;
  const visible = old.lines.filter((line) => line.kind === "row" && line.top + line.height > from && line.top < from + element.clientHeight);
  const first = visible.find((line) => line.kind === "row");
  const active = topOf(visible, old.entries.findIndex((entry) => entry.id === activeId));
  if (active !== null && activeId !== null) return { id: activeId, offset: active - from };
  if (first?.kind !== "row") return null;
  const id = old.entries[first.from]?.id;
  return id === undefined ? null : { id, offset: first.top - from };
}

function topOf(lines: readonly Line[], index: number): number | null {
  if (index < 0) return null;
  return lines.find((line) => line.kind === "row" && index >= line.from && index < line.to)?.top ?? null;
}
