import { Ellipsis } from "lucide-react";
import { useState } from "react";

import { ApiError } from "../../api/errors";
import type { MediaFile } from "../../api/types";
import { Button, IconButton } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { Preview } from "../../ui/grid/Preview";
import { Menu, MenuItem, MenuSeparator } from "../../ui/Menu";
import { Skeleton } from "../../ui/Skeleton";
import { explain, text } from "../../ui/text";
import { AltText } from "./AltText";
import { type Choice, lacksAlt } from "./choice";
import { useFile } from "./queries";
import type { useDragOrder } from "./useDragOrder";

interface ChosenRowProps {
  choice: Choice;
  onChange: (choice: Choice) => void;
  onReplace: () => void;
  onRemove: () => void;
  /** Where it stands among several, and how it moves. */
  order?: { at: number; count: number; move: (to: number) => void; handle: ReturnType<ReturnType<typeof useDragOrder>["handle"]> };
  asksAlt: boolean;
  altError?: string;
}

const words = text.picker.field;

/** One chosen file with its words for this place. */
export function ChosenRow(props: ChosenRowProps) {
  const { choice, onChange, onReplace, onRemove, order, asksAlt, altError } = props;
  const { data: file, error, refetch } = useFile(choice.media);
  const [open, setOpen] = useState(false);
  if (error) return <GoneRow error={error} onRetry={() => void refetch()} onReplace={onReplace} onRemove={onRemove} />;
  if (!file) return <LoadingRow />;
  const asking = asksAlt && file.kind === "image" && (!order || open || Boolean(altError));
  return (
    <li className="grid gap-2.5 rounded-m border border-line p-[5px]">
      <div className="grid grid-cols-[auto_1fr_auto] items-center gap-2.5">
        <div {...order?.handle} className={classes("h-[34px] w-11 overflow-hidden rounded-[3px] bg-sunken", order && "cursor-grab")}>
          <Preview file={file} width={44} focus={file.focal_point} />
        </div>
        <div className="min-w-0">
          <p dir="auto" className="truncate">
            {file.title}
          </p>
          {asksAlt && file.kind === "image" && <AltState choice={choice} file={file} />}
        </div>
        <Menu trigger={<IconButton size="s" label={words.actions(file.title)} icon={<Ellipsis aria-hidden />} />}>
          <MenuItem onSelect={onReplace}>{order ? text.picker.title : words.replace}</MenuItem>
          {order && asksAlt && <MenuItem onSelect={() => setOpen(!open)}>{words.editAlt}</MenuItem>}
          {order && order.at > 0 && <MenuItem onSelect={() => order.move(order.at - 1)}>{words.up}</MenuItem>}
          {order && order.at < order.count - 1 && <MenuItem onSelect={() => order.move(order.at + 1)}>{words.down}</MenuItem>}
          <MenuSeparator />
          <MenuItem danger onSelect={onRemove}>
            {words.remove}
          </MenuItem>
        </Menu>
      </div>
      {asking && (
        <div className="px-1 pb-1">
          <AltText choice={choice} file={file} onChange={onChange} error={altError} />
        </div>
      )}
    </li>
  );
}

function AltState({ choice, file }: { choice: Choice; file: MediaFile }) {
  const { decorative, missing } = text.picker.states;
  const lacking = lacksAlt(choice, file);
  const said = choice.decorative ? decorative : lacking ? missing : choice.alt_text || file.alt_text;
  return <p className={classes("truncate text-xs", lacking ? "text-warn" : "text-ink-3")}>{said}</p>;
}

function LoadingRow() {
  return (
    <li role="status" aria-label={words.loading} className="flex items-center gap-2.5 rounded-m border border-line p-[5px]">
      <Skeleton className="h-[34px] w-11" />
      <Skeleton className="h-3 w-32" />
    </li>
  );
}

interface GoneRowProps {
  error: Error;
  onRetry: () => void;
  onReplace: () => void;
  onRemove: () => void;
}

/** The file cannot be shown: for good where the server has none for this person, else for now. */
function GoneRow({ error, onRetry, onReplace, onRemove }: GoneRowProps) {
  const gone = error instanceof ApiError && error.status === 404;
  return (
    <li className="grid gap-1.5 rounded-m border border-dashed border-line-strong p-2.5">
      <p className="font-medium">{gone ? words.gone : explain(error)}</p>
      {gone && <p className="text-s text-ink-2">{words.goneWhy}</p>}
      <div className="flex flex-wrap gap-2">
        {!gone && (
          <Button size="s" onClick={onRetry}>
            {text.common.retry}
          </Button>
        )}
        <Button size="s" onClick={onReplace}>
          {words.replace}
        </Button>
        <Button size="s" tone="quiet" onClick={onRemove}>
          {words.remove}
        </Button>
      </div>
    </li>
  );
}
