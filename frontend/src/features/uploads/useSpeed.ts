import { useEffect, useRef, useState } from "react";

import type { Upload } from "./queue";

const EVERY = 1_000;

/** Bytes a second over the last moments; 0 while nothing moves. */
export function useSpeed(uploads: readonly Upload[]): number {
  const sent = uploads.reduce((sum, upload) => sum + upload.sent, 0);
  const busy = uploads.some(({ state }) => state === "sending");
  const [speed, setSpeed] = useState(0);
  const latest = useRef(sent);
  useEffect(() => {
    latest.current = sent;
  });
  useEffect(() => {
    if (!busy) return;
    let before = latest.current;
    const timer = setInterval(() => {
      const now = latest.current;
      const fresh = Math.max(0, now - before);
      before = now;
      // Half of the old value keeps the figure from flickering.
      setSpeed((old) => (old ? (old + fresh) / 2 : fresh));
    }, EVERY);
    return () => {
      clearInterval(timer);
      setSpeed(0);
    };
  }, [busy]);
  return speed;
}
