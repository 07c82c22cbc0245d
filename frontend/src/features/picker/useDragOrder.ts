import { useRef, useState } from "react";
import type { PointerEvent } from "react";

const SLACK = 5;

interface Drag {
  from: number;
  x: number;
  y: number;
  moving: boolean;
}

/**
 * Moves the children of a list by mouse, pen or finger: the one that is held goes to where the pointer is over another.
 * Returns what the list needs; `held` is the index in the hand.
 */
export function useDragOrder(onMove: (from: number, to: number) => void) {
  const list = useRef<HTMLUListElement>(null);
  const drag = useRef<Drag | null>(null);
  const [held, setHeld] = useState<number | null>(null);

  const under = (event: PointerEvent): number =>
    [...(list.current?.children ?? [])].findIndex((child) => {
      const box = child.getBoundingClientRect();
      return event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    });

  const handle = (index: number) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button === 0) drag.current = { from: index, x: event.clientX, y: event.clientY, moving: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const now = drag.current;
      if (!now) return;
      if (!now.moving) {
        if (Math.hypot(event.clientX - now.x, event.clientY - now.y) < SLACK) return;
        now.moving = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }
      setHeld(now.from);
      const to = under(event);
      if (to < 0 || to === now.from) return;
      onMove(now.from, to);
      now.from = to;
      setHeld(to);
    },
    onPointerUp: () => {
      drag.current = null;
      setHeld(null);
    },
    onPointerCancel: () => {
      drag.current = null;
      setHeld(null);
    },
    style: { touchAction: "none" as const },
  });
  return { list, handle, held };
}
