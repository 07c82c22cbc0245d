import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";

import { ApiError } from "../../api/errors";
import { useNamespace, useRole } from "../../api/namespace";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Sheet } from "../../ui/Sheet";
import { Skeleton } from "../../ui/Skeleton";
import { explain, text } from "../../ui/text";
import { useMedia } from "../../ui/useSize";
import { PageEditor } from "./PageEditor";
import { layoutsQuery, pageQuery, treeQuery, widgetTypesQuery } from "./queries";
import { NewPageDialog } from "./tree/NewPageDialog";
import { TreePane } from "./tree/TreePane";

const words = text.pages;

/** The tree and the open page, side by side where there is room. */
export function PagesView() {
  const { page: id = null } = useParams();
  const wide = useMedia("(min-width: 1180px)");
  const phone = useMedia("(max-width: 899px)");
  // Open for one page: another one opening closes it.
  const [treeFor, setTreeFor] = useState<string | null>(null);
  if (!id && phone) {
    return (
      <div className="flex min-h-0 flex-1 flex-col">
        <TreePane current={null} />
        <Start quiet />
      </div>
    );
  }
  return (
    <div className="flex min-h-0 flex-1">
      {(wide || !id) && (
        <aside aria-label={words.tree} className="flex w-60 shrink-0 flex-col border-r border-line">
          <TreePane current={id} />
        </aside>
      )}
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {id ? <OpenPage key={id} id={id} onTree={wide ? undefined : () => setTreeFor(id)} /> : <Start />}
      </div>
      {!wide && id && (
        <Sheet open={treeFor === id} onClose={() => setTreeFor(null)} title={words.tree}>
          <TreePane current={id} />
        </Sheet>
      )}
    </div>
  );
}

function OpenPage({ id, onTree }: { id: string; onTree?: () => void }) {
  const page = useQuery(pageQuery(id));
  const types = useQuery(widgetTypesQuery);
  const layouts = useQuery(layoutsQuery);
  const error = page.data ? (types.error ?? layouts.error) : (page.error ?? types.error ?? layouts.error);
  if (page.error instanceof ApiError && page.error.status === 404) return <LostPage />;
  if (error) {
    const again = () => [page, types, layouts].forEach((one) => one.error && void one.refetch());
    return <EmptyState title={explain(error)} action={<Button onClick={again}>{text.common.retry}</Button>} />;
  }
  if (!page.data || !types.data || !layouts.data) return <PageSkeleton />;
  return <PageEditor answer={page.data} types={types.data} layouts={layouts.data} onTree={onTree} />;
}

function LostPage() {
  const namespace = useNamespace().slug;
  return (
    <EmptyState
      title={words.lost.title}
      action={
        <Button asChild>
          <Link to={`/${namespace}/pages`}>{words.lost.action}</Link>
        </Button>
      }
    >
      {words.lost.body}
    </EmptyState>
  );
}

/** Before a page is open; `quiet` where the tree itself says enough. */
function Start({ quiet }: { quiet?: boolean }) {
  const namespace = useNamespace().slug;
  const editor = useRole("editor");
  const pages = useQuery(treeQuery(namespace)).data;
  const [adding, setAdding] = useState(false);
  if (!pages || (quiet && pages.length > 0)) return null;
  if (pages.length > 0) return <EmptyState title={words.choose.title}>{words.choose.body}</EmptyState>;
  if (!editor) return <EmptyState title={words.emptyReader.title}>{words.emptyReader.body}</EmptyState>;
  return (
    <>
      <EmptyState
        title={words.empty.title}
        action={
          <Button tone="primary" onClick={() => setAdding(true)}>
            {words.empty.action}
          </Button>
        }
      >
        {words.empty.body}
      </EmptyState>
      {adding && <NewPageDialog parent={null} onClose={() => setAdding(false)} />}
    </>
  );
}

function PageSkeleton() {
  return (
    <div role="status" aria-label={text.common.loading} className="grid gap-4 p-7">
      <Skeleton className="h-6 w-56" />
      <div className="mx-auto mt-6 grid w-full max-w-[720px] gap-4 rounded-t-m border border-b-0 border-line bg-surface p-11">
        <Skeleton className="h-8 w-3/5" />
        <Skeleton className="h-52" />
        <Skeleton className="h-4" />
        <Skeleton className="h-4 w-4/5" />
      </div>
    </div>
  );
}
