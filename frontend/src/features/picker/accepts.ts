import type { Kind, MediaFile } from "../../api/types";
import { text } from "../../ui/text";

/** What a field takes; what is left out does not matter to it. */
export interface Accepts {
  kinds?: readonly Kind[];
  /** In pixels. */
  minWidth?: number;
}

const words = text.picker;

const named = (kinds: readonly Kind[]) => kinds.map((kind) => words.kindNouns[kind]).join(", ");

/** Why the field does not take the file; undefined where it does. */
export function refusalOf(file: MediaFile, { kinds, minWidth }: Accepts): string | undefined {
  if (file.status === "quarantined") return words.quarantined;
  if (kinds?.length && !kinds.includes(file.kind)) return words.onlyKinds(named(kinds));
  if (file.status === "failed") return words.failed;
  if (minWidth && file.width !== null && file.width < minWidth) return words.underWide(minWidth);
  return undefined;
}

/** The same in front: `images, at least 1,200 px wide`. */
export function describe({ kinds, minWidth }: Accepts): string {
  const parts = [kinds?.length ? named(kinds) : "", minWidth ? words.atLeastWide(minWidth) : ""];
  return parts.filter(Boolean).join(", ");
}

export const onlyImages = ({ kinds }: Accepts) => kinds?.length === 1 && kinds[0] === "image";
