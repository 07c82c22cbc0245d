import type { QueryClient } from "@tanstack/react-query";

import type { ServerEvent } from "../../api/events";
import { readFileAnew } from "../../api/files";
import type { MediaFile } from "../../api/types";
import { isOpen, isTroubled, useQueue } from "./queue";

const BAD = ["file.failed", "file.quarantined"];
/** Ids of files that went wrong while some uploads had no answer yet: one of them may be among these. */
const early = new Set<string>();
/** How often each file is being read again. */
const inQuestion = new Map<string, number>();

/**
 * What becomes of a file once its bytes are in, out of the events that the app follows anyway. Only what goes wrong is
 * read again, and what turns for the better after that.
 */
export async function noteFate(client: QueryClient, { type, data }: ServerEvent) {
  const { uploads } = useQueue.getState();
  const upload = uploads.find(({ file }) => file !== undefined && file.id === data.id);
  if (upload && (BAD.includes(type) || isTroubled(upload) || inQuestion.has(data.id ?? ""))) await readAgain(client, upload.key, data.id ?? "");
  else if (!upload && data.id && BAD.includes(type) && uploads.some(isOpen)) early.add(data.id);
}

/** The server is sometimes done with a file before the answer to its upload is here, and that need not say what is wrong. */
export async function noteEarlyFate(client: QueryClient, { id }: MediaFile) {
  const { uploads } = useQueue.getState();
  const upload = uploads.find(({ file }) => file?.id === id);
  const wentWrong = early.delete(id);
  if (!uploads.some(isOpen)) early.clear();
  if (upload && (wentWrong || isTroubled(upload))) await readAgain(client, upload.key, id);
}

async function readAgain(client: QueryClient, key: string, id: string) {
  inQuestion.set(id, (inQuestion.get(id) ?? 0) + 1);
  try {
    const file = await readFileAnew(client, id);
    useQueue.getState().change(key, { file });
  } catch {
    // Gone meanwhile, or out of this person's sight: the row stays as it is.
  } finally {
    const others = (inQuestion.get(id) ?? 1) - 1;
    if (others > 0) inQuestion.set(id, others);
    else inQuestion.delete(id);
  }
}
