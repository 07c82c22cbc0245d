import { useMutation, useQueryClient } from "@tanstack/react-query";

import { fileQuery, patchFile } from "../../../api/files";
import { reshaped } from "../../../api/fileIndex";
import type { MediaFileDetail } from "../../../api/types";
import { changeFile, type FileChange } from "../queries";

/** Saves what a person changed: on the screen at once, taken back when the server refuses. */
export function useFileChange(file: MediaFileDetail) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: (change: FileChange) => changeFile(file.id, change),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: fileQuery(file.id).queryKey });
      const before = client.getQueryData(fileQuery(file.id).queryKey) ?? file;
      const { tags, ...plain } = change;
      patchFile(client, file.id, tags ? { ...plain, tags: before.tags.filter((tag) => tags.includes(tag.name)) } : plain);
      return before;
    },
    onError: (_error, _change, before) => {
      if (before) patchFile(client, file.id, before);
    },
    onSuccess: (saved, change) => {
      patchFile(client, file.id, saved);
      reshaped(client, saved);
      if (change.tags) void client.invalidateQueries({ queryKey: ["tags"] });
    },
  });
  return { save: mutation.mutateAsync, mutation };
}
