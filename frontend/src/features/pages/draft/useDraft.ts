import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";

import type { Tagged } from "../../../api/client";
import type { Page } from "../../../api/types";
import { useToast } from "../../../ui/Toast";
import { explain, text } from "../../../ui/text";
import { keepPage, savePage } from "../queries";
import { Draft } from "./draft";

/** The draft of one page for as long as it is open; `answer` is the page as it was last read. */
export function useDraft(answer: Tagged<Page>) {
  const client = useQueryClient();
  const toast = useToast();
  const [draft] = useState(
    () =>
      new Draft(answer, {
        save: (change, etag) => savePage(answer.data.id, change, etag),
        onPage: (fresh) => keepPage(client, fresh),
        onRefused: (error) => toast({ title: text.pages.problems.refused, detail: explain(error), mood: "bad" }),
      }),
  );
  useEffect(() => draft.adopt(answer), [draft, answer]);
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (draft.isDirty) event.preventDefault();
    };
    addEventListener("beforeunload", guard);
    return () => {
      removeEventListener("beforeunload", guard);
      draft.stop();
    };
  }, [draft]);
  return { draft, ...useSyncExternalStore(draft.subscribe, draft.read) };
}

export type DraftWork = ReturnType<typeof useDraft>;
