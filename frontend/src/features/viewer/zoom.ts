/** How a picture lies in its frame: `scale` 1 fits it in; x and y say how far its middle is from that of the frame. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Frame {
  width: number;
  height: number;
  /** Of the picture: width divided by height. */
  ratio: number;
}

export const FIT: View = { scale: 1, x: 0, y: 0 };
const LARGEST = 24;

export function fitted({ width, height, ratio }: Frame) {
  const shownWidth = Math.min(width, height * ratio);
  return { width: shownWidth, height: shownWidth / ratio };
}

/** At least four times as large as it fits, and twice as large as its pixels are. */
export function largest(frame: Frame, pixels: number): number {
  const fit = fitted(frame).width;
  return Math.min(LARGEST, Math.max(4, fit > 0 ? (2 * pixels) / fit : 4));
}

/** The view with no more of the frame left empty than there has to be. */
export function held(view: View, frame: Frame): View {
  const fit = fitted(frame);
  const roomX = Math.max(0, (fit.width * view.scale - frame.width) / 2);
  const roomY = Math.max(0, (fit.height * view.scale - frame.height) / 2);
  return { scale: view.scale, x: between(-roomX, view.x, roomX), y: between(-roomY, view.y, roomY) };
}

interface Zoom {
  factor: number;
  /** What stays where it is, from the middle of the frame. */
  at?: { x: number; y: number };
  most: number;
}

export function zoomed(view: View, frame: Frame, { factor, at = { x: 0, y: 0 }, most }: Zoom): View {
  const scale = between(1, view.scale * factor, most);
  const grown = scale / view.scale;
  return held({ scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown }, frame);
}

export const panned = (view: View, frame: Frame, by: { x: number; y: number }) =>
  held({ ...view, x: view.x + by.x, y: view.y + by.y }, frame);

const between = (least: number, value: number, most: number) => Math.min(most, Math.max(least, value));
