import { type ReactNode, useRef } from "react";
import { useMatches } from "react-router";

import type { Namespace } from "../../api/types";
import { text } from "../../ui/text";
import { useMedia } from "../../ui/useSize";
import { BottomBar } from "./BottomBar";
import { Rail } from "./Rail";

interface ShellProps {
  namespaces: readonly Namespace[];
  current: Namespace;
  children: ReactNode;
}

/** A route sets `handle: { foldRail: true }` where it needs the room. */
const wantsRoom = (handle: unknown) => typeof handle === "object" && handle !== null && "foldRail" in handle;

/** The frame: rail and view side by side, on a phone the view above a bar. */
export function Shell({ namespaces, current, children }: ShellProps) {
  const phone = useMedia("(max-width: 599px)");
  const narrow = useMedia("(max-width: 1179px)");
  const folded = useMatches().some((match) => wantsRoom(match.handle)) || narrow;
  const main = useRef<HTMLElement>(null);
  return (
    <div className="flex h-dvh flex-col overflow-hidden tab:flex-row">
      <a
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
        className="absolute top-2 left-2 z-50 -translate-y-16 rounded-m bg-float px-3 py-1.5 text-float-ink focus:translate-y-0"
      >
        {text.shell.skip}
      </a>
      {!phone && <Rail namespaces={namespaces} current={current} folded={folded} />}
      <main ref={main} id="main" tabIndex={-1} className="group/main relative flex min-h-0 min-w-0 flex-1 flex-col outline-none">
        {children}
      </main>
      {phone && <BottomBar namespaces={namespaces} current={current} />}
    </div>
  );
}
