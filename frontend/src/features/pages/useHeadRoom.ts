import type { RefObject } from "react";

import { useRoom } from "../../ui/useSize";

interface Share {
  /** Pixels, a little more than the words take: their size is fixed. */
  words: number;
  /** Rem, with the gap to the neighbour: space grows with the font that the reader has set. */
  space: number;
}

const ICON: Share = { words: 0, space: 2.875 };
/** The longest that is said of what is written. */
const STATE: Share = { words: 182, space: 0.75 };
const VIEWS: Share = { words: 162, space: 5.625 };
const HISTORY: Share = { words: 50, space: 2.375 };
const PUBLISH: Share = { words: 50, space: 2.375 };
const PUBLISH_CHANGES: Share = { words: 110, space: 2.375 };

/** What has room in the editor's head beside the state of the page, which is never cut. The rest moves to a menu. */
export function useHeadRoom(head: RefObject<HTMLElement | null>, { tree, settings }: { tree: boolean; settings: boolean }) {
  const room = useRoom(head);
  const fits = (...parts: Share[]) => {
    const all = tree ? [...parts, ICON] : parts;
    return room(
      all.reduce((sum, { words }) => sum + words, 0),
      all.reduce((sum, { space }) => sum + space, 0),
    );
  };
  const more = settings ? [ICON] : [];
  return {
    /** Everything, with nothing left for a menu. */
    all: fits(STATE, VIEWS, HISTORY, PUBLISH_CHANGES, ...more),
    /** The ways to look at the page, and the menu with the rest. */
    views: fits(STATE, VIEWS, PUBLISH, ICON, ...more),
    /** The state below the title; else it has a line of its own below all. */
    state: fits(STATE, PUBLISH, ICON),
  };
}
