import { createContext, useContext } from "react";

import type { MediaFile } from "../../api/types";

/** A file on its way in. */
export interface Arrival {
  key: string;
  name: string;
  state: "waiting" | "sending" | "done" | "failed";
  /** Between 0 and 1. */
  progress: number;
  /** Why it failed. */
  reason?: string;
  /** Once it is in. */
  file?: MediaFile;
  /** It was here before, and is not stored twice. */
  known?: boolean;
}

/** How files get in. The app ties it to its upload queue, so that they go on when the picker closes. */
export interface UploadDoor {
  /** Queues the files for a namespace; the keys name them from then on. */
  send: (files: readonly File[], namespace: string) => string[];
  /** A hook: where each of them stands, in the order of the keys. */
  useArrivals: (keys: readonly string[]) => Arrival[];
}

const DoorContext = createContext<UploadDoor | null>(null);

export const UploadDoorProvider = DoorContext.Provider;

export function useUploadDoor(): UploadDoor {
  const door = useContext(DoorContext);
  if (!door) throw new Error("no way in for uploads");
  return door;
}
