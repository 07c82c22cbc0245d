import { Fragment } from "react";

import { text } from "../../../ui/text";
import { useEditor } from "../editor";
import { AddWidget } from "./AddWidget";
import { WidgetFrame } from "./WidgetFrame";

export function Slot({ name, label }: { name: string; label: string | null }) {
  const { written, selected, editable } = useEditor();
  const widgets = written.content[name] ?? [];
  const last = widgets.length - 1;
  return (
    <div role="group" aria-label={label ?? undefined}>
      {label && <h3 className="mt-6 mb-2 text-xs font-medium text-ink-3">{label}</h3>}
      {widgets.map((widget, index) => (
        <Fragment key={widget.id}>
          <WidgetFrame widget={widget} index={index} count={widgets.length} />
          {editable && widget.id === selected && index < last && <AddWidget slot={name} index={index + 1} />}
        </Fragment>
      ))}
      {widgets.length === 0 && !editable && <p className="text-ink-3">{text.pages.slotEmpty}</p>}
      {editable && <AddWidget slot={name} index={widgets.length} tall={widgets.length === 0} />}
    </div>
  );
}
