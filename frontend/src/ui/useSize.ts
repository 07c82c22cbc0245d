import { useLayoutEffect, useState } from "react";
import type { RefObject } from "react";

/** The inner width of an element, followed as it changes; 0 before the first measure. */
export function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const style = getComputedStyle(element);
      setWidth(element.clientWidth - parseFloat(style.paddingLeft || "0") - parseFloat(style.paddingRight || "0"));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

/** Tells whether so many pixels and so many rem fit into the inner width of an element. */
export function useRoom(ref: RefObject<HTMLElement | null>) {
  // With another font on the root the padding changes, and with it the inner width.
  const width = useWidth(ref);
  return (pixels: number, rems: number) => pixels + rems * parseFloat(getComputedStyle(document.documentElement).fontSize) <= width;
}

/** Whether a media query holds, followed as it changes. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useLayoutEffect(() => {
    const list = matchMedia(query);
    const follow = () => setHolds(list.matches);
    follow();
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, [query]);
  return holds;
}
