/** Reads the form of a widget out of the JSON Schema that the server publishes, with its `ui` hints. */
import type { Kind, WidgetType } from "../../../api/types";

export type Control = "text" | "multiline" | "richtext" | "checkbox" | "choice" | "media";

export interface FormField {
  name: string;
  control: Control;
  label: string;
  hint: string;
  initial: unknown;
  maxLength?: number;
  /** Of a choice. */
  options: readonly string[];
  /** Of media: what it takes, and whether it takes several. */
  kinds: readonly Kind[];
  multiple: boolean;
  most?: number;
}

interface Property {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  maxLength?: number;
  maxItems?: number;
  enum?: unknown[];
  $ref?: string;
  ui?: { control?: string; order?: number; kinds?: string[] };
}

const controls: readonly string[] = ["text", "multiline", "richtext", "checkbox", "choice", "media"] satisfies Control[];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

export function fieldsOf(type: WidgetType | undefined): FormField[] {
  const properties = type && isObject(type.schema["properties"]) ? type.schema["properties"] : {};
  const definitions = type && isObject(type.schema["$defs"]) ? type.schema["$defs"] : {};
  return Object.entries(properties)
    .map(([name, property]) => [name, resolved(property as Property, definitions)] as const)
    .sort(([, one], [, other]) => (one.ui?.order ?? 99) - (other.ui?.order ?? 99))
    .map(([name, property]) => fieldOf(name, property));
}

/** A property that refers to a definition, such as an enumeration, with what the definition says. */
function resolved(property: Property, definitions: Record<string, unknown>): Property {
  const definition = property.$ref && definitions[property.$ref.replace("#/$defs/", "")];
  return isObject(definition) ? { ...definition, ...property } : property;
}

function fieldOf(name: string, property: Property): FormField {
  return {
    name,
    control: controlOf(property),
    label: property.title ?? name,
    hint: property.description ?? "",
    initial: property.default,
    maxLength: property.maxLength,
    options: (property.enum ?? []).filter((one) => typeof one === "string"),
    kinds: (property.ui?.kinds ?? []) as Kind[],
    multiple: property.type === "array",
    most: property.maxItems,
  };
}

function controlOf(property: Property): Control {
  if (property.enum) return "choice";
  const asked = property.ui?.control;
  if (asked && controls.includes(asked)) return asked as Control;
  return property.type === "boolean" ? "checkbox" : "text";
}

/** The configuration of a new widget. */
export function valuesOf(fields: readonly FormField[]): Record<string, unknown> {
  return Object.fromEntries(fields.filter((field) => field.initial !== undefined).map((field) => [field.name, field.initial]));
}

/** The text that is written on the page itself, of a widget that is nothing but a text. */
export function inPlaceField(fields: readonly FormField[]): FormField | null {
  const [only, ...others] = fields;
  return only?.control === "richtext" && others.length === 0 ? only : null;
}
