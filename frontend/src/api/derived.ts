/** What the server made of a file: its words, its sizes, its waveform. */
import { queryOptions } from "@tanstack/react-query";

import { api } from "./client";
import { ApiError, networkError } from "./errors";
import type { FoundText, Renditions } from "./types";

export function textQuery(id: string) {
  return queryOptions({
    queryKey: ["files", "about", id, "text"],
    queryFn: ({ signal }) => api.get<FoundText>(`media/files/${id}/text/`, { signal }),
    staleTime: 300_000,
  });
}

/** All drawn sizes of the whole picture, smallest first. */
export function renditionsQuery(id: string) {
  return queryOptions({
    queryKey: ["files", "about", id, "renditions"],
    queryFn: async ({ signal }) => {
      const { small, medium, large, xlarge } = await api.get<Renditions>(`media/files/${id}/renditions/`, { signal });
      return [small, medium, large, xlarge].filter((one) => one !== undefined).sort((a, b) => a.width - b.width);
    },
    staleTime: 60_000,
  });
}

/** Lows and highs by turns, of one channel: the file behind a waveform's address. */
export interface Peaks {
  bits: number;
  length: number;
  data: number[];
}

/** The address is signed, and may lead out of the API. */
export function peaksQuery(url: string) {
  return queryOptions({
    queryKey: ["peaks", url],
    queryFn: async ({ signal }) => {
      const response = await fetch(url, { signal }).catch(() => Promise.reject(networkError()));
      if (!response.ok) throw new ApiError(response.status, [{ code: "not_found", detail: "", attr: null }]);
      return (await response.json()) as Peaks;
    },
    staleTime: Infinity,
  });
}
