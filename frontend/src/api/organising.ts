import { queryOptions } from "@tanstack/react-query";

import { api } from "./client";
import type { Collection, Tag } from "./types";

export function tagsQuery(namespace: string) {
  return queryOptions({
    queryKey: ["tags", namespace],
    queryFn: ({ signal }) => api.all<Tag>("media/tags/", { namespace }, signal),
  });
}

export function collectionsQuery(namespace: string) {
  return queryOptions({
    queryKey: ["collections", namespace],
    queryFn: ({ signal }) => api.all<Collection>("media/collections/", { namespace }, signal),
  });
}

export function collectionQuery(id: string) {
  return queryOptions({
    queryKey: ["collections", "one", id],
    queryFn: () => api.get<Collection>(`media/collections/${id}/`),
  });
}

export const addToCollection = (id: string, ids: readonly string[]) => api.post(`media/collections/${id}/add-files/`, { ids });
export const removeFromCollection = (id: string, ids: readonly string[]) => api.post(`media/collections/${id}/remove-files/`, { ids });
