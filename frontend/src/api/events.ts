import { BASE } from "./client";

export interface ServerEvent {
  /** `file.ready`, `file.changed`, … */
  type: string;
  /** Ids only. */
  data: { id?: string; [key: string]: unknown };
}

interface Listener {
  onEvent: (event: ServerEvent) => void;
  /** The log no longer reaches back to where we were: everything shown may be old. */
  onReset: () => void;
}

/** `EventSource` hands out only the names that somebody asked for. */
const NAMES = [
  ...["uploaded", "changed", "processing", "ready", "failed", "quarantined", "released", "trashed", "restored", "purged"].map((act) => `file.${act}`),
  ...["tag", "collection", "namespace"].flatMap((noun) => ["created", "changed", "deleted"].map((act) => `${noun}.${act}`)),
  ...["added", "changed", "removed"].map((act) => `member.${act}`),
  // Whatever happens to a page, those who watch hear one of these two.
  "page.changed",
  "page.published",
  // How far the work on a file is that takes long.
  "job.progress",
];

const COME_BACK = 5_000;

/** Follows the server's log; the browser comes back by itself where it left off. Returns how to stop. */
export function followEvents(listener: Listener): () => void {
  if (typeof EventSource === "undefined") return () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source = open();

  function open(): EventSource {
    const opened = new EventSource(`${BASE}events/`);
    for (const type of NAMES) {
      opened.addEventListener(type, (message: MessageEvent<string>) => listener.onEvent({ type, data: parsed(message.data) }));
    }
    opened.addEventListener("reset", listener.onReset);
    opened.addEventListener("error", () => {
      // A browser gives up for good on any answer but 200, such as that of a server which is starting again.
      if (opened.readyState === EventSource.CLOSED) timer = setTimeout(() => (source = open()), COME_BACK);
    });
    return opened;
  }

  return () => {
    clearTimeout(timer);
    source.close();
  };
}

function parsed(data: string): ServerEvent["data"] {
  try {
    return JSON.parse(data) as ServerEvent["data"];
  } catch {
    return {};
  }
}
