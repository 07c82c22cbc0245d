import { useQueries } from "@tanstack/react-query";
import { useState } from "react";

import { fileQuery } from "../../api/files";
import type { MediaFile } from "../../api/types";
import { EmptyState } from "../../ui/EmptyState";
import { SkeletonGrid } from "../../ui/Skeleton";
import { text } from "../../ui/text";
import { type GridWork, PickGrid, PickTile } from "./PickGrid";

interface IdsPaneProps {
  grid: GridWork;
  /** The ids, read once: what is chosen meanwhile must not move the tiles. */
  read: () => string[];
  nothing: { title: string; body: string };
}

/** Files known by id, in that order. Those that are gone are left out. */
export function IdsPane({ grid, read, nothing }: IdsPaneProps) {
  const [ids] = useState(read);
  const answers = useQueries({ queries: ids.map(fileQuery) });
  const files = answers.map((answer) => answer.data).filter((file) => file !== undefined);
  if (files.length === 0 && answers.some((answer) => answer.isPending)) return <SkeletonGrid label={text.common.loading} />;
  if (files.length === 0) return <EmptyState title={nothing.title}>{nothing.body}</EmptyState>;
  return (
    <PickGrid
      grid={grid}
      entries={files.map((file) => ({ id: file.id, ratio: ratioOf(file), file }))}
      renderEntry={(entry, box) => <PickTile file={entry.file} box={box} grid={grid} />}
    />
  );
}

const ratioOf = ({ width, height, thumbnails: { medium } }: MediaFile) => {
  if (width && height) return width / height;
  return medium ? medium.width / medium.height : 1.33;
};
