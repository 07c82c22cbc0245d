import type { Widget } from "../content";
import { type MediaValue, useMediaControl } from "../mediaControl";
import type { FormField } from "./fields";

interface MediaFormControlProps {
  field: FormField;
  config: Widget["config"];
  onChange: (part: Widget["config"]) => void;
  asksAlt: boolean;
  onPage: readonly string[];
  errorOf: (name: string) => string | undefined;
}

/** Media as the widget keeps them: one beside its words, or a list of files with theirs. */
export function MediaFormControl({ field, config, onChange, asksAlt, onPage, errorOf }: MediaFormControlProps) {
  const drawControl = useMediaControl();
  const value = field.multiple ? listOf(config[field.name]) : singleOf(config, field.name);
  const change = (next: MediaValue[]) => {
    if (field.multiple) return onChange({ [field.name]: next });
    const [one] = next;
    onChange({
      [field.name]: one?.media ?? null,
      ...(asksAlt && { alt_text: one?.alt_text ?? "", decorative: one?.decorative ?? false }),
    });
  };
  const altErrors = field.multiple
    ? Object.fromEntries(value.map((_, at) => [at, errorOf(`${field.name}.${at}.alt_text`)]).filter(([, said]) => said))
    : altErrorOf(errorOf("alt_text") ?? errorOf("decorative"));
  return drawControl({
    label: field.label,
    value,
    onChange: change,
    accepts: { kinds: field.kinds.length > 0 ? field.kinds : undefined },
    multiple: field.multiple,
    most: field.most,
    asksAlt,
    onPage,
    error: errorOf(field.name),
    altErrors,
  });
}

const altErrorOf = (said: string | undefined) => (said ? { 0: said } : undefined);

function singleOf(config: Widget["config"], name: string): MediaValue[] {
  const media = config[name];
  return typeof media === "string" && media ? [valueOf({ ...config, media })] : [];
}

function listOf(value: unknown): MediaValue[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one) => typeof one === "object" && one !== null && typeof one.media === "string").map(valueOf);
}

const valueOf = ({ media, alt_text, decorative }: Record<string, unknown>): MediaValue => ({
  media: String(media),
  alt_text: typeof alt_text === "string" ? alt_text : "",
  decorative: decorative === true,
});
