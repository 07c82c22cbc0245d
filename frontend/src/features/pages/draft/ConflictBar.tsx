import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { Button } from "../../../ui/Button";
import { useToast } from "../../../ui/Toast";
import { explain, text } from "../../../ui/text";
import { useEditor } from "../editor";
import { pageQuery, versionsQuery } from "../queries";
import { changesBetween } from "./changes";

const words = text.pages.conflict;
const times = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** Somebody else saved the page meanwhile: says who and what, and lets the person decide. */
export function ConflictBar() {
  const { state } = useEditor();
  return state === "conflict" ? <Conflict /> : null;
}

function Conflict() {
  const { draft, page } = useEditor();
  const client = useQueryClient();
  const toast = useToast();
  const theirs = useMutation({
    mutationFn: async () => {
      const [answer, versions] = await Promise.all([
        client.fetchQuery({ ...pageQuery(page.id), staleTime: 0 }),
        client.fetchQuery({ ...versionsQuery(page.id), staleTime: 0 }),
      ]);
      return { answer, author: versions.results[0]?.created_by ?? null };
    },
  });
  const { mutate } = theirs;
  useEffect(() => mutate(), [mutate]);

  const load = () => {
    if (!theirs.data) return;
    const ours = draft.load(theirs.data.answer);
    toast({ title: words.loaded, action: { label: words.back, run: () => draft.change(ours) } });
  };
  const keep = async () => {
    if (theirs.data) await draft.overrule(theirs.data.answer);
  };
  return (
    <div role="alert" className="mx-3 mb-2 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-m bg-bad-wash px-3.5 py-2.5 desk:mx-4.5">
      <div className="min-w-0 flex-1 basis-72">
        {theirs.data && (
          <>
            <p className="font-medium">
              {words.title(
                theirs.data.author && (theirs.data.author.display_name || theirs.data.author.username),
                times.format(new Date(theirs.data.answer.data.updated_at)),
              )}
            </p>
            <p className="text-s">{changesBetween(draft.agreed, theirs.data.answer.data)}</p>
          </>
        )}
        {theirs.error && <p className="font-medium">{explain(theirs.error)}</p>}
        <p className="text-s">{words.safe}</p>
      </div>
      {theirs.error ? (
        <Button onClick={() => mutate()}>{text.common.retry}</Button>
      ) : (
        <>
          <Button disabled={!theirs.data} onClick={load}>
            {words.load}
          </Button>
          <Button tone="danger" disabled={!theirs.data} onClick={() => void keep()}>
            {words.keep}
          </Button>
        </>
      )}
    </div>
  );
}
