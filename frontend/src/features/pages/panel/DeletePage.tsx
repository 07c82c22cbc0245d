import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";

import { useNamespace } from "../../../api/namespace";
import type { Page } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { useToast } from "../../../ui/Toast";
import { explain, text } from "../../../ui/text";
import { useEditor } from "../editor";
import { deletePage, pageQuery, treeQuery } from "../queries";

const words = text.pages.page;

/** Asks before, and says what the server has against it. */
export function DeletePage({ page }: { page: Page }) {
  const { draft } = useEditor();
  const [asking, setAsking] = useState(false);
  const namespace = useNamespace().slug;
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const remove = useMutation({
    mutationFn: async () => {
      await draft.flush();
      await deletePage(page.id);
    },
    onSuccess: async () => {
      setAsking(false);
      await navigate(`/${namespace}/pages`);
      client.removeQueries({ queryKey: pageQuery(page.id).queryKey });
      void client.invalidateQueries({ queryKey: treeQuery(namespace).queryKey });
      toast({ title: words.deleted(page.title) });
    },
  });
  return (
    <div className="border-t border-line pt-4">
      <Button tone="danger" size="s" onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
        {words.delete}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.deleteTitle(page.title)}
        description={words.deleteBody}
        width="s"
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{text.common.cancel}</Button>
            <Button tone="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
              {words.delete}
            </Button>
          </>
        }
      >
        {remove.error && (
          <p role="alert" className="text-bad">
            {explain(remove.error)}
          </p>
        )}
      </Dialog>
    </div>
  );
}
