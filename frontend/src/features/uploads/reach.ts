import { address } from "../../api/client";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/** Resolves once the server answers anything at all: asked now and then, and when the browser has a network again. */
export async function untilReachable(): Promise<void> {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    await pauseOrNetwork(pause);
    try {
      // A line that is half dead answers nothing and breaks nothing off.
      await fetch(address("auth/me/"), { credentials: "same-origin", signal: AbortSignal.timeout(LONGEST_PAUSE) });
      return;
    } catch {
      // Still away.
    }
  }
}

function pauseOrNetwork(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener("online", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    window.addEventListener("online", end);
  });
}
