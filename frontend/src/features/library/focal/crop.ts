export interface Point {
  x: number;
  y: number;
}

/**
 * Where a crop of another shape lies, as shares of the room it has to move: the focal point in its middle, as far as
 * the picture reaches.
 */
export function cropPosition(focus: Point, pictureRatio: number, boxRatio: number): Point {
  const seenWidth = Math.min(1, boxRatio / pictureRatio);
  const seenHeight = Math.min(1, pictureRatio / boxRatio);
  return { x: share(focus.x, seenWidth), y: share(focus.y, seenHeight) };
}

function share(at: number, seen: number): number {
  if (seen >= 1) return 0.5;
  const start = Math.min(1 - seen, Math.max(0, at - seen / 2));
  return start / (1 - seen);
}
