import type { Problem } from "../../api/errors";
import type { Content } from "./content";

/** What the server says is wrong, at the widget and the field that it is about. */
export interface Misfit {
  detail: string;
  widget: string | null;
  /** The place inside the configuration: `alt_text`, `pictures.0.alt_text`; empty for the widget as a whole. Without a
   * widget, what it is about: `title`, `content`. */
  field: string;
}

const PLACE = /^content\.([^.]+)\.(\d+)(?:\.config)?(?:\.(.+))?$/;

/** Whether the page shows the misfit somewhere. */
export const hasPlace = (one: Misfit) => one.widget !== null || one.field === "title";

/** `content` is what the server was sent: places are counted in it. */
export function misfitsOf(problems: readonly Problem[], content: Content): Misfit[] {
  return problems.map(({ attr, detail }) => {
    const [, slot = "", index = "", field = ""] = PLACE.exec(attr ?? "") ?? [];
    const widget = content[slot]?.[Number(index)]?.id ?? null;
    return { detail, widget, field: widget ? field : (attr ?? "") };
  });
}
