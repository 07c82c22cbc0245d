import type { MediaFile } from "../../api/types";

/** A file in its place: named by id, with the words for this place. */
export interface Choice {
  media: string;
  /** Empty: the file's own alt text is used. */
  alt_text: string;
  decorative: boolean;
}

export const choiceOf = (media: string): Choice => ({ media, alt_text: "", decorative: false });

/** Whether those who do not see the picture would hear nothing. */
export const lacksAlt = (choice: Choice, file: MediaFile | undefined) =>
  file?.kind === "image" && !choice.decorative && !choice.alt_text.trim() && !file.alt_text.trim();

/** The list with the element at `from` standing at `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from);
  const one = list[from];
  return one === undefined ? [...list] : [...rest.slice(0, to), one, ...rest.slice(to)];
}
