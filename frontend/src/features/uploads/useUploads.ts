import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { arrived } from "../../api/live";
import { sessionEnded } from "../../api/session";
import type { MediaFile } from "../../api/types";
import { connectEngine, resume } from "./engine";
import { noteEarlyFate } from "./fates";
import { isOpen, useQueue } from "./queue";

/** Ties the queue to the app: what is in shows at once, an ended session is asked for again, leaving is asked twice. */
export function useUploads(signedIn: boolean) {
  const client = useQueryClient();
  const busy = useQueue((queue) => queue.uploads.some(isOpen));
  useEffect(() => {
    const onUploaded = (file: MediaFile) => {
      void arrived(client);
      void noteEarlyFate(client, file);
    };
    connectEngine({ onUploaded, onSessionEnd: () => sessionEnded(client) });
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
