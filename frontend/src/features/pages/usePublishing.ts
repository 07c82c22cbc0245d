import { useMutation } from "@tanstack/react-query";

import { ApiError } from "../../api/errors";
import { useToast } from "../../ui/Toast";
import { explain, text } from "../../ui/text";
import { frameId, useEditor } from "./editor";
import { publishPage, unpublishPage } from "./queries";

const words = text.pages;

/** Publishing and taking down. What stands in the way is shown at the widget that it is about. */
export function usePublishing() {
  const { draft, page, select } = useEditor();
  const toast = useToast();
  const publish = useMutation({
    mutationFn: () => draft.perform((etag) => publishPage(page.id, etag)),
    onSuccess: (answer) => {
      const url = answer?.data.url;
      if (!url) return;
      toast({
        title: words.published(answer.data.title),
        action: { label: words.see, run: () => void open(url, "_blank", "noreferrer") },
      });
    },
    onError: (error) => {
      const { misfits } = draft.read();
      const first = misfits.find((one) => one.widget);
      if (first?.widget) {
        select(first.widget);
        document.getElementById(frameId(first.widget))?.scrollIntoView({ block: "center" });
      }
      if (error instanceof ApiError && error.status === 412) return;
      toast({
        title: misfits.length > 0 ? words.problems.title(misfits.length) : explain(error),
        detail: misfits.length > 0 ? explain(error) : undefined,
        mood: "bad",
      });
    },
  });
  const takeDown = useMutation({
    mutationFn: () => draft.perform((etag) => unpublishPage(page.id, etag)),
    onSuccess: (answer) => answer && toast({ title: words.unpublished(answer.data.title) }),
    onError: (error) => toast({ title: explain(error), mood: "bad" }),
  });
  return {
    publish: () => publish.mutate(),
    isPublishing: publish.isPending,
    takeDown: () => takeDown.mutate(),
    isTakingDown: takeDown.isPending,
  };
}
