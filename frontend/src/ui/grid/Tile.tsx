import { Check, Play, ShieldAlert } from "lucide-react";
import { memo } from "react";
import type { ReactNode } from "react";

import { classes } from "../classes";
import { runtime } from "../format";
import { Meter } from "../Meter";
import { text } from "../text";
import type { DrawableFile } from "./file";
import { Preview } from "./Preview";
import { TileCaption } from "./TileCaption";

export interface TileProps {
  file: DrawableFile;
  /** Width and height of the picture in CSS pixels. */
  width: number;
  height: number;
  captionId?: string;
  selected?: boolean;
  /** The place in an ordered choice, from 1; drawn instead of the tick. */
  order?: number;
  /** Why the file cannot be chosen here; greys the tile and says so in the caption. */
  refused?: string;
  /** Leaves the tick out, where nothing is selected. */
  plain?: boolean;
  /** Lies over the picture, such as what a pointer that rests there sees of a film. */
  over?: ReactNode;
  onToggle?: (event: React.MouseEvent) => void;
  onRetry?: () => void;
}

/** One file as the library and the picker draw it: picture, one line of caption, problems said in words. */
export const Tile = memo(function Tile(props: TileProps) {
  const { file, width, height, captionId, selected, refused, plain, order, over, onToggle, onRetry } = props;
  return (
    <div className="group/tile" style={{ width }}>
      <div
        style={{ height }}
        className={classes(
          "relative overflow-hidden rounded-s bg-sunken",
          selected && "outline-[2.5px] outline-offset-2 outline-accent",
          refused && "opacity-40",
        )}
      >
        {file.status === "quarantined" ? <Held /> : <Preview file={file} width={width} />}
        {over}
        {/* A white page or cover has an edge on a white ground too. */}
        <div className="pointer-events-none absolute inset-0 rounded-s inset-ring inset-ring-ink/8" />
        <Work id={captionId && `${captionId}-work`} file={file} onRetry={onRetry} />
        {file.duration !== null && <Duration id={captionId && `${captionId}-time`} file={file} />}
        {order !== undefined ? <Order id={captionId && `${captionId}-order`} order={order} /> : !plain && !refused && <Tick file={file} selected={selected} onToggle={onToggle} />}
      </div>{" "}
      <TileCaption id={captionId} file={file} refused={refused} />
    </div>
  );
});

/** No picture of what is held back is shown. */
function Held() {
  return (
    <div className="grid size-full place-items-center bg-sunken text-warn">
      <ShieldAlert className="size-6 stroke-[1.5]" aria-hidden />
    </div>
  );
}

function Tick({ file, selected, onToggle }: { file: DrawableFile; selected?: boolean; onToggle?: (event: React.MouseEvent) => void }) {
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={Boolean(selected)}
      aria-label={text.grid.select(file.title)}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        onToggle?.(event);
      }}
      className={classes(
        "absolute top-0 left-0 grid size-9 place-items-center transition-opacity duration-75",
        "pointer-fine:opacity-0 pointer-fine:group-hover/tile:opacity-100 pointer-fine:group-data-selecting/grid:opacity-100",
        selected && "opacity-100!",
      )}
    >
      <span
        className={classes(
          "grid size-5 place-items-center rounded-full border-[1.5px]",
          selected ? "border-accent bg-accent text-accent-ink" : "border-on-picture bg-scrim/50 text-on-picture",
        )}
      >
        {selected && <Check className="size-3 stroke-[2.6]" aria-hidden />}
      </span>
    </button>
  );
}

function Order({ id, order }: { id?: string; order: number }) {
  return (
    <span
      id={id}
      className="absolute top-[7px] left-[7px] min-w-[21px] rounded-full bg-accent text-center text-s leading-[21px] font-semibold text-accent-ink"
    >
      {order}
    </span>
  );
}

function Duration({ id, file }: { id?: string; file: DrawableFile }) {
  return (
    <span id={id} className="absolute right-1.5 bottom-1.5 flex items-center gap-1 rounded-[3px] bg-scrim px-1.5 py-px text-xs text-on-picture">
      {file.kind === "video" && <Play className="size-2.5 fill-current" aria-hidden />}
      {runtime(file.duration ?? 0)}
    </span>
  );
}

function Work({ id, file, onRetry }: { id?: string; file: DrawableFile; onRetry?: () => void }) {
  if (file.status === "ready") return null;
  const working = file.status === "pending" || file.status === "processing";
  return (
    <div id={id} className="absolute inset-x-0 bottom-0 grid grid-cols-1 gap-1 bg-linear-to-t from-scrim to-transparent px-2 pt-6 pb-2 text-xs text-on-picture">
      <span className="flex flex-wrap items-center justify-between gap-x-2">
        <span className="max-w-full truncate">{text.grid.states[file.status]}</span>{" "}
        {file.status === "failed" && onRetry && (
          <button
            type="button"
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation();
              onRetry();
            }}
            className="min-h-6 font-medium whitespace-nowrap underline underline-offset-2"
          >
            {text.grid.retry}
          </button>
        )}
      </span>
      {working && <Meter label={text.grid.states[file.status as "pending"]} value={null} tone="picture" />}
    </div>
  );
}
