import { classes } from "../classes";
import { text } from "../text";
import type { Line } from "./justify";
import type { MediaGridProps } from "./MediaGrid";

interface GridRowProps {
  line: Line;
  /** Counted from 1. */
  number: number;
  idPrefix: string;
  grid: MediaGridProps;
}

export function GridRow({ line, number, idPrefix, grid }: GridRowProps) {
  const style = { transform: `translateY(${line.top}px)` };
  if (line.kind === "heading") {
    return (
      <div role="row" aria-rowindex={number} className="absolute inset-x-0 top-0 flex h-[38px] items-end gap-2 pb-1.5" style={style}>
        <span role="rowheader" className="font-medium">
          {line.section} {!line.open && <span className="ml-1 text-s font-normal text-ink-3">{text.common.files(line.count)}</span>}
        </span>
      </div>
    );
  }
  return (
    <div role="row" aria-rowindex={number} className="absolute top-0 left-0 flex gap-2" style={style}>
      {line.widths.map((width, at) => (
        <Cell key={grid.entries[line.from + at]?.id} index={line.from + at} width={width} height={line.height} idPrefix={idPrefix} grid={grid} />
      ))}
    </div>
  );
}

interface CellProps extends Omit<GridRowProps, "line" | "number"> {
  index: number;
  width: number;
  height: number;
}

function Cell({ index, width, height, idPrefix, grid }: CellProps) {
  const entry = grid.entries[index];
  if (!entry) return null;
  const captionId = `${idPrefix}-${entry.id}-name`;
  const active = entry.id === grid.activeId;
  const open = entry.id === grid.openId;
  const press = (event: React.MouseEvent) => {
    grid.onActive(entry.id);
    const touch = (event.nativeEvent as PointerEvent).pointerType === "touch";
    if (event.shiftKey) grid.onSelect(entry.id, "range");
    else if (event.metaKey || event.ctrlKey || (touch && grid.selecting)) grid.onSelect(entry.id, "toggle");
    else grid.onOpen(entry.id);
  };
  return (
    // The grid itself holds the focus and takes the keys; a cell is only pressed.
    <div
      role="gridcell"
      id={`${idPrefix}-${entry.id}`}
      aria-labelledby={`${captionId}-order ${captionId}-work ${captionId}-time ${captionId}`}
      aria-selected={grid.isSelected(entry.id)}
      aria-disabled={grid.isRefused?.(entry.id) || undefined}
      aria-current={open || undefined}
      data-active={active || undefined}
      onClick={press}
      className={classes(
        "cursor-default rounded-s select-none",
        open && "outline-1 outline-offset-5 outline-ink-3",
        active && "group-focus-visible/grid:outline-2 group-focus-visible/grid:outline-offset-4 group-focus-visible/grid:outline-ink",
      )}
    >
      {grid.renderTile(entry, { width, height, captionId })}
    </div>
  );
}
