import type { Scrub } from "../../api/types";

/** The frame that is nearest to a time: its column and row in the sprite, whose last row may not be full. */
export function frameAt(scrub: Scrub, time: number) {
  const last = scrub.count - 1;
  const at = Math.min(last, Math.max(0, Math.floor(time / scrub.interval)));
  return { column: at % scrub.columns, row: Math.floor(at / scrub.columns) };
}

/** How long the film is by its frames, where nothing else says. */
export const lengthOf = (scrub: Scrub) => scrub.count * scrub.interval;

const share = (at: number, count: number) => (count > 1 ? (at / (count - 1)) * 100 : 0);

/** One frame of the sprite as the background of a box, whatever its size. */
export function frameStyle(scrub: Scrub, time: number) {
  const { column, row } = frameAt(scrub, time);
  return {
    backgroundImage: `url("${scrub.sprite}")`,
    backgroundSize: `${scrub.columns * 100}% ${scrub.rows * 100}%`,
    backgroundPosition: `${share(column, scrub.columns)}% ${share(row, scrub.rows)}%`,
  };
}
