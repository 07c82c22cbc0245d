import { queryOptions, type QueryClient } from "@tanstack/react-query";

import { address, api, BASE } from "./client";
import type { KeysetPage, MediaFile, MediaFileDetail } from "./types";

/** The list's own filters, as the API names them. */
export interface FileFilters {
  namespace?: string;
  search?: string;
  kind?: readonly string[];
  tags?: readonly string[];
  collection?: string;
  status?: string;
  orientation?: string;
  unused?: boolean;
  trashed?: boolean;
  ordering?: string;
}

export const PAGE_SIZE = 60;

/** One page as the server gives it. */
export const readFilesPage = (filters: FileFilters, cursor: string, signal?: AbortSignal) =>
  api.get<KeysetPage<MediaFile>>("media/files/", { query: { ...filters, cursor, page_size: PAGE_SIZE }, signal });

/** One page of a keyset-paged list, by the cursor that the page before gave; empty for the first. */
export function filesPageQuery(filters: FileFilters, cursor: string) {
  return queryOptions({
    queryKey: ["files", "page", filters, cursor],
    queryFn: ({ signal }) => readFilesPage(filters, cursor, signal),
    gcTime: 120_000,
  });
}

/** The cursor inside the address of a next page. */
export function cursorOf(next: string | null): string | null {
  return next === null ? null : new URL(next, location.origin).searchParams.get("cursor");
}

export function fileQuery(id: string) {
  return queryOptions({
    queryKey: ["files", "detail", id],
    queryFn: ({ signal }) => api.get<MediaFileDetail>(`media/files/${id}/`, { signal }),
  });
}

/**
 * The file as it is now. Whoever asks while a reading is under way gets the answer of that one, which may have been asked
 * before what happened since: it is waited for, and then the file is read again.
 */
export async function readFileAnew(client: QueryClient, id: string): Promise<MediaFileDetail> {
  const query = fileQuery(id);
  await client.getQueryCache().find({ queryKey: query.queryKey })?.promise?.catch(() => undefined);
  return client.fetchQuery({ ...query, staleTime: 0 });
}

/** Why the file could not be worked on, where it could not. */
export const failureOf = (file: MediaFileDetail) => file.processing.find((step) => step.state === "failed")?.error ?? undefined;

/** What the work on the file waits for, where it stands still by no fault of the file. */
export function waitOf(file: MediaFileDetail) {
  if (file.status !== "pending" && file.status !== "processing") return undefined;
  return file.processing.find((step) => step.state === "pending" && step.error)?.error ?? undefined;
}

export const downloadAddress = (id: string) => `${BASE}media/files/${id}/download/`;
export const versionAddress = (id: string, number: number) => `${BASE}media/files/${id}/versions/${number}/download/`;
export const contentAddress = (id: string) => address(`media/files/${id}/content/`);

/** Writes what is known anew of one file into every list and detail that shows it. */
export function patchFile(client: QueryClient, id: string, change: Partial<MediaFileDetail>) {
  client.setQueryData<MediaFileDetail>(fileQuery(id).queryKey, (old) => old && { ...old, ...change });
  client.setQueriesData<KeysetPage<MediaFile>>({ queryKey: ["files", "page"] }, (page) => {
    if (!page?.results.some((file) => file.id === id)) return page;
    return { ...page, results: page.results.map((file) => (file.id === id ? { ...file, ...change } : file)) };
  });
}
