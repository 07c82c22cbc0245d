import { useEffect, useRef } from "react";

/** Only Chromium has it, and the browsers' types do not know it yet. */
interface CloseWatcher {
  onclose: (() => void) | null;
  destroy: () => void;
}

declare global {
  interface Window {
    CloseWatcher?: new () => CloseWatcher;
  }
}

/**
 * Hears Escape where no key is heard: what is pressed within the controls of its own player Chromium keeps from the
 * page, and only says that somebody wants to close what is open.
 */
export function useCloseRequest(onClose: () => void) {
  const current = useRef(onClose);
  useEffect(() => {
    current.current = onClose;
  });
  useEffect(() => {
    if (!window.CloseWatcher) return;
    const watcher = new window.CloseWatcher();
    watcher.onclose = () => current.current();
    return () => watcher.destroy();
  }, []);
}
