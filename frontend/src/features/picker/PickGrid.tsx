import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";

import type { MediaFile } from "../../api/types";
import type { Entry } from "../../ui/grid/justify";
import { type Box, MediaGrid } from "../../ui/grid/MediaGrid";
import { Tile } from "../../ui/grid/Tile";
import { text } from "../../ui/text";
import { useMedia } from "../../ui/useSize";
import { useViewing } from "../../ui/viewing";
import { type Accepts, refusalOf } from "./accepts";
import { knownFile } from "./queries";
import type { Choices } from "./useChoices";

/** What every grid of a picker has in common. */
export interface GridWork {
  accepts: Accepts;
  multiple: boolean;
  choices: Choices;
  press: (id: string, how: "open" | "toggle") => void;
}

interface PickGridProps<E extends Entry> {
  grid: GridWork;
  entries: readonly E[];
  renderEntry: (entry: E, box: Box) => ReactNode;
  hasMore?: boolean;
  onMore?: () => void;
  memory?: string;
}

export function PickGrid<E extends Entry>({ grid, entries, renderEntry, ...more }: PickGridProps<E>) {
  const { accepts, choices, press } = grid;
  const client = useQueryClient();
  const narrow = useMedia("(max-width: 599px)");
  const [active, setActive] = useState<string | null>(choices.current);
  return (
    <MediaGrid
      label={text.picker.files}
      entries={entries}
      renderTile={(entry, box) => renderEntry(entry as E, box)}
      rowHeight={narrow ? 116 : 176}
      activeId={active}
      onActive={setActive}
      isSelected={(id) => choices.list.some((one) => one.media === id)}
      isRefused={(id) => {
        const file = knownFile(client, id);
        return file !== undefined && refusalOf(file, accepts) !== undefined;
      }}
      onSelect={(id) => press(id, "toggle")}
      onOpen={(id) => press(id, "open")}
      selecting={choices.list.length > 0}
      className="pt-1"
      {...more}
    />
  );
}

/** One tile: its number where there are many, the reason where the field does not take it. */
export function PickTile({ file, box, grid }: { file: MediaFile; box: Box; grid: GridWork }) {
  const { HoverScrub } = useViewing();
  const at = grid.choices.list.findIndex((one) => one.media === file.id);
  return (
    <Tile
      file={file}
      {...box}
      plain={!grid.multiple}
      selected={at >= 0}
      order={grid.multiple && at >= 0 ? at + 1 : undefined}
      refused={refusalOf(file, grid.accepts)}
      over={file.kind === "video" && file.status === "ready" && <HoverScrub id={file.id} width={box.width} height={box.height} />}
      onToggle={() => grid.press(file.id, "toggle")}
    />
  );
}
