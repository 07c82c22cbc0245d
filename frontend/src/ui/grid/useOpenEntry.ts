import { useEffect, useRef } from "react";
import type { RefObject } from "react";

import type { Entry, Line } from "./justify";

interface Opened {
  scroller: RefObject<HTMLDivElement | null>;
  lines: readonly Line[];
  entries: readonly Entry[];
  openId: string | null | undefined;
}

/** A caption below the row, a heading above it, and what may float over the lower edge. */
const CAPTION = 30;
const ABOVE = 46;
const BELOW = 96;

/** Brings the entry that is opened beside the grid into sight, and takes the focus back when it closes. */
export function useOpenEntry({ scroller, lines, entries, openId }: Opened) {
  const seen = useRef<string | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!element || lines.length === 0 || seen.current === (openId ?? null)) return;
    // Once for each, found or not: rows that are read later must not carry off somebody who scrolls.
    seen.current = openId ?? null;
    const index = entries.findIndex((entry) => entry.id === openId);
    const line = lines.find((one) => one.kind === "row" && index >= one.from && index < one.to);
    if (line?.kind === "row") bring(element, line.top, line.top + line.height + CAPTION);
  }, [scroller, lines, entries, openId]);
  const isOpen = Boolean(openId);
  useEffect(() => {
    if (!isOpen) return;
    const grid = scroller.current;
    return () => {
      // Only what the panel took with it: whoever is elsewhere stays there.
      if (document.activeElement === document.body || document.activeElement?.matches("main")) grid?.focus({ preventScroll: true });
    };
  }, [scroller, isOpen]);
}

function bring(element: HTMLElement, top: number, bottom: number) {
  if (top < element.scrollTop) element.scrollTo({ top: Math.max(0, top - ABOVE) });
  else if (bottom > element.scrollTop + element.clientHeight) element.scrollTo({ top: bottom + BELOW - element.clientHeight });
}
