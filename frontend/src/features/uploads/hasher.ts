import { hashFile } from "./sha256";

interface Answer {
  key: number;
  /** Null where the file could not be read. */
  hash: string | null;
}

let worker: Worker | null = null;
let asked = 0;
const waiting = new Map<number, (hash: string | null) => void>();

function theWorker(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL("./hash.worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", (event: MessageEvent<Answer>) => {
    waiting.get(event.data.key)?.(event.data.hash);
    waiting.delete(event.data.key);
  });
  worker.addEventListener("error", () => {
    for (const answer of waiting.values()) answer(null);
    waiting.clear();
  });
  return worker;
}

/** SHA-256 in a thread of its own, so that typing and scrolling go on; null where the file cannot be read. */
export function hashInBackground(file: Blob): Promise<string | null> {
  if (typeof Worker === "undefined") return hashFile(file).catch(() => null);
  asked += 1;
  const key = asked;
  return new Promise((resolve) => {
    waiting.set(key, resolve);
    theWorker().postMessage({ key, file });
  });
}
