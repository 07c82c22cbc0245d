import { counted, number } from "./common";

export const uploads = {
  upload: "Upload",
  choose: "Choose files to upload",
  tray: "Uploads",
  progress: (done: number, count: number) => `${number(done)} of ${number(count)} uploaded`,
  allDone: (count: number, known: number) => {
    const there = known > 0 && `${counted(known, "file", "files")} already here`;
    return [(count > 0 || !there) && `${counted(count, "file", "files")} uploaded`, there].filter(Boolean).join(", ");
  },
  problems: (count: number) => counted(count, "needs you", "need you"),
  speed: (rate: string) => `${rate}/s`,
  fold: "Fold the list",
  unfold: "Unfold the list",
  clear: "Close and clear the list",
  cancel: (name: string) => `Cancel ${name}`,
  retry: (name: string) => `Try ${name} again`,
  dismiss: (name: string) => `Dismiss ${name}`,
  retryAll: "Try all again",
  states: {
    waiting: "waiting",
    hashing: "looking whether it is here",
    ready: "waiting",
    sending: "uploading",
    done: "uploaded",
  },
  halted: {
    session: "waits until you have signed in",
    pace: "waits a moment, as the server asks",
    network: "waits for the connection",
  },
  here: (title: string) => `already here as “${title}”`,
  inTrash: (title: string) => `in the trash as “${title}”`,
  showExisting: "Show existing",
  showFile: "Show the file",
  showTrash: "Show trash",
  keepBoth: "Keep both",
  percent: (name: string) => `Progress of ${name}`,
  drop: "Drop to upload",
  notYours: "Your role cannot upload here",
  askForMore: "A manager can give you another one.",
  dropInto: (place: string) => `The files land in ${place}`,
};
