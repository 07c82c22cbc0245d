import type { QueryClient } from "@tanstack/react-query";

import type { ServerEvent } from "../../api/events";
import { fileQuery } from "../../api/files";
import { isTroubled, useQueue } from "./queue";

const BAD = ["file.failed", "file.quarantined"];

/**
 * What becomes of a file once its bytes are in, out of the events that the app follows anyway. Only what goes wrong is
 * read again, and what turns for the better after that.
 */
export async function noteFate(client: QueryClient, { type, data }: ServerEvent) {
  const upload = useQueue.getState().uploads.find(({ file }) => file !== undefined && file.id === data.id);
  if (!upload?.file || !(BAD.includes(type) || isTroubled(upload))) return;
  try {
    const file = await client.fetchQuery({ ...fileQuery(upload.file.id), staleTime: 0 });
    useQueue.getState().change(upload.key, { file });
  } catch {
    // Gone meanwhile, or out of this person's sight: the row stays as it is.
  }
}
