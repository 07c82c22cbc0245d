import type { Peaks } from "../../api/derived";

/** The loudest of each of `count` equal stretches, between 0 and 1 of the loudest of all. */
export function levels({ data }: Peaks, count: number): number[] {
  const pairs = Math.floor(data.length / 2);
  const found = Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * pairs) / count);
    const to = Math.max(from + 1, Math.floor(((at + 1) * pairs) / count));
    let most = 0;
    for (let pair = from; pair < Math.min(to, pairs); pair += 1) {
      most = Math.max(most, Math.abs(data[2 * pair] ?? 0), Math.abs(data[2 * pair + 1] ?? 0));
    }
    return most;
  });
  const loudest = Math.max(...found, 1);
  return found.map((level) => level / loudest);
}

/** Bars around the middle of a box of 100 units' height, `step` units apart. */
export function barPath(all: readonly number[], step: number): string {
  return all
    .map((level, at) => {
      const half = Math.max(1, level * 48);
      return `M${at * step + step / 2} ${50 - half}V${50 + half}`;
    })
    .join("");
}
