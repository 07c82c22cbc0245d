import { hashFile } from "./sha256";

interface Answer {
  key: number;
  /** Null where the file could not be read. */
  hash: string | null;
}

interface Question {
  file: Blob;
  answer: (hash: Promise<string | null>) => void;
}

let worker: Worker | null = null;
let asked = 0;
const waiting = new Map<number, Question>();

const hashHere = (file: Blob) => hashFile(file).catch(() => null);

function theWorker(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL("./hash.worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", (event: MessageEvent<Answer>) => {
    waiting.get(event.data.key)?.answer(Promise.resolve(event.data.hash));
    waiting.delete(event.data.key);
  });
  worker.addEventListener("error", dismiss);
  return worker;
}

/** It did not load, or broke, and answers nobody any more. That says nothing of the files, and the next one gets a new worker. */
function dismiss() {
  worker?.terminate();
  worker = null;
  for (const { file, answer } of waiting.values()) answer(hashHere(file));
  waiting.clear();
}

/** SHA-256 in a thread of its own, so that typing and scrolling go on; null where the file cannot be read. */
export function hashInBackground(file: Blob): Promise<string | null> {
  if (typeof Worker === "undefined") return hashHere(file);
  asked += 1;
  const key = asked;
  return new Promise((resolve) => {
    waiting.set(key, { file, answer: resolve });
    try {
      theWorker().postMessage({ key, file });
    } catch {
      // A browser or its policy may forbid it outright.
      dismiss();
    }
  });
}
