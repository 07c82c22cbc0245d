export interface RawTag {
  /** `exif.LensModel` */
  name: string;
  value: string;
}

/** Every tag as it was found, flat; what holds others is named with them. */
export function rawTags(raw: unknown, prefix = ""): RawTag[] {
  if (typeof raw !== "object" || raw === null) return [];
  return Object.entries(raw).flatMap(([key, value]): RawTag[] => {
    const name = prefix ? `${prefix}.${key}` : key;
    const nested = typeof value === "object" && value !== null && !(Array.isArray(value) && value.every((one) => typeof one !== "object"));
    return nested ? rawTags(value, name) : [{ name, value: said(value) }];
  });
}

const said = (value: unknown) => (Array.isArray(value) ? value.join(", ") : String(value ?? ""));

export function matching(tags: readonly RawTag[], wanted: string): RawTag[] {
  const needle = wanted.trim().toLowerCase();
  return tags.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(needle));
}
