import { useState } from "react";

/**
 * Brings the focus back to where it was when a dialog opened that no trigger of its own belongs to; `otherwise` says
 * where to when that place is gone.
 */
export function useReturnFocus(open: boolean, otherwise?: () => HTMLElement | null | undefined) {
  const [before, setBefore] = useState<{ open: boolean; place: Element | null }>({ open: false, place: null });
  // In the drawing that opens it, since a field inside may take the focus before any effect runs.
  if (open !== before.open) setBefore({ open, place: open ? document.activeElement : before.place });
  return (event: Event) => {
    event.preventDefault();
    const { place } = before;
    if (!(place instanceof HTMLElement) || place === document.body) otherwise?.()?.focus();
    else if (place.isConnected) place.focus();
    // What opened it went with what it did: the view is a better place to go on from than the top of the page.
    else (otherwise?.() ?? document.querySelector<HTMLElement>("main"))?.focus();
  };
}
