import { type Query, useMutation, useQueryClient } from "@tanstack/react-query";

import { api } from "../../api/client";
import { departed } from "../../api/fileIndex";
import { type FileFilters, patchFile } from "../../api/files";
import { arrived } from "../../api/live";

const isHeldIndex = ({ queryKey }: Query) => queryKey[1] === "index" && (queryKey[2] as FileFilters).status === "quarantined";

/** The file leaves the quarantine and stays in the library, where its processing goes on. */
export function useRelease(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(`media/files/${id}/release/`),
    onSuccess: () => {
      patchFile(client, id, { status: "processing" });
      // Not reset: the others stay in sight while the list is read again.
      void client.invalidateQueries({ predicate: isHeldIndex });
      void arrived(client);
    },
  });
}

export function usePurge(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(`media/files/${id}/purge/`),
    onSuccess: () => {
      departed(client, id);
      void arrived(client);
    },
  });
}
