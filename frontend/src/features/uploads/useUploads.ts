import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { arrived } from "../../api/live";
import { sessionEnded } from "../../api/session";
import { connectEngine, resume } from "./engine";
import { isOpen, useQueue } from "./queue";

/** Ties the queue to the app: what is in shows at once, an ended session is asked for again, leaving is asked twice. */
export function useUploads(signedIn: boolean) {
  const client = useQueryClient();
  const busy = useQueue((queue) => queue.uploads.some(isOpen));
  useEffect(() => {
    connectEngine({ onUploaded: () => void arrived(client), onSessionEnd: () => sessionEnded(client) });
  }, [client]);
  useEffect(() => {
    if (signedIn) resume();
  }, [signedIn]);
  useEffect(() => {
    if (!busy) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [busy]);
}
