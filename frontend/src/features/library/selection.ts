import { create } from "zustand";

interface SelectionState {
  /** What the selection is of, such as one namespace's library; another scope starts empty. */
  scope: string;
  ids: ReadonlySet<string>;
  /** Where a range starts. */
  anchor: string | null;
}

interface Selection extends SelectionState {
  enter: (scope: string) => void;
  toggle: (id: string) => void;
  /** Adds all from the anchor to `id`, in the order of the list. */
  extend: (id: string, order: readonly { id: string }[]) => void;
  add: (ids: readonly string[]) => void;
  drop: (ids: readonly string[]) => void;
  clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/** Which files are selected. It outlives a search or a visit to a collection, so that a choice can be gathered. */
export const useSelection = create<Selection>((set) => ({
  scope: "",
  ids: none,
  anchor: null,
  enter: (scope) => set((state) => (state.scope === scope ? state : { scope, ids: none, anchor: null })),
  toggle: (id) => set(({ ids }) => ({ ids: toggled(ids, id), anchor: id })),
  extend: (id, order) => set(({ ids, anchor }) => ({ ids: new Set([...ids, ...between(order, anchor ?? id, id)]), anchor: anchor ?? id })),
  add: (added) => set(({ ids }) => ({ ids: new Set([...ids, ...added]) })),
  drop: (dropped) => set(({ ids }) => ({ ids: new Set([...ids].filter((id) => !dropped.includes(id))) })),
  clear: () => set({ ids: none, anchor: null }),
}));

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

function between(order: readonly { id: string }[], from: string, to: string): string[] {
  const ends = [order.findIndex((entry) => entry.id === from), order.findIndex((entry) => entry.id === to)];
  if (ends.includes(-1)) return [to];
  return order.slice(Math.min(...ends), Math.max(...ends) + 1).map((entry) => entry.id);
}
