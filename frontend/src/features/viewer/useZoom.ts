import { useRef, useState } from "react";
import type { PointerEvent, RefObject } from "react";

import { useWheel } from "./useWheel";
import { FIT, type Frame, largest, panned, type View, zoomed } from "./zoom";

interface Picture {
  ratio: number;
  /** How wide it really is. */
  pixels: number;
  /** The wheel zooms by itself, where nothing else could be scrolled. */
  large: boolean;
}

interface Point {
  x: number;
  y: number;
}

const STEP = 1.4;
const PAN = 80;
const CLOSE = 2.5;
const apart = ([a, b]: Point[]) => (a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0);
const middle = ([a, b]: Point[]): Point => (a && b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : (a ?? { x: 0, y: 0 }));

/** Zooms by wheel, pinch, double click and keys, and pans what is larger than its frame. */
export function useZoom(area: RefObject<HTMLDivElement | null>, { ratio, pixels, large }: Picture) {
  const [view, setView] = useState<View>(FIT);
  const [most, setMost] = useState(Infinity);
  const fingers = useRef(new Map<number, Point>());
  const zoomedIn = view.scale > 1;

  const change = (next: (view: View, frame: Frame, most: number) => View) => {
    const element = area.current;
    const frame = { width: element?.clientWidth ?? 0, height: element?.clientHeight ?? 0, ratio };
    const limit = largest(frame, pixels);
    setMost(limit);
    setView((before) => next(before, frame, limit));
  };
  const zoomBy = (factor: number, at?: Point) => change((before, frame, most) => zoomed(before, frame, { factor, at, most }));
  const fromMiddle = (event: { clientX: number; clientY: number }): Point => {
    const box = area.current?.getBoundingClientRect();
    return box ? { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 } : { x: 0, y: 0 };
  };
  useWheel(area, (event) => {
    // A panel is scrolled by the wheel: there it takes Ctrl, which is also what a pinch on a trackpad sends.
    if (!large && !event.ctrlKey && !zoomedIn) return;
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), fromMiddle(event));
  });

  const drag = (event: PointerEvent) => {
    const known = fingers.current;
    if (!known.has(event.pointerId)) return;
    const before = [...known.values()];
    known.set(event.pointerId, fromMiddle(event));
    const now = [...known.values()];
    const [from, to] = [middle(before), middle(now)];
    if (now.length === 2) zoomBy(apart(now) / (apart(before) || 1), to);
    if (zoomedIn) change((old, frame) => panned(old, frame, { x: to.x - from.x, y: to.y - from.y }));
  };
  const release = (event: PointerEvent) => void fingers.current.delete(event.pointerId);
  const pointer = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      fingers.current.set(event.pointerId, fromMiddle(event));
      if (zoomedIn || fingers.current.size === 2) event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: drag,
    onPointerUp: release,
    onPointerCancel: release,
    onPointerLeave: release,
    onDoubleClick: (event: { clientX: number; clientY: number }) => (zoomedIn ? setView(FIT) : zoomBy(CLOSE, fromMiddle(event))),
  };

  /** Returns whether the key was taken. */
  const press = (key: string): boolean => {
    const pan = (x: number, y: number) => () => change((before, frame) => panned(before, frame, { x, y }));
    const arrows = { ArrowLeft: pan(PAN, 0), ArrowRight: pan(-PAN, 0), ArrowUp: pan(0, PAN), ArrowDown: pan(0, -PAN) };
    const keys: Record<string, () => void> = {
      "+": () => zoomBy(STEP),
      "=": () => zoomBy(STEP),
      "-": () => zoomBy(1 / STEP),
      "0": () => setView(FIT),
      // What fits has nowhere to go: there the arrows walk the files.
      ...(zoomedIn && arrows),
    };
    keys[key]?.();
    return key in keys;
  };
  return { view, zoomedIn, closest: view.scale >= most, pointer, press, larger: () => zoomBy(STEP), smaller: () => zoomBy(1 / STEP), fit: () => setView(FIT) };
}
