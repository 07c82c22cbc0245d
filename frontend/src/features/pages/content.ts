/** The content of a page and what can be done to it. Nothing here changes what it is given. */
import type { Page } from "../../api/types";
import { type FormField, valuesOf } from "./form/fields";

export interface Widget {
  id: string;
  type: string;
  config: Record<string, unknown>;
}

export type Content = Record<string, Widget[]>;

export interface Spot {
  slot: string;
  index: number;
}

const newId = () => crypto.randomUUID();

export function contentOf(page: Page): Content {
  const slots = Object.entries(page.content);
  return Object.fromEntries(
    slots.map(([slot, widgets]) => [slot, widgets.map(({ id, type, config }) => ({ id: id ?? newId(), type, config }))]),
  );
}

export function spotOf(content: Content, id: string | null): Spot | null {
  for (const [slot, widgets] of Object.entries(content)) {
    const index = widgets.findIndex((one) => one.id === id);
    if (index >= 0) return { slot, index };
  }
  return null;
}

export function widgetOf(content: Content, id: string | null): Widget | null {
  const spot = spotOf(content, id);
  return (spot && content[spot.slot]?.[spot.index]) ?? null;
}

export function inserted(content: Content, spot: Spot, widget: Widget): Content {
  const widgets = content[spot.slot] ?? [];
  return { ...content, [spot.slot]: [...widgets.slice(0, spot.index), widget, ...widgets.slice(spot.index)] };
}

export function removed(content: Content, id: string): Content {
  return Object.fromEntries(Object.entries(content).map(([slot, widgets]) => [slot, widgets.filter((one) => one.id !== id)]));
}

/** The widget a place up or down in its slot. */
export function shifted(content: Content, id: string, step: 1 | -1): Content {
  const spot = spotOf(content, id);
  const widget = widgetOf(content, id);
  if (!spot || !widget) return content;
  const to = spot.index + step;
  if (to < 0 || to >= (content[spot.slot]?.length ?? 0)) return content;
  return inserted(removed(content, id), { slot: spot.slot, index: to }, widget);
}

/** A copy below the widget, and the id of the copy. */
export function duplicated(content: Content, id: string): [Content, string] {
  const spot = spotOf(content, id);
  const widget = widgetOf(content, id);
  if (!spot || !widget) return [content, id];
  const copy = { ...widget, id: newId() };
  return [inserted(content, { ...spot, index: spot.index + 1 }, copy), copy.id];
}

export function configured(content: Content, id: string, config: Widget["config"]): Content {
  return Object.fromEntries(
    Object.entries(content).map(([slot, widgets]) => [slot, widgets.map((one) => (one.id === id ? { ...one, config } : one))]),
  );
}

export function fresh(type: string, fields: readonly FormField[]): Widget {
  return { id: newId(), type, config: valuesOf(fields) };
}

/** Ids of all files that the content names, each once, in order. */
export function mediaIn(content: Content, fieldsOf: (type: string) => readonly FormField[]): string[] {
  const ids = Object.values(content)
    .flat()
    .flatMap((widget) =>
      fieldsOf(widget.type)
        .filter((field) => field.control === "media")
        .flatMap((field) => [widget.config[field.name]].flat())
        .map((value) => (typeof value === "object" && value !== null && "media" in value ? value.media : value)),
    );
  return [...new Set(ids.filter((id) => typeof id === "string"))];
}
