import { text } from "../text";

/** What the grid draws of a file. The files of the API have this shape; the grid itself knows no API. */
export interface Picture {
  url: string;
  width: number;
  height: number;
}

export interface DrawableFile {
  id: string;
  title: string;
  alt_text: string;
  kind: "image" | "video" | "audio" | "document" | "other";
  file_type: string;
  width: number | null;
  height: number | null;
  duration: number | null;
  thumbnails: { small: Picture | null; medium: Picture | null; large: Picture | null };
  placeholder: string | null;
  dominant_color: string | null;
  status: "pending" | "processing" | "ready" | "failed" | "quarantined";
}

/** The smallest thumbnail that is sharp at `width` CSS pixels on this screen. */
export function thumbnailFor(file: Pick<DrawableFile, "thumbnails">, width: number): Picture | null {
  const { medium, large, small } = file.thumbnails;
  const needed = width * (globalThis.devicePixelRatio || 1);
  const sizes = [small, medium, large].filter((picture) => picture !== null);
  return sizes.find((picture) => picture.width >= needed * 0.9) ?? sizes.at(-1) ?? null;
}

const SEE_THROUGH = ["image/svg+xml", "image/png", "image/webp", "image/gif", "image/avif", "image/vnd.microsoft.icon"];

/** Whether something of what lies behind the picture may show. */
export const mayBeSeenThrough = ({ file_type }: Pick<DrawableFile, "file_type">) => SEE_THROUGH.includes(file_type);

/** The short word for a type, `PDF` or `MP3`: what stands in brackets in its name, else how that begins. */
export function typeWord(fileType: string): string {
  const name = text.fileTypes[fileType] ?? "";
  const word = /\((\w+)\)/.exec(name)?.[1] ?? name.split(" ", 1)[0];
  return (word || (fileType.split("/").at(-1) ?? "").replace(/^x-|\+.*/g, "").slice(0, 8)).toUpperCase();
}
