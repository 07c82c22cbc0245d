import { useCallback, useEffect, useRef, useState } from "react";

import { useNamespace } from "../../api/namespace";
import type { MediaFile } from "../../api/types";
import { useUploadDoor } from "./uploadDoor";

/** Sends files in from here; hands each over as soon as it is in, and again when something comes of it later. */
export function useIncoming(onIn: (file: MediaFile, first: boolean) => void) {
  const door = useUploadDoor();
  const namespace = useNamespace().slug;
  const [keys, setKeys] = useState<readonly string[]>([]);
  const arrivals = door.useArrivals(keys);
  const handed = useRef(new Map<string, MediaFile["status"]>());
  const take = useRef(onIn);
  useEffect(() => {
    take.current = onIn;
  });
  useEffect(() => {
    for (const { key, file } of arrivals) {
      const before = handed.current.get(key);
      if (!file || before === file.status) continue;
      handed.current.set(key, file.status);
      take.current(file, before === undefined);
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
