import { useMutation } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useState } from "react";

import { ApiError } from "../../../api/errors";
import type { Page } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { Checkbox, Field, Input } from "../../../ui/Field";
import { moment } from "../../../ui/format";
import { useToast } from "../../../ui/Toast";
import { explain, text } from "../../../ui/text";
import { useEditor } from "../editor";
import { savePage, type PageChange } from "../queries";
import { usePublishing } from "../usePublishing";
import { DeletePage } from "./DeletePage";

const words = text.pages.page;

/** What belongs to the page itself. Slug and home take effect at once, unlike what is written on it. */
export function PageSettings() {
  const { draft, page, written, editable } = useEditor();
  return (
    <div className="grid gap-4">
      <Status page={page} />
      <Field label={words.title}>
        <Input
          value={written.title}
          maxLength={255}
          disabled={!editable}
          onChange={(event) => draft.change({ title: event.target.value })}
        />
      </Field>
      <Address key={page.slug} />
      <Home />
      {editable && <DeletePage page={page} />}
    </div>
  );
}

function Status({ page }: { page: Page }) {
  const { editable } = useEditor();
  const { takeDown, isTakingDown } = usePublishing();
  const when = page.published_at ? moment(page.published_at) : "";
  const said = page.status === "published" ? words.public(when) : words[page.status];
  return (
    <div className="grid justify-items-start gap-2">
      <div>
        <p className="text-s text-ink-2">{words.status}</p>
        <p>{said}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        {page.url && (
          <Button size="s" asChild>
            <a href={page.url} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden />
              {words.visit}
            </a>
          </Button>
        )}
        {editable && page.status !== "draft" && (
          <Button size="s" busy={isTakingDown} onClick={takeDown}>
            {text.pages.unpublish}
          </Button>
        )}
      </div>
    </div>
  );
}

/** A change of the page itself, on condition that nobody else changed it. */
function useChange() {
  const { draft, page } = useEditor();
  const toast = useToast();
  return useMutation({
    mutationFn: (change: PageChange) => draft.perform((etag) => savePage(page.id, change, etag)),
    onError: (error) => {
      const placed = error instanceof ApiError && error.about("slug");
      if (!placed) toast({ title: explain(error), mood: "bad" });
    },
  });
}

function Address() {
  const { page, editable } = useEditor();
  const [slug, setSlug] = useState(page.slug);
  const change = useChange();
  const error = change.error instanceof ApiError ? change.error.about("slug") : undefined;
  const differs = slug !== page.slug;
  const above = page.path.slice(0, page.path.length - page.slug.length);
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (differs) change.mutate({ slug });
      }}
    >
      <Field label={words.slug} hint={differs && page.status === "published" ? words.slugPublic : words.slugHint} error={error}>
        <Input
          value={slug}
          maxLength={120}
          autoCapitalize="none"
          spellCheck={false}
          disabled={!editable}
          onChange={(event) => setSlug(event.target.value)}
        />
      </Field>
      <p className="text-s break-all text-ink-2">
        {words.address} <span className="text-ink">{page.is_home ? "/" : `/${above}${slug}/`}</span>
      </p>
      {differs && (
        <Button type="submit" size="s" busy={change.isPending} className="justify-self-start">
          {words.change}
        </Button>
      )}
    </form>
  );
}

function Home() {
  const { page, editable } = useEditor();
  const change = useChange();
  return (
    <div className="grid gap-0.5">
      <Checkbox
        label={words.home}
        checked={page.is_home}
        disabled={!editable || change.isPending}
        onChange={(event) => change.mutate({ is_home: event.target.checked })}
      />
      <p className="text-s text-ink-3">{words.homeHint}</p>
    </div>
  );
}
