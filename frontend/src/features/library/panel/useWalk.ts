import { useEffect, useRef } from "react";

import type { IndexEntry } from "../../../api/fileIndex";

export interface Walk {
  /** The place in the result, from 1; 0 where the file is not in it. */
  at: number;
  count: number;
  /** Known before the file itself is read. */
  title: string | undefined;
  previous: (() => void) | undefined;
  next: (() => void) | undefined;
}

/** The result, as far as it was read. */
export interface Walkable {
  entries: readonly IndexEntry[];
  /** How many there are altogether, where that is known. */
  count: number | undefined;
  hasMore: boolean;
  loadMore: () => void;
}

/** So many files before the last one that was read, more are read. */
const ahead = 5;

/** Where arrows mean something else. */
const taken = "input, textarea, video, audio, [role=grid], [role=tab], [role=slider], [role=menu], [role=combobox], [role=radio], [role=alertdialog], [data-modal]";

/** Steps through the result; the arrow keys do too while nobody is writing. */
export function useWalk(id: string, result: Walkable, onOpen: (id: string) => void): Walk {
  const { entries, hasMore, loadMore } = result;
  const index = entries.findIndex((entry) => entry.id === id);
  const stepTo = (target: IndexEntry | undefined) => target && (() => onOpen(target.id));
  const walk = {
    at: index + 1,
    count: Math.max(result.count ?? 0, entries.length),
    title: entries[index]?.title,
    previous: stepTo(entries[index - 1]),
    next: index < 0 ? undefined : stepTo(entries[index + 1]),
  };
  const nearEnd = hasMore && index >= entries.length - ahead;
  useEffect(() => {
    if (nearEnd) loadMore();
  }, [nearEnd, loadMore]);
  const current = useRef(walk);
  useEffect(() => {
    current.current = walk;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      // With another key the arrows are the browser's, such as those that lead back and forward.
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || target.closest(taken)) return;
      if (event.key === "ArrowLeft") current.current.previous?.();
      if (event.key === "ArrowRight") current.current.next?.();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return walk;
}
