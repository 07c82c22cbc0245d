import type { PageRow } from "../../../api/types";

/** A page where it stands in the tree. */
export interface Branch {
  page: PageRow;
  /** From 1. */
  level: number;
  /** Its place among those beside it, from 1, and how many they are. */
  place: number;
  count: number;
  /** Those directly below it. */
  children: Branch[];
}

/** Pages whose parent is not in the list stand at the root; beside each other they are in the order given. */
export function branchesOf(pages: readonly PageRow[]): Branch[] {
  const ids = new Set(pages.map((page) => page.id));
  const grow = (parent: string | null, level: number): Branch[] => {
    const here = pages.filter((page) => (page.parent !== null && ids.has(page.parent) ? page.parent : null) === parent);
    return here.map((page, at) => ({ page, level, place: at + 1, count: here.length, children: grow(page.id, level + 1) }));
  };
  return grow(null, 1);
}

/** What is in sight, from top to bottom. */
export function inSight(branches: readonly Branch[], folded: ReadonlySet<string>): Branch[] {
  return branches.flatMap((branch) => [branch, ...(folded.has(branch.page.id) ? [] : inSight(branch.children, folded))]);
}
