import { useEffect, useRef, useState } from "react";

import { filesOf } from "./dropped";

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
/** A dialog that takes files takes them itself. */
const dialogIsOpen = () => document.querySelector("[role=dialog]") !== null;

/** Calls back with what is dropped or pasted anywhere in the window; says whether files hang over it. */
export function useFileDrop(onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const take = useRef(onFiles);
  useEffect(() => {
    take.current = onFiles;
  });
  useEffect(() => {
    const hover = (event: DragEvent) => {
      // What takes the files itself is shown, not covered.
      if (event.defaultPrevented) return setOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (!dialogIsOpen()) return setOver(true);
      // The dialog has no use for them, and the browser would leave for the first.
      if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!carriesFiles(event) || event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer && !dialogIsOpen()) void filesOf(event.dataTransfer).then((files) => files.length > 0 && take.current(files));
    };
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || event.defaultPrevented || dialogIsOpen()) return;
      event.preventDefault();
      take.current(files);
    };
    window.addEventListener("dragover", hover);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("dragover", hover);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
      window.removeEventListener("paste", paste);
    };
  }, []);
  return over;
}
