import type { UsagePlace } from "../../api/types";

export interface PlaceOfUse extends UsagePlace {
  /** In how many of its widgets or fields. */
  times: number;
}

/** Each page or other object once, however often it shows the file. */
export function placesOfUse(places: readonly UsagePlace[]): PlaceOfUse[] {
  const found = new Map<string, PlaceOfUse>();
  for (const place of places) {
    const known = found.get(place.object_id);
    found.set(place.object_id, known ? { ...known, times: known.times + 1 } : { ...place, times: 1 });
  }
  return [...found.values()];
}
