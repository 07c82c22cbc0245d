import { useEffect, useMemo } from "react";

import type { Arrival, UploadDoor } from "../features/picker/uploadDoor";
import { enqueue } from "../features/uploads/engine";
import { type Upload, useQueue } from "../features/uploads/queue";
import { reasonOf } from "../features/uploads/reasons";
import { text } from "../ui/text";

function arrivalOf({ key, source, state, sent, file, twin, reason }: Upload): Arrival {
  const common = { key, name: source.name, progress: source.size > 0 ? sent / source.size : 0 };
  if (state === "done") return { ...common, state, file, known: twin !== undefined };
  if (state === "duplicate" && twin?.trashed) return { ...common, state: "failed", reason: text.uploads.inTrash(twin.file.title) };
  if (state === "failed") return { ...common, state, reason: reasonOf(reason) };
  return { ...common, state: state === "sending" ? "sending" : "waiting" };
}

/** Where a file is chosen, one that is here already is the one that is meant. */
function useTwins(uploads: readonly Upload[]) {
  useEffect(() => {
    const { change } = useQueue.getState();
    for (const { key, state, twin } of uploads) {
      if (state === "duplicate" && twin && !twin.trashed) change(key, { state: "done", file: twin.file });
    }
  }, [uploads]);
}

/** The way into the picker for files: through the queue, so that they go on when it closes. */
export const uploadDoor: UploadDoor = {
  send: (files, namespace) => enqueue(files, { namespace }),
  useArrivals: (keys) => {
    const uploads = useQueue((queue) => queue.uploads);
    const ours = useMemo(() => uploads.filter((upload) => keys.includes(upload.key)), [uploads, keys]);
    useTwins(ours);
    return useMemo(() => ours.map(arrivalOf), [ours]);
  },
};
