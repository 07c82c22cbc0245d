import { useEffect, useRef } from "react";

const taken = "input, textarea, select, [contenteditable=true], [role=slider], [role=menu], [role=tab]";

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
      if (current.current(event.key)) event.preventDefault();
    };
    // Before those who walk the files, who leave alone what was taken.
    document.addEventListener("keydown", down, { capture: true });
    return () => document.removeEventListener("keydown", down, { capture: true });
  }, [large]);
}
