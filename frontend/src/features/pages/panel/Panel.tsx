import { useState } from "react";

import { TabPanel, Tabs } from "../../../ui/Tabs";
import { text } from "../../../ui/text";
import { widgetOf } from "../content";
import { useEditor } from "../editor";
import { inPlaceField } from "../form/fields";
import { WidgetForm } from "../form/WidgetForm";
import { PageSettings } from "./PageSettings";

const words = text.pages;

/** The settings: of the selected widget, and of the page. */
export function Panel() {
  const { written, selected, labelOf, editable } = useEditor();
  const widget = editable ? widgetOf(written.content, selected) : null;
  // What was chosen by hand holds until another widget is selected.
  const [chosen, setChosen] = useState<{ tab: string; at: string | null } | null>(null);
  const tab = chosen?.at === (widget?.id ?? null) ? chosen.tab : widget ? "widget" : "page";
  const tabs = [
    { value: "widget", label: widget ? labelOf(widget.type) : words.tabs.widget },
    { value: "page", label: words.tabs.page },
  ];
  return (
    <Tabs label={words.panel} value={tab} onChange={(next) => setChosen({ tab: next, at: widget?.id ?? null })} tabs={tabs} className="pt-2">
      <TabPanel value="widget" className="p-3.5 outline-none">
        {widget ? <WidgetSettings key={widget.id} /> : <p className="text-ink-2">{words.noWidget}</p>}
      </TabPanel>
      <TabPanel value="page" className="p-3.5 outline-none">
        <PageSettings />
      </TabPanel>
    </Tabs>
  );
}

function WidgetSettings() {
  const { written, selected, fieldsOf } = useEditor();
  const widget = widgetOf(written.content, selected);
  if (!widget) return null;
  const fields = fieldsOf(widget.type);
  if (inPlaceField(fields)) return <WritingHelp />;
  if (fields.length === 0) return <p className="text-ink-2">{words.noSettings}</p>;
  return <WidgetForm widget={widget} fields={fields} />;
}

function WritingHelp() {
  return (
    <div className="grid gap-3 text-ink-2">
      <p>{words.inPlace.lead}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-s">
        {words.inPlace.shortcuts.map(([keys, makes]) => (
          <div key={keys} className="contents">
            <dt className="font-mono text-ink">{keys}</dt>
            <dd>{makes}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
