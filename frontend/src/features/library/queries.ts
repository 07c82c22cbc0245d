import { queryOptions } from "@tanstack/react-query";

import { api } from "../../api/client";
import type { BulkAnswer, FileVersion, MediaFileDetail, Suggestion, Usage } from "../../api/types";

/** What the panel says about one file lies under `["files", "about", id]`, so that one event makes all of it new. */
const about = (id: string, what: string) => ["files", "about", id, what] as const;

export function usageQuery(id: string) {
  return queryOptions({
    queryKey: about(id, "usage"),
    queryFn: ({ signal }) => api.get<Usage>(`media/files/${id}/usage/`, { signal }),
    staleTime: 5_000,
  });
}

export function versionsQuery(id: string) {
  return queryOptions({
    queryKey: about(id, "versions"),
    queryFn: ({ signal }) => api.all<FileVersion>(`media/files/${id}/versions/`, {}, signal),
  });
}

export function suggestionsQuery(id: string) {
  return queryOptions({
    queryKey: about(id, "suggestions"),
    queryFn: async ({ signal }) => {
      const all = await api.all<Suggestion>(`media/files/${id}/suggestions/`, {}, signal);
      return all.filter((one) => one.state === "proposed");
    },
  });
}

/** The fields that a person edits; tags are names. */
export interface FileChange {
  title?: string;
  alt_text?: string;
  description?: string;
  focal_point?: { x: number; y: number };
  visibility?: MediaFileDetail["visibility"];
  tags?: string[];
}

export const changeFile = (id: string, change: FileChange) => api.patch<MediaFileDetail>(`media/files/${id}/`, change);
export const trashFile = (id: string, force: boolean) => api.delete(`media/files/${id}/`, { query: force ? { force } : {} });
export const restoreFile = (id: string) => api.post(`media/files/${id}/restore/`);
export const purgeFile = (id: string) => api.delete(`media/files/${id}/purge/`);
export const analyzeFile = (id: string) => api.post(`media/files/${id}/analyze/`);
export const decide = (id: string, verdict: "accept" | "reject") => api.post(`media/suggestions/${id}/${verdict}/`);

const selection = (ids: readonly string[]) => ({ selection: { ids } });

export const bulkTrash = (ids: readonly string[], force: boolean) =>
  api.post<BulkAnswer>("media/bulk-delete/", { ...selection(ids), force });

export const bulkTag = (ids: readonly string[], tag: string, action: "add" | "remove") =>
  api.post<BulkAnswer>("media/bulk-tag/", { ...selection(ids), tags: [tag], action });

/** Failed steps run again; what is done is kept. */
export const processAgain = (id: string) => api.post(`media/files/${id}/retry/`);
