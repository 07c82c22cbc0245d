import { mediaIn, type Widget } from "../content";
import { useEditor } from "../editor";
import { type FormField } from "./fields";
import { FormControl } from "./FormControl";
import { MediaFormControl } from "./MediaFormControl";

/** The fields beside a media field that hold its words; they belong to its control. */
const WORDS = ["alt_text", "decorative"];

/** The settings of a widget, from the schema that its type publishes. */
export function WidgetForm({ widget, fields }: { widget: Widget; fields: readonly FormField[] }) {
  const { acts, misfits, written, fieldsOf } = useEditor();
  const { config } = widget;
  const change = (part: Widget["config"]) => acts.configure(widget.id, { ...config, ...part });
  const errorOf = (name: string) => misfits.find((one) => one.widget === widget.id && one.field === name)?.detail;
  const described = fields.some((field) => field.control === "media" && !field.multiple);
  const shown = described ? fields.filter((field) => !WORDS.includes(field.name)) : fields;
  return (
    <div className="grid gap-4">
      {shown.map((field) =>
        field.control === "media" ? (
          <MediaFormControl
            key={field.name}
            field={field}
            config={config}
            onChange={change}
            asksAlt={field.multiple || fields.some(({ name }) => name === "alt_text")}
            onPage={mediaIn(written.content, fieldsOf)}
            errorOf={errorOf}
          />
        ) : (
          <FormControl
            key={field.name}
            field={field}
            value={config[field.name]}
            error={errorOf(field.name)}
            onChange={(value) => change({ [field.name]: value })}
          />
        ),
      )}
    </div>
  );
}
