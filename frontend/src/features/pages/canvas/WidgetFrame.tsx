import { useState } from "react";
import type { KeyboardEvent, MouseEvent } from "react";

import { classes } from "../../../ui/classes";
import { text } from "../../../ui/text";
import type { Widget } from "../content";
import { frameId, useEditor } from "../editor";
import { inPlaceField } from "../form/fields";
import type { Caret } from "../richtext/RichTextEditor";
import { WrittenText } from "../richtext/WrittenText";
import { WidgetDrawing } from "./drawings";
import { WidgetHandle } from "./WidgetHandle";

interface WidgetFrameProps {
  widget: Widget;
  index: number;
  count: number;
}

/** One widget in its place: a press selects it, then it carries its handle. */
export function WidgetFrame({ widget, index, count }: WidgetFrameProps) {
  const { selected, select, editable, fieldsOf, labelOf, acts, misfits } = useEditor();
  const [pressed, setPressed] = useState<Caret>();
  const on = editable && widget.id === selected;
  const written = inPlaceField(fieldsOf(widget.type));
  const wrong = misfits.filter((one) => one.widget === widget.id);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!editable || event.target !== event.currentTarget) return;
    const keys: Record<string, () => void> = {
      Enter: () => select(widget.id),
      " ": () => select(widget.id),
      Escape: () => select(null),
      ...(on && { Delete: () => acts.remove(widget.id) }),
      ...(event.altKey && { ArrowUp: () => acts.shift(widget.id, -1), ArrowDown: () => acts.shift(widget.id, 1) }),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const onClick = (event: MouseEvent) => {
    // A link on the page is not followed while the page is written.
    if ((event.target as HTMLElement).closest("a")) event.preventDefault();
    if (!editable || on) return;
    setPressed({ left: event.clientX, top: event.clientY });
    select(widget.id);
  };
  return (
    <div
      id={frameId(widget.id)}
      role="group"
      aria-label={text.pages.widget(labelOf(widget.type), index + 1, count)}
      aria-current={on || undefined}
      tabIndex={editable ? 0 : undefined}
      onClick={onClick}
      onKeyDown={onKeyDown}
      className={classes(
        "relative -mx-3 mb-2 rounded-m border p-3 outline-offset-2",
        on ? "border-accent ring-3 ring-accent-wash" : wrong.length > 0 ? "border-bad" : "border-transparent",
        editable && !on && "cursor-pointer hover:border-line-strong",
      )}
    >
      {on && <WidgetHandle widget={widget} first={index === 0} last={index === count - 1} />}
      {written ? (
        <WrittenText
          label={written.label}
          html={stringOf(widget.config[written.name])}
          writing={on}
          caret={pressed}
          maxLength={written.maxLength}
          onChange={(html) => acts.configure(widget.id, { ...widget.config, [written.name]: html })}
        />
      ) : (
        <WidgetDrawing widget={widget} label={labelOf(widget.type)} />
      )}
      {wrong.length > 0 && (
        <div role="alert" className="mt-2 grid gap-0.5 text-s text-bad">
          {wrong.map((one) => (
            <p key={`${one.field} ${one.detail}`}>{one.detail}</p>
          ))}
        </div>
      )}
    </div>
  );
}

const stringOf = (value: unknown) => (typeof value === "string" ? value : "");
