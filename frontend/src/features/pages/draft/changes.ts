import type { Page } from "../../../api/types";
import { text } from "../../../ui/text";
import { type Content, contentOf } from "../content";
import type { Written } from "./draft";

const words = text.pages.conflict;

/** In a sentence, what somebody else made different from where this person began. */
export function changesBetween(before: Written, theirs: Page): string {
  const count = differingWidgets(before.content, contentOf(theirs));
  const parts = [before.title === theirs.title ? "" : words.titlePart, count > 0 ? words.widgetsPart(count) : ""].filter(Boolean);
  return parts.length > 0 ? words.changed(parts) : words.nothing;
}

/** How many widgets were added, taken out or changed. */
function differingWidgets(before: Content, after: Content): number {
  const [old, now] = [byId(before), byId(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((id) => old.get(id) !== now.get(id)).length;
}

const byId = (content: Content) =>
  new Map(Object.values(content).flatMap((widgets) => widgets.map(({ id, type, config }) => [id, JSON.stringify([type, sorted(config)])])));

const sorted = (config: Record<string, unknown>) => Object.entries(config).sort(([one], [other]) => one.localeCompare(other));
