import { useState } from "react";
import type { ReactNode } from "react";

import { classes } from "../../ui/classes";
import { filesOf } from "./useIncoming";

interface DropZoneProps {
  onFiles: (files: File[]) => void;
  className?: string;
  children: ReactNode;
}

const carriesFiles = (event: React.DragEvent) => event.dataTransfer.types.includes("Files");

/** Takes files that are dropped or pasted onto it; what stands around it sees that the event is taken. */
export function DropZone({ onFiles, className, children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const take = (event: React.SyntheticEvent, data: DataTransfer) => {
    const files = filesOf(data);
    if (files.length === 0 || event.defaultPrevented) return;
    event.preventDefault();
    onFiles(files);
  };
  return (
    <div
      className={classes(className, over && "outline-2 -outline-offset-2 outline-accent outline-dashed")}
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        take(event, event.dataTransfer);
      }}
      onPaste={(event) => take(event, event.clipboardData)}
    >
      {children}
    </div>
  );
}
