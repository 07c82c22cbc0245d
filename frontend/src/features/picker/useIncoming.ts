import { useCallback, useEffect, useRef, useState } from "react";

import { useNamespace } from "../../api/namespace";
import type { MediaFile } from "../../api/types";
import { useUploadDoor } from "./uploadDoor";

/** Sends files in from here and hands each over once, as soon as it is in. */
export function useIncoming(onIn: (file: MediaFile) => void) {
  const door = useUploadDoor();
  const namespace = useNamespace().slug;
  const [keys, setKeys] = useState<readonly string[]>([]);
  const arrivals = door.useArrivals(keys);
  const handed = useRef(new Set<string>());
  const take = useRef(onIn);
  useEffect(() => {
    take.current = onIn;
  });
  useEffect(() => {
    for (const { key, file } of arrivals) {
      if (!file || handed.current.has(key)) continue;
      handed.current.add(key);
      take.current(file);
    }
  }, [arrivals]);
  const send = useCallback(
    (files: readonly File[]) => {
      if (files.length === 0) return;
      const sent = door.send(files, namespace);
      setKeys((before) => [...before, ...sent]);
    },
    [door, namespace],
  );
  return { arrivals, send };
}

/** The files of a drop or a paste. */
export const filesOf = (data: DataTransfer | null) => [...(data?.files ?? [])];
