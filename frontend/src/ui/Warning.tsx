import { TriangleAlert } from "lucide-react";

import { classes } from "./classes";

/** A sentence that people should read before they go on. */
export function Warning({ children, className }: { children: string; className?: string }) {
  return (
    <p role="note" className={classes("flex gap-2.5 rounded-m bg-warn-wash px-3 py-2.5", className)}>
      <TriangleAlert className="mt-px size-4 shrink-0 text-warn" aria-hidden />
      {children}
    </p>
  );
}
