import { Ellipsis, ExternalLink, History, PanelLeft, SlidersHorizontal } from "lucide-react";
import { useRef, useState } from "react";

import { Button, IconButton } from "../../ui/Button";
import { StateWord } from "../../ui/Chip";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "../../ui/Menu";
import { Segmented } from "../../ui/Segmented";
import { text } from "../../ui/text";
import { useMedia, useWidth } from "../../ui/useSize";
import { useEditor } from "./editor";
import { usePublishing } from "./usePublishing";
import { type View, views } from "./usePlaceInPage";
import { VersionsDialog } from "./VersionsDialog";

interface EditorHeadProps {
  view: View;
  onView: (view: View) => void;
  onTree?: () => void;
  onSettings?: () => void;
}

const words = text.pages;
const choices = views.map((value) => ({ value, label: words.views[value] }));
/** Below this the ways to look at a page leave no room for its title and state. */
const TIGHT = 576;

export function EditorHead({ view, onView, onTree, onSettings }: EditorHeadProps) {
  const { page, written, editable, state } = useEditor();
  // Nothing here that the public does not see.
  const settled = state === "saved" && page.status === "published" && !page.has_unpublished_changes;
  const wide = useMedia("(min-width: 1380px)");
  const head = useRef<HTMLElement>(null);
  // Between the tree and the settings a wide window can leave less than a tablet has.
  const tight = useWidth(head) < TIGHT;
  const [history, setHistory] = useState(false);
  const { publish, isPublishing } = usePublishing();
  return (
    <header ref={head} className="flex min-h-13 shrink-0 items-center gap-2.5 px-3 py-2 desk:px-4.5">
      {onTree && <IconButton label={words.openTree} icon={<PanelLeft aria-hidden />} onClick={onTree} />}
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2.5">
        <h1 className="max-w-full truncate text-l font-semibold">{written.title || page.title}</h1>
        <SaveState />
      </div>
      {!tight && <Segmented label={words.view} value={view} onChange={onView} options={choices} />}
      {wide && <Button onClick={() => setHistory(true)}>{words.history}</Button>}
      {onSettings && !tight && <IconButton label={words.settings} icon={<SlidersHorizontal aria-hidden />} onClick={onSettings} />}
      {settled && page.url ? (
        <Button asChild>
          <a href={page.url} target="_blank" rel="noreferrer">
            {words.visit}
          </a>
        </Button>
      ) : (
        editable && (
          <Button tone="primary" busy={isPublishing} onClick={publish}>
            {!wide || page.status !== "published" ? words.publish : words.publishChanges}
          </Button>
        )
      )}
      {(!wide || tight) && (
        <Menu trigger={<IconButton label={words.more} icon={<Ellipsis aria-hidden />} />}>
          {tight && (
            <>
              <MenuChoice label={words.view} value={view} choices={choices} onChange={(next) => onView(next as View)} />
              <MenuSeparator />
            </>
          )}
          {onSettings && tight && (
            <MenuItem onSelect={onSettings}>
              <SlidersHorizontal aria-hidden />
              {words.settings}
            </MenuItem>
          )}
          {!wide && (
            <MenuItem onSelect={() => setHistory(true)}>
              <History aria-hidden />
              {words.history}
            </MenuItem>
          )}
          {page.url && <PublicItem url={page.url} />}
        </Menu>
      )}
      {history && <VersionsDialog page={page} onClose={() => setHistory(false)} />}
    </header>
  );
}

function PublicItem({ url }: { url: string }) {
  return (
    <MenuItem onSelect={() => void open(url, "_blank", "noreferrer")}>
      <ExternalLink aria-hidden />
      {words.page.visit}
    </MenuItem>
  );
}

const times = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** What becomes of what is written, as small words. */
function SaveState() {
  const { page, state } = useEditor();
  const good = page.status === "published" && !page.has_unpublished_changes;
  const status = page.status === "published" && !good ? words.changesPending : words.statuses[page.status];
  if (state === "saved") {
    const said = words.states.saved(status, times.format(new Date(page.updated_at)));
    return (
      <StateWord mood={good ? "good" : "warn"} title={said}>
        {said}
      </StateWord>
    );
  }
  const mood = state === "waiting" || state === "saving" ? "plain" : "bad";
  return (
    <StateWord mood={mood} title={words.states[state]}>
      {words.states[state]}
    </StateWord>
  );
}
