import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { followEvents } from "../api/events";
import { createLiveUpdates } from "../api/live";
import { noteFate } from "../features/uploads/fates";

/** Keeps what is on the screen true while other people and the workers change it. */
export function useLiveUpdates(signedIn: boolean) {
  const client = useQueryClient();
  useEffect(() => {
    if (!signedIn) return;
    const updates = createLiveUpdates(client);
    const stop = followEvents({
      onEvent: (event) => {
        updates.take(event);
        void noteFate(client, event);
      },
      onReset: updates.reset,
    });
    return () => {
      stop();
      updates.stop();
    };
  }, [client, signedIn]);
}
