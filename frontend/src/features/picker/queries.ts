import { type QueryClient, useQuery } from "@tanstack/react-query";

import { fileQuery } from "../../api/files";
import type { KeysetPage, MediaFile } from "../../api/types";

/** A file that was read already, from wherever it is. */
export function knownFile(client: QueryClient, id: string): MediaFile | undefined {
  const detail = client.getQueryData(fileQuery(id).queryKey);
  if (detail) return detail;
  const pages = client.getQueriesData<KeysetPage<MediaFile>>({ queryKey: ["files", "page"] });
  return pages.flatMap(([, page]) => page?.results ?? []).find((file) => file.id === id);
}

export const useFile = (id: string) => useQuery(fileQuery(id));
