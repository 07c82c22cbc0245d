import { useEffect, useRef } from "react";

const taken = "input, textarea, select, [contenteditable=true], [role=slider], [role=menu], [role=tab]";
/** What Space presses by itself. */
const pressed = "button, a, summary";

/** While it stands large, a viewer has the keys wherever the focus is; `press` says whether it took one. */
export function useKeys(large: boolean, press: (key: string) => boolean) {
  const current = useRef(press);
  useEffect(() => {
    current.current = press;
  });
  useEffect(() => {
    if (!large) return;
    const down = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(taken)) return;
      if (event.key === " " && event.target instanceof Element && event.target.closest(pressed)) return;
      if (current.current(event.key)) event.preventDefault();
    };
    // Before those who walk the files, who leave alone what was taken.
    document.addEventListener("keydown", down, { capture: true });
    return () => document.removeEventListener("keydown", down, { capture: true });
  }, [large]);
}

/** Space plays and pauses what stands large. */
export function usePlayKey(large: boolean, toggle: () => void) {
  useKeys(large, (key) => {
    if (key === " ") toggle();
    return key === " ";
  });
}
