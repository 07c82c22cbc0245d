import { create } from "zustand";

import type { MediaFile, MediaFileDetail } from "../../api/types";

export type UploadState = "waiting" | "hashing" | "ready" | "sending" | "done" | "duplicate" | "failed";

export interface Target {
  /** Slug of the namespace. */
  namespace: string;
  /** Id of the collection that the files land in. */
  collection?: string;
}

export interface Upload {
  key: string;
  source: File;
  target: Target;
  state: UploadState;
  /** Bytes that have left. */
  sent: number;
  /** How often the connection broke off over it. */
  breaks?: number;
  /** The server said before it left that it had not got it. */
  isNew?: boolean;
  sha256?: string;
  /** Chosen for a file that is here already. */
  keepBoth?: boolean;
  reason?: { code: string; detail: string };
  twin?: { file: MediaFile; trashed: boolean };
  /** Once it is in. Of one that is found to be there the server tells what lists say. */
  file?: MediaFile | MediaFileDetail;
}

export type Halt = "session" | "pace" | "network" | false;

interface Queue {
  uploads: readonly Upload[];
  /** Nothing is sent while nobody is signed in, the server asks to be left alone, or it cannot be reached. */
  halted: Halt;
  add: (files: readonly File[], target: Target) => string[];
  change: (key: string, part: Partial<Upload>) => void;
  remove: (key: string) => void;
  clear: () => void;
  halt: (halted: Halt) => void;
}

let added = 0;

/** All uploads of this visit, whatever view is open. The engine in `engine.ts` works through it. */
export const useQueue = create<Queue>((set) => ({
  uploads: [],
  halted: false,
  add: (files, target) => {
    const fresh = files.map((source): Upload => {
      added += 1;
      return { key: `upload-${added}`, source, target, state: "waiting", sent: 0 };
    });
    set(({ uploads }) => ({ uploads: [...uploads, ...fresh] }));
    return fresh.map((upload) => upload.key);
  },
  change: (key, part) =>
    set(({ uploads }) => ({ uploads: uploads.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)) })),
  remove: (key) => set(({ uploads }) => ({ uploads: uploads.filter((upload) => upload.key !== key) })),
  clear: () => set({ uploads: [] }),
  halt: (halted) => set({ halted }),
}));

export const isOpen = (upload: Upload) => ["waiting", "hashing", "ready", "sending"].includes(upload.state);
/** It was here before, and somebody let it be that one. */
export const isKnown = ({ state, twin }: Upload) => state === "done" && twin !== undefined;
/** It was taken, and something is the matter with it since. */
export const isTroubled = ({ state, twin, file }: Upload) => state === "done" && !twin && (file?.status === "failed" || file?.status === "quarantined");
export const needsPerson = (upload: Upload) => upload.state === "duplicate" || upload.state === "failed" || isTroubled(upload);
