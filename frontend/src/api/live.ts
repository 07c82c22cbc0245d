import type { QueryClient } from "@tanstack/react-query";

import type { ServerEvent } from "./events";
import { asksForWork, departed, isHead, outgrown, reshaped } from "./fileIndex";
import { fileQuery, patchFile, readFileAnew } from "./files";
import type { KeysetPage, MediaFile } from "./types";

const GATHER = 400;
/** After these a list may have other files than before. */
const COMINGS = ["uploaded", "restored", "trashed", "purged", "quarantined", "released"];
/** After these so may a list that asks for what the work on a file finds out. */
const TURNS = ["processing", "ready", "failed"];

/**
 * Turns events into the fewest requests: what happened within a moment is gathered; a changed file is read again once,
 * and only if it is on the screen; the lists that are open look for arrivals in their first page.
 */
export function createLiveUpdates(client: QueryClient) {
  const changed = new Set<string>();
  const stale = new Set<string>();
  const advanced = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    if (stale.delete("arrivals")) void arrived(client);
    for (const key of stale) void client.invalidateQueries({ queryKey: [key] });
    for (const id of advanced) if (!changed.has(id)) lookAgain(client, id);
    for (const id of changed) if (isCached(client, id)) void refresh(client, id);
    stale.clear();
    changed.clear();
    advanced.clear();
  };
  const later = () => {
    timer ??= setTimeout(flush, GATHER);
  };

  return {
    take(event: ServerEvent) {
      const [noun = ""] = event.type.split(".");
      if (noun === "file" && event.data.id) note(client, event, changed, stale);
      else if (noun === "job" && event.data.id) advanced.add(event.data.id);
      else stale.add(`${noun}s`);
      later();
    },
    reset: () => void client.invalidateQueries(),
    stop: () => clearTimeout(timer),
  };
}

/** Lists look for what is new in their own first page, because only the server knows what a filter lets through. */
function note(client: QueryClient, event: ServerEvent, changed: Set<string>, stale: Set<string>) {
  const id = event.data.id ?? "";
  const act = event.type.slice("file.".length);
  if (act === "trashed" || act === "purged") departed(client, id);
  else changed.add(id);
  if (COMINGS.includes(act) || (TURNS.includes(act) && isAwaited(client))) stale.add("arrivals");
}

const isAwaited = (client: QueryClient) => client.getQueryCache().findAll({ predicate: (query) => isHead(query) && asksForWork(query) }).length > 0;

const arrivals = new WeakMap<QueryClient, { again: boolean }>();

/**
 * Files came or went: the first pages, the counts and what is stored are read again. A look that is under way is not
 * cancelled for the next one, which follows it: a stream of arrivals would show nothing until it ends.
 */
export async function arrived(client: QueryClient): Promise<void> {
  const running = arrivals.get(client);
  if (running) {
    running.again = true;
    return;
  }
  const look = { again: true };
  arrivals.set(client, look);
  while (look.again) {
    look.again = false;
    await Promise.all([
      client.invalidateQueries({ predicate: isHead }),
      client.invalidateQueries({ queryKey: ["files", "count"] }),
      client.invalidateQueries({ queryKey: ["namespaces"] }),
    ]);
  }
  arrivals.delete(client);
}

function isCached(client: QueryClient, id: string): boolean {
  if (client.getQueryData(fileQuery(id).queryKey)) return true;
  const pages = client.getQueriesData<KeysetPage<MediaFile>>({ queryKey: ["files", "page"] });
  return pages.some(([, page]) => page?.results.some((file) => file.id === id));
}

/** A film moves on every second, and only whoever has it open wants to know. */
function lookAgain(client: QueryClient, id: string) {
  void client.invalidateQueries({ queryKey: fileQuery(id).queryKey, exact: true }, { cancelRefetch: false });
}

async function refresh(client: QueryClient, id: string) {
  try {
    const file = await readFileAnew(client, id);
    patchFile(client, id, file);
    reshaped(client, file);
    outgrown(client, file);
    void client.invalidateQueries({ queryKey: ["files", "about", id] });
  } catch {
    // Purged meanwhile or out of reach: the list finds out by itself.
  }
}
