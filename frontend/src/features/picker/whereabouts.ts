import { create } from "zustand";

import type { Kind } from "../../api/types";

export type Tab = "library" | "recent" | "page" | "upload";

export interface Place {
  tab: Tab;
  search: string;
  kinds: readonly Kind[];
  collection: string;
}

export const START: Place = { tab: "library", search: "", kinds: [], collection: "" };

interface Whereabouts {
  places: Record<string, Place>;
  go: (namespace: string, part: Partial<Place>) => void;
}

/** Where the person last was in the picker of each namespace: the next one opens there. */
export const useWhereabouts = create<Whereabouts>((set) => ({
  places: {},
  go: (namespace, part) =>
    set(({ places }) => ({ places: { ...places, [namespace]: { ...START, ...places[namespace], ...part } } })),
}));

const KEPT = 24;
const key = (namespace: string) => `vitrine.recent.${namespace}`;

/** The ids of what was chosen last, newest first. */
export function recentlyChosen(namespace: string): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key(namespace)) ?? "[]");
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string").slice(0, KEPT) : [];
  } catch {
    // What is stored there is a convenience: a damaged one counts as none.
    return [];
  }
}

export function rememberChosen(namespace: string, ids: readonly string[]) {
  const rest = recentlyChosen(namespace).filter((id) => !ids.includes(id));
  localStorage.setItem(key(namespace), JSON.stringify([...ids, ...rest].slice(0, KEPT)));
}
