import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

import type { FileFilters } from "../../api/files";

export const sorts = ["-created_at", "created_at", "-taken_at", "title", "-title", "-file_size", "-usage_count"] as const;
export const kinds = ["image", "video", "audio", "document"] as const;
export const statuses = ["processing", "ready", "failed", "quarantined"] as const;
export const orientations = ["landscape", "portrait", "square"] as const;

/** All that the address says about the view; what it says wrongly is left out. */
export interface LibraryState {
  search: string;
  kind: (typeof kinds)[number][];
  tags: string[];
  status: (typeof statuses)[number] | null;
  orientation: (typeof orientations)[number] | null;
  unused: boolean;
  ordering: (typeof sorts)[number];
  /** The open file. */
  file: string | null;
  /** It fills the window. */
  large: boolean;
}

export function readState(params: URLSearchParams): LibraryState {
  return {
    search: params.get("search") ?? "",
    kind: kinds.filter((kind) => params.getAll("kind").includes(kind)),
    tags: params.getAll("tags"),
    status: oneOf(statuses, params.get("status")),
    orientation: oneOf(orientations, params.get("orientation")),
    unused: params.get("unused") === "true",
    ordering: oneOf(sorts, params.get("ordering")) ?? "-created_at",
    file: params.get("file"),
    large: params.get("large") === "true" && params.has("file"),
  };
}

function oneOf<T extends string>(allowed: readonly T[], value: string | null): T | null {
  return allowed.find((one) => one === value) ?? null;
}

export function writeState(state: LibraryState): URLSearchParams {
  const params = new URLSearchParams();
  if (state.search) params.set("search", state.search);
  for (const kind of state.kind) params.append("kind", kind);
  for (const tag of state.tags) params.append("tags", tag);
  if (state.status) params.set("status", state.status);
  if (state.orientation) params.set("orientation", state.orientation);
  if (state.unused) params.set("unused", "true");
  if (state.ordering !== "-created_at") params.set("ordering", state.ordering);
  if (state.file) params.set("file", state.file);
  if (state.file && state.large) params.set("large", "true");
  return params;
}

export const filterless = { search: "", kind: [], tags: [], status: null, orientation: null, unused: false } satisfies Partial<LibraryState>;

export const isFiltered = (state: LibraryState) =>
  Boolean(state.search || state.kind.length || state.tags.length || state.status || state.orientation || state.unused);

export function toFilters(state: LibraryState, fixed: FileFilters): FileFilters {
  const { search, kind, tags, status, orientation, unused, ordering } = state;
  return {
    ...fixed,
    ...(search && { search }),
    ...(kind.length > 0 && { kind }),
    ...(tags.length > 0 && { tags }),
    ...(status && { status }),
    ...(orientation && { orientation }),
    ...(unused && { unused }),
    ordering,
  };
}

/** The view's state out of the address, and how to change it; a `replace` leaves no step for Back. */
export function useLibraryState() {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readState(params), [params]);
  const change = useCallback(
    (part: Partial<LibraryState>, options?: { replace?: boolean }) =>
      setParams((before) => writeState({ ...readState(before), ...part }), options),
    [setParams],
  );
  return [state, change] as const;
}
