import { Ellipsis, ExternalLink, History, PanelLeft, SlidersHorizontal } from "lucide-react";
import { useRef, useState } from "react";

import { Button, IconButton } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "../../ui/Menu";
import { Segmented } from "../../ui/Segmented";
import { text } from "../../ui/text";
import { useMedia } from "../../ui/useSize";
import { useEditor } from "./editor";
import { SaveState } from "./SaveState";
import { useHeadRoom } from "./useHeadRoom";
import { type View, views } from "./usePlaceInPage";
import { usePublishing } from "./usePublishing";
import { VersionsDialog } from "./VersionsDialog";

interface EditorHeadProps {
  view: View;
  onView: (view: View) => void;
  onTree?: () => void;
  onSettings?: () => void;
}

const words = text.pages;
const choices = views.map((value) => ({ value, label: words.views[value] }));

export function EditorHead({ view, onView, onTree, onSettings }: EditorHeadProps) {
  const { page, written, editable, state } = useEditor();
  // Nothing here that the public does not see.
  const settled = state === "saved" && page.status === "published" && !page.has_unpublished_changes;
  const head = useRef<HTMLElement>(null);
  // Between the tree and the settings a wide window can leave less than a tablet has.
  const room = useHeadRoom(head, { tree: Boolean(onTree), settings: Boolean(onSettings) });
  const wide = useMedia("(min-width: 1380px)") && room.all;
  const tight = !room.views;
  const title = written.title || page.title;
  const [history, setHistory] = useState(false);
  const { publish, isPublishing } = usePublishing();
  return (
    <header ref={head} className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 px-3 py-2 desk:px-4.5">
      {onTree && <IconButton label={words.openTree} icon={<PanelLeft aria-hidden />} onClick={onTree} />}
      <div className={room.state ? "flex min-w-0 flex-1 flex-wrap items-center gap-x-2.5" : "contents"}>
        <h1 title={title} className={classes("max-w-full truncate text-l font-semibold", !room.state && "min-w-[4em] flex-1")}>
          {title}
        </h1>
        <div className={classes("flex", room.state ? "max-w-full" : "order-last w-full")}>
          <SaveState />
        </div>
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
