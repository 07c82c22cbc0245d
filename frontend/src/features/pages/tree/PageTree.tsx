import { useId, useMemo, useState } from "react";
import type { KeyboardEvent } from "react";

import type { PageRow } from "../../../api/types";
import { text } from "../../../ui/text";
import { branchesOf, inSight } from "./branches";
import { TreeItem } from "./TreeItem";

interface PageTreeProps {
  pages: readonly PageRow[];
  /** The open page. */
  current: string | null;
  onOpen: (id: string) => void;
  /** Undefined for those who only read. */
  onAdd?: (parent: PageRow) => void;
}

/** All pages: one tab stop, arrows inside. */
export function PageTree({ pages, current, onOpen, onAdd }: PageTreeProps) {
  const branches = useMemo(() => branchesOf(pages), [pages]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  const hint = useId();
  const shown = inSight(branches, folded);
  const stop = [focused, current].find((id) => shown.some((one) => one.page.id === id)) ?? shown[0]?.page.id;

  const fold = (id: string, away: boolean) =>
    setFolded((before) => new Set(away ? [...before, id] : [...before].filter((one) => one !== id)));
  const go = (id: string | undefined) => {
    if (!id) return;
    setFocused(id);
    document.getElementById(itemId(hint, id))?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = shown.findIndex((one) => one.page.id === stop);
    const branch = shown[at];
    if (!branch || event.ctrlKey || event.metaKey || event.altKey) return;
    const { page, children } = branch;
    const open = children.length > 0 && !folded.has(page.id);
    const acts: Record<string, () => void> = {
      ArrowDown: () => go(shown[at + 1]?.page.id),
      ArrowUp: () => go(shown[at - 1]?.page.id),
      Home: () => go(shown[0]?.page.id),
      End: () => go(shown.at(-1)?.page.id),
      ArrowRight: () => (open ? go(children[0]?.page.id) : fold(page.id, false)),
      ArrowLeft: () => (open ? fold(page.id, true) : go(page.parent ?? undefined)),
      Enter: () => onOpen(page.id),
      " ": () => onOpen(page.id),
      "+": () => onAdd?.(page),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <>
      <ul role="tree" aria-label={text.pages.tree} aria-describedby={hint} onKeyDown={onKeyDown} className="flex flex-col gap-px">
        {shown.map((branch) => (
          <TreeItem
            key={branch.page.id}
            id={itemId(hint, branch.page.id)}
            branch={branch}
            current={branch.page.id === current}
            stop={branch.page.id === stop}
            folded={folded.has(branch.page.id)}
            onFold={fold}
            onFocus={setFocused}
            onAdd={onAdd}
          />
        ))}
      </ul>
      <p id={hint} className="sr-only">
        {text.pages.treeHint}
      </p>
    </>
  );
}

const itemId = (tree: string, page: string) => `${tree}-${page}`;
