import { useRef } from "react";
import type { KeyboardEvent, PointerEvent } from "react";

import { text } from "../../../ui/text";
import type { Point } from "./crop";

interface FocalPointProps {
  /** Shares of width and height, from the upper left. */
  value: Point;
  onMove: (point: Point) => void;
}

const within = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;
const percent = (share: number) => Math.round(share * 100);
const words = text.library.focal;

/** Drag it, press where it belongs, or move it by the arrow keys (with Shift in larger steps). */
export function FocalPoint({ value, onMove }: FocalPointProps) {
  const area = useRef<HTMLDivElement>(null);
  const follow = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect();
    if (!box?.width) return;
    onMove({ x: within((event.clientX - box.left) / box.width), y: within((event.clientY - box.top) / box.height) });
  };
  const press = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 0.1 : 0.01;
    const moves: Record<string, Point> = {
      ArrowLeft: { x: -step, y: 0 },
      ArrowRight: { x: step, y: 0 },
      ArrowUp: { x: 0, y: -step },
      ArrowDown: { x: 0, y: step },
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    onMove({ x: within(value.x + move.x), y: within(value.y + move.y) });
  };
  const said = words.said(percent(value.x), percent(value.y));
  return (
    <div
      ref={area}
      className="absolute inset-0 cursor-crosshair touch-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && follow(event)}
    >
      <div
        role="slider"
        tabIndex={0}
        aria-label={words.title}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent(value.x)}
        aria-valuetext={said}
        onKeyDown={press}
        style={{ left: `${value.x * 100}%`, top: `${value.y * 100}%` }}
        className="absolute size-6.5 -translate-1/2 cursor-grab rounded-full border-2 border-on-picture shadow-[0_0_0_1px_rgb(0_0_0/.45),inset_0_0_0_1px_rgb(0_0_0/.45)] active:cursor-grabbing"
      />
    </div>
  );
}
