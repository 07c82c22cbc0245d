import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { patchFile } from "../../api/files";
import { explain, text } from "../../ui/text";
import { useToast } from "../../ui/Toast";
import { processAgain } from "./queries";

/** Asks for the processing of a file once more. */
export function useRetry() {
  const client = useQueryClient();
  const toast = useToast();
  return useCallback(
    async (id: string) => {
      try {
        await processAgain(id);
        patchFile(client, id, { status: "processing" });
        toast({ title: text.library.panel.retried });
      } catch (error) {
        toast({ title: text.library.bulk.failed, detail: explain(error), mood: "bad" });
      }
      void client.invalidateQueries({ queryKey: ["files", "detail", id] });
    },
    [client, toast],
  );
}
