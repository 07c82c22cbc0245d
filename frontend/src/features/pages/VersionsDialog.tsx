import { useQuery } from "@tanstack/react-query";

import type { Page, PageVersionRow } from "../../api/types";
import { Button } from "../../ui/Button";
import { StateWord } from "../../ui/Chip";
import { Dialog } from "../../ui/Dialog";
import { EmptyState } from "../../ui/EmptyState";
import { moment } from "../../ui/format";
import { Skeleton } from "../../ui/Skeleton";
import { explain, text } from "../../ui/text";
import { versionsQuery } from "./queries";

const words = text.pages.versions;

/** Who wrote what and when, the newest first. */
export function VersionsDialog({ page, onClose }: { page: Page; onClose: () => void }) {
  const versions = useQuery(versionsQuery(page.id));
  return (
    <Dialog open onClose={onClose} title={words.title} description={words.lead}>
      {versions.isPending && (
        <div role="status" aria-label={text.common.loading} className="grid gap-3 py-2">
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </div>
      )}
      {versions.error && (
        <EmptyState title={explain(versions.error)} action={<Button onClick={() => void versions.refetch()}>{text.common.retry}</Button>} />
      )}
      {versions.data && (
        <ol className="divide-y divide-line border-t border-line">
          {versions.data.results.map((version) => (
            <VersionRow key={version.number} version={version} />
          ))}
        </ol>
      )}
    </Dialog>
  );
}

function VersionRow({ version }: { version: PageVersionRow }) {
  const { created_by, created_at, number, title } = version;
  return (
    <li className="flex items-center gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="font-medium">{words.number(number)}</span>
          <VersionState version={version} />
        </p>
        <p className="truncate text-s text-ink-2">{title}</p>
      </div>
      <p className="text-right text-s text-ink-2">
        {created_by ? created_by.display_name || created_by.username : words.nobody}
        <br />
        <span className="text-ink-3">{moment(created_at)}</span>
      </p>
    </li>
  );
}

function VersionState({ version }: { version: PageVersionRow }) {
  if (version.is_live) return <StateWord mood="good">{words.live}</StateWord>;
  if (version.is_draft) return <StateWord mood="warn">{words.draft}</StateWord>;
  return version.published_at ? <StateWord mood="plain">{words.was}</StateWord> : null;
}
