import { useEffect, useRef } from "react";
import type { RefObject } from "react";

/** Hears the wheel in a way that can keep the page from scrolling, which React's own handlers cannot. */
export function useWheel(area: RefObject<HTMLElement | null>, turn: (event: WheelEvent) => void) {
  const current = useRef(turn);
  useEffect(() => {
    current.current = turn;
  });
  useEffect(() => {
    const element = area.current;
    const hear = (event: WheelEvent) => current.current(event);
    element?.addEventListener("wheel", hear, { passive: false });
    return () => element?.removeEventListener("wheel", hear);
  }, [area]);
}
