import { ChevronRight, FileText, House, Plus } from "lucide-react";
import { Link } from "react-router";

import { useNamespace } from "../../../api/namespace";
import type { PageRow } from "../../../api/types";
import { classes } from "../../../ui/classes";
import { text } from "../../../ui/text";
import type { Branch } from "./branches";

interface TreeItemProps {
  id: string;
  branch: Branch;
  current: boolean;
  /** Whether Tab lands here. */
  stop: boolean;
  folded: boolean;
  onFold: (id: string, away: boolean) => void;
  onFocus: (id: string) => void;
  onAdd?: (parent: PageRow) => void;
}

export function TreeItem({ id, branch, current, stop, folded, onFold, onFocus, onAdd }: TreeItemProps) {
  const { page, level, place, count } = branch;
  const namespace = useNamespace().slug;
  const parent = branch.children.length > 0;
  const Icon = page.is_home ? House : FileText;
  return (
    <li
      id={id}
      role="treeitem"
      aria-label={text.pages.item(page.title, text.pages.statuses[page.status])}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={count}
      aria-expanded={parent ? !folded : undefined}
      aria-selected={current}
      aria-current={current ? "page" : undefined}
      tabIndex={stop ? 0 : -1}
      onFocus={() => onFocus(page.id)}
      style={{ paddingLeft: 8 + (level - 1) * 16 }}
      className={classes(
        "group/row relative flex h-7.5 min-w-0 items-center gap-1.5 rounded-m pr-2 -outline-offset-2 pointer-coarse:h-10",
        current ? "bg-accent-wash font-medium text-ink" : "text-ink-2 hover:bg-sunken",
      )}
    >
      {parent && (
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          onClick={() => onFold(page.id, !folded)}
          className="absolute grid size-4 -translate-x-3.5 place-items-center rounded-s text-ink-3 hover:text-ink"
        >
          <ChevronRight className={classes("size-3", !folded && "rotate-90")} aria-hidden />
        </button>
      )}
      <Link to={`/${namespace}/pages/${page.id}`} tabIndex={-1} className="flex min-w-0 flex-1 items-center gap-2 self-stretch outline-none">
        <Icon className="size-4 shrink-0 stroke-[1.75] text-ink-3" aria-hidden />
        <span className="truncate">{page.title}</span>
      </Link>
      {onAdd && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={text.pages.addChild(page.title)}
          title={text.pages.addChild(page.title)}
          onClick={() => onAdd(page)}
          className="grid size-5 place-items-center rounded-s text-ink-3 hover:bg-line hover:text-ink pointer-coarse:size-8 pointer-fine:hidden pointer-fine:group-hover/row:grid"
        >
          <Plus className="size-3.5" aria-hidden />
        </button>
      )}
      <StatusDot page={page} />
    </li>
  );
}

/** Full: public. A ring: a draft. Amber: public or to be, and something is still to come. */
function StatusDot({ page }: { page: PageRow }) {
  const later = page.status === "scheduled" || (page.status === "published" && page.has_unpublished_changes);
  const look = page.status === "draft" ? "border-[1.5px] border-ink-3" : later ? "bg-warn" : "bg-good";
  return <span aria-hidden className={classes("size-[7px] shrink-0 rounded-full", look)} />;
}
