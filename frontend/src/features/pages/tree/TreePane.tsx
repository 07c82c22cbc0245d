import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";

import { useNamespace, useRole } from "../../../api/namespace";
import type { PageRow } from "../../../api/types";
import { Button, IconButton } from "../../../ui/Button";
import { EmptyState } from "../../../ui/EmptyState";
import { Skeleton } from "../../../ui/Skeleton";
import { explain, text } from "../../../ui/text";
import { treeQuery } from "../queries";
import { NewPageDialog } from "./NewPageDialog";
import { PageTree } from "./PageTree";

const words = text.pages;

/** The tree with its head, and the way to a new page. */
export function TreePane({ current }: { current: string | null }) {
  // The open page is what the view is about.
  const Heading = current ? "h2" : "h1";
  const namespace = useNamespace().slug;
  const navigate = useNavigate();
  const editor = useRole("editor");
  const pages = useQuery(treeQuery(namespace));
  const [adding, setAdding] = useState<{ parent: PageRow | null } | null>(null);
  return (
    <>
      <header className="flex h-12 shrink-0 items-center pr-2 pl-4">
        <Heading className="font-semibold">{words.title}</Heading>
        {editor && (
          <IconButton
            label={words.add}
            tone="plain"
            size="s"
            className="ml-auto"
            icon={<Plus aria-hidden />}
            onClick={() => setAdding({ parent: null })}
          />
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        {pages.isPending && <TreeSkeleton />}
        {pages.error && (
          <EmptyState title={explain(pages.error)} action={<Button onClick={() => void pages.refetch()}>{text.common.retry}</Button>} />
        )}
        {pages.data && pages.data.length > 0 && (
          <PageTree
            pages={pages.data}
            current={current}
            onOpen={(id) => void navigate(`/${namespace}/pages/${id}`)}
            onAdd={editor ? (parent) => setAdding({ parent }) : undefined}
          />
        )}
      </div>
      {adding && <NewPageDialog parent={adding.parent} onClose={() => setAdding(null)} />}
    </>
  );
}

function TreeSkeleton() {
  return (
    <div role="status" aria-label={text.common.loading} className="grid gap-3 px-2 pt-2">
      {[70, 55, 82, 60, 74].map((width) => (
        <div key={width} style={{ width: `${width}%` }}>
          <Skeleton className="h-4" />
        </div>
      ))}
    </div>
  );
}
