import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { patchFile, readFileAnew } from "../../../api/files";
import type { Suggestion } from "../../../api/types";
import { explain, text } from "../../../ui/text";
import { useToast } from "../../../ui/Toast";
import { analyzeFile, decide as sendVerdict, suggestionsQuery } from "../queries";

export type Decide = (suggestion: Suggestion, verdict: "accept" | "reject") => void;

/** What is proposed for a file; a decision leaves the list at once and comes back if it could not be kept. */
export function useSuggestions(id: string) {
  const client = useQueryClient();
  const toast = useToast();
  const query = suggestionsQuery(id);
  const proposals = useQuery(query).data ?? [];
  const decision = useMutation({
    mutationFn: ({ suggestion, verdict }: { suggestion: Suggestion; verdict: "accept" | "reject" }) =>
      sendVerdict(suggestion.id, verdict),
    onMutate: ({ suggestion, verdict }) => {
      const before = client.getQueryData(query.queryKey);
      client.setQueryData(query.queryKey, (all) => all?.filter((one) => one.id !== suggestion.id));
      if (verdict === "accept" && suggestion.kind !== "tag") patchFile(client, id, { [suggestion.kind]: suggestion.value });
      return before;
    },
    onError: (error, _decision, before) => {
      client.setQueryData(query.queryKey, before);
      toast({ title: text.library.bulk.failed, detail: explain(error), mood: "bad" });
    },
    onSettled: async () => {
      const file = await readFileAnew(client, id).catch(() => null);
      if (file) patchFile(client, id, file);
      void client.invalidateQueries({ queryKey: ["tags"] });
    },
  });
  const decide: Decide = (suggestion, verdict) => decision.mutate({ suggestion, verdict });
  return { proposals, decide };
}

/** Asks for proposals; they come by an event. */
export function useAnalyze(id: string) {
  const toast = useToast();
  return async () => {
    try {
      await analyzeFile(id);
      toast({ title: text.library.panel.analyzing });
    } catch (error) {
      toast({ title: text.library.bulk.failed, detail: explain(error), mood: "bad" });
    }
  };
}
