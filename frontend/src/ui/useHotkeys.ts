import { useEffect, useRef } from "react";

const writes = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

const menus = "[role=menu], [role=listbox]";

/** Single keys that work wherever nobody is writing and no dialog is open; those of a sheet work while it is uppermost. */
export function useHotkeys(keys: Record<string, () => void>, { inSheet = false } = {}) {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
      if (document.querySelector(`[role=dialog]${inSheet ? ":not([data-sheet])" : ""}, ${menus}`)) return;
      const act = current.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [inSheet]);
}
