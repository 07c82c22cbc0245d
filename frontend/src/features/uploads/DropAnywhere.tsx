import { Upload } from "lucide-react";

import { text } from "../../ui/text";
import { useToast } from "../../ui/Toast";
import { enqueue } from "./engine";
import type { Target } from "./queue";
import { useFileDrop } from "./useFileDrop";

interface DropAnywhereProps {
  target: Target;
  /** What the target is called: the namespace, or the collection that is open. */
  place: string;
}

/** Takes files that are dropped or pasted anywhere, and says where they land before they do. */
export function DropAnywhere({ target, place }: DropAnywhereProps) {
  const over = useFileDrop((files) => enqueue(files, target));
  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-2 z-50 grid place-items-center rounded-[12px] border-2 border-dashed border-accent bg-accent-wash/90 animate-fade">
      <div className="grid justify-items-center gap-1.5 text-center">
        <Upload className="size-7 stroke-[1.5] text-accent" aria-hidden />
        <p className="text-xl font-semibold tracking-[-0.015em]">{text.uploads.drop}</p>
        <p className="text-ink-2">{text.uploads.dropInto(place)}</p>
      </div>
    </div>
  );
}

/** Says to those who may not upload why nothing comes of a drop; without it the browser would leave for the file. */
export function DropRefused() {
  const toast = useToast();
  useFileDrop(() => toast({ title: text.uploads.notYours, detail: text.uploads.askForMore, mood: "bad" }));
  return null;
}
