import { thumbHashToDataURL } from "thumbhash";

const drawn = new Map<string, string>();
const KEPT = 500;

/** A ThumbHash in base64 as a picture for a background; undefined where it cannot be read. */
export function placeholderImage(hash: string | null | undefined): string | undefined {
  if (!hash) return undefined;
  const known = drawn.get(hash);
  if (known) return known;
  try {
    const bytes = Uint8Array.from(atob(hash.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
    const image = `url(${thumbHashToDataURL(bytes)})`;
    const oldest = drawn.keys().next().value;
    if (drawn.size >= KEPT && oldest !== undefined) drawn.delete(oldest);
    drawn.set(hash, image);
    return image;
  } catch {
    // A placeholder is decoration: a damaged one is left out.
    return undefined;
  }
}
