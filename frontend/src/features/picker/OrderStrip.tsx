import { useId, useLayoutEffect, useRef } from "react";
import type { KeyboardEvent } from "react";

import type { MediaFile } from "../../api/types";
import { classes } from "../../ui/classes";
import { Preview } from "../../ui/grid/Preview";
import { text } from "../../ui/text";
import type { Choices } from "./useChoices";
import { useDragOrder } from "./useDragOrder";

interface OrderStripProps {
  choices: Choices;
  files: Map<string, MediaFile>;
}

const words = text.picker;

/** The chosen files as small pictures in their order: one tab stop, moved by hand or by keys. */
export function OrderStrip({ choices, files }: OrderStripProps) {
  const { list, current, move, remove, focus } = choices;
  const hint = useId();
  const titleOf = (at: number) => files.get(list[at]?.media ?? "")?.title ?? "";
  const { list: strip, handle, held } = useDragOrder((from, to) => move(from, to, titleOf(from)));
  const movedId = useRef<string | null>(null);
  const focusAt = (at: number) => {
    const next = list[at];
    if (!next) return;
    focus(next.media);
    strip.current?.querySelectorAll("button")[at]?.focus();
  };
  useLayoutEffect(() => {
    // A button that is moved within the document loses the focus.
    const at = list.findIndex((one) => one.media === movedId.current);
    movedId.current = null;
    strip.current?.querySelectorAll("button")[at]?.focus();
  }, [list, strip]);
  const onKey = (at: number) => (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const id = list[at]?.media;
    if (step && event.shiftKey) {
      movedId.current = id ?? null;
      move(at, at + step, titleOf(at));
    } else if (step) focusAt(at + step);
    else if ((event.key === "Delete" || event.key === "Backspace") && id) {
      focusAt(at + 1 < list.length ? at + 1 : at - 1);
      remove(id);
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <ul ref={strip} aria-label={words.chosen} className="flex max-w-full gap-1.5 overflow-x-auto">
        {list.map((one, at) => (
          <li key={one.media} className={classes("shrink-0", held === at && "opacity-60")}>
            <button
              type="button"
              {...handle(at)}
              aria-label={words.thumb(titleOf(at), at + 1, list.length)}
              aria-describedby={hint}
              aria-pressed={one.media === current}
              tabIndex={one.media === (current ?? list[0]?.media) ? 0 : -1}
              onClick={() => focus(one.media)}
              onKeyDown={onKey(at)}
              className="relative block h-10 w-13 cursor-grab overflow-hidden rounded-[3px] bg-sunken outline-offset-1 aria-pressed:outline-2 aria-pressed:outline-accent"
            >
              <Thumb file={files.get(one.media)} />
              <span className="absolute top-0.5 left-0.5 min-w-[15px] rounded-full bg-accent text-center text-[10px] leading-[15px] font-semibold text-accent-ink">
                {at + 1}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <span id={hint} className="sr-only">
        {words.orderHint}
      </span>
    </>
  );
}

function Thumb({ file }: { file: MediaFile | undefined }) {
  return file ? <Preview file={file} width={52} focus={file.focal_point} /> : null;
}
