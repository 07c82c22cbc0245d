import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { api } from "../../api/client";
import type { Collection, KeysetPage, MediaFile, Tag } from "../../api/types";

export type CollectionFields = Pick<Collection, "title" | "description">;
export type TagFields = Pick<Tag, "name" | "color">;

/** The picture that stands for a collection: the chosen one, else its newest file. */
export function coverQuery({ id, cover, file_count }: Collection) {
  return queryOptions({
    queryKey: ["collections", "cover", id, cover, file_count],
    queryFn: async ({ signal }): Promise<MediaFile | null> => {
      if (cover) return api.get<MediaFile>(`media/files/${cover}/`, { signal });
      const newest = await api.get<KeysetPage<MediaFile>>("media/files/", { query: { collection: id, cursor: "", page_size: 1 }, signal });
      return newest.results[0] ?? null;
    },
  });
}

interface Saving<Fields> {
  /** Absent for a new one. */
  id?: string;
  fields: Fields;
}

/** Creates in `namespace`, or changes the one with the id. */
export function useSaveCollection(namespace: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, fields }: Saving<CollectionFields>) =>
      id
        ? api.patch<Collection>(`media/collections/${id}/`, fields)
        : api.post<Collection>("media/collections/", { namespace, ...fields }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["collections"] }),
  });
}

export function useDeleteCollection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`media/collections/${id}/`),
    onSuccess: (_answer, id) => {
      client.removeQueries({ queryKey: ["collections", "one", id] });
      void client.invalidateQueries({ queryKey: ["collections"] });
      void client.invalidateQueries({ queryKey: ["files", "detail"] });
    },
  });
}

export function useSaveTag(namespace: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, fields }: Saving<TagFields>) =>
      id ? api.patch<Tag>(`media/tags/${id}/`, fields) : api.post<Tag>("media/tags/", { namespace, ...fields }),
    onSuccess: () => refreshTagged(client),
  });
}

export function useDeleteTag() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`media/tags/${id}/`),
    onSuccess: () => refreshTagged(client),
  });
}

/** A tag stands on every file that carries it. */
function refreshTagged(client: ReturnType<typeof useQueryClient>) {
  void client.invalidateQueries({ queryKey: ["tags"] });
  void client.invalidateQueries({ queryKey: ["files", "page"] });
  void client.invalidateQueries({ queryKey: ["files", "detail"] });
}
