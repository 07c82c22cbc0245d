/**
 * Works through the queue in two lanes. One hashes ahead and asks in batches what is here already, so that known bytes
 * never travel; the other sends, a few files at a time. Both stop while nobody is signed in, the server asks to be left
 * alone or cannot be reached, and go on by themselves after that.
 */
import { ApiError } from "../../api/errors";
import type { MediaFile } from "../../api/types";
import { hashInBackground } from "./hasher";
import { type Target, type Upload, useQueue } from "./queue";
import { untilReachable } from "./reach";
import { checkHashes, type KnownFile, sendFile, twinOf } from "./transfer";

const IN_FLIGHT = 4;
const BATCH_FILES = 20;
const BATCH_BYTES = 50_000_000;
/** Progress is drawn at most this often for each file. */
const DRAWN_EVERY = 80;
/** A connection that breaks off so often over one file does so because of it. */
const MOST_BREAKS = 3;
/** In seconds, where a server that is asked too much does not say how long. */
const THROTTLED_PAUSE = 5;

interface Wires {
  onUploaded: (file: MediaFile) => void;
  onSessionEnd: () => void;
}

let wires: Wires = { onUploaded: () => undefined, onSessionEnd: () => undefined };
let hashing = false;
const flights = new Map<string, AbortController>();

export function connectEngine(next: Wires) {
  wires = next;
}

const queue = () => useQueue.getState();
const find = (key: string) => queue().uploads.find((upload) => upload.key === key);

export function enqueue(files: readonly File[], target: Target): string[] {
  const keys = queue().add(files, target);
  pump();
  return keys;
}

export function cancel(key: string) {
  flights.get(key)?.abort();
  queue().remove(key);
  pump();
}

export function retry(key: string, part: Partial<Upload> = {}) {
  queue().change(key, { state: "waiting", sent: 0, breaks: 0, reason: undefined, twin: undefined, ...part });
  pump();
}

/** The person has signed in again, the pause is over, or the server answers again. */
export function resume() {
  if (!queue().halted) return;
  queue().halt(false);
  pump();
}

function pump() {
  if (queue().halted) return;
  if (!hashing && queue().uploads.some((upload) => upload.state === "waiting")) void hashBatch();
  for (const { key } of queue().uploads.filter((upload) => upload.state === "ready")) {
    if (flights.size >= IN_FLIGHT) return;
    const upload = find(key);
    if (upload && !bytesInFlight(upload)) void fly(upload);
  }
}

/** The same bytes are on their way under another name: whether they are wanted twice is asked once they are in. */
const bytesInFlight = ({ sha256, target, keepBoth }: Upload) =>
  !keepBoth && queue().uploads.some((other) => other.state === "sending" && other.sha256 === sha256 && other.target.namespace === target.namespace);

async function hashBatch() {
  hashing = true;
  const batch = nextBatch();
  for (const { key, source, sha256 } of batch) {
    queue().change(key, { state: "hashing" });
    const hash = sha256 ?? (await hashInBackground(source));
    if (hash === null) refuse(key, new ApiError(0, [{ code: "unreadable_file", detail: "", attr: null }]));
    else queue().change(key, { sha256: hash });
  }
  await check(batch.map(({ key }) => find(key)).filter((upload) => upload?.state === "hashing") as Upload[]);
  hashing = false;
  pump();
}

/** The next files that wait, for one target, as many as are quickly hashed. */
function nextBatch(): Upload[] {
  const waiting = queue().uploads.filter((upload) => upload.state === "waiting");
  const namespace = waiting[0]?.target.namespace;
  const batch: Upload[] = [];
  let bytes = 0;
  for (const upload of waiting) {
    if (upload.target.namespace !== namespace || batch.length === BATCH_FILES) break;
    if (batch.length > 0 && bytes + upload.source.size > BATCH_BYTES) break;
    batch.push(upload);
    bytes += upload.source.size;
  }
  return batch;
}

async function check(batch: readonly Upload[]) {
  const asked = batch.filter((upload) => !upload.keepBoth);
  const known = new Map<string, KnownFile>();
  let isNew = false;
  try {
    const found = asked[0] ? await checkHashes(asked[0].target.namespace, asked.map((upload) => upload.sha256 ?? "")) : [];
    for (const twin of found) if (!known.has(twin.sha256) || !twin.trashed) known.set(twin.sha256, twin);
    isNew = true;
  } catch (error) {
    if (sessionIsOver(error) || isAskedToWait(error)) return batch.forEach(({ key }) => queue().change(key, { state: "waiting" }));
    // The question only saves bytes: the upload itself answers it too.
  }
  for (const { key, sha256, keepBoth } of batch) {
    const twin = keepBoth ? undefined : known.get(sha256 ?? "");
    queue().change(key, twin ? { state: "duplicate", twin } : { state: "ready", isNew });
  }
}

async function fly(upload: Upload) {
  const { key, source, target, keepBoth } = upload;
  const flight = new AbortController();
  flights.set(key, flight);
  queue().change(key, { state: "sending", sent: 0 });
  try {
    const onProgress = paced((sent) => queue().change(key, { sent: Math.min(sent, source.size) }));
    const file = await sendFile({ file: source, ...target, keepBoth, onProgress, signal: flight.signal });
    arrive(key, file);
  } catch (error) {
    if (!flight.signal.aborted) land(key, error);
  } finally {
    flights.delete(key);
    askAgain(upload);
    pump();
  }
}

/** Those that waited for the same bytes are looked up once more. */
function askAgain({ key: done, sha256, target }: Upload) {
  for (const { key, ...other } of queue().uploads) {
    const waited = key !== done && other.state === "ready" && !other.keepBoth && other.sha256 === sha256 && other.target.namespace === target.namespace;
    if (waited) queue().change(key, { state: "waiting" });
  }
}

function arrive(key: string, file: MediaFile) {
  queue().change(key, { state: "done", sent: find(key)?.source.size, file });
  wires.onUploaded(file);
}

/** Decides what becomes of a file that was not taken. */
function land(key: string, error: unknown) {
  const { breaks = 0, isNew } = find(key) ?? {};
  const twin = twinOf(error);
  // It was not here before the connection broke off, so it is this one: only the answer was lost.
  if (twin && !twin.trashed && isNew && breaks > 0) arrive(key, twin.file);
  else if (twin) queue().change(key, { state: "duplicate", twin });
  else if (sessionIsOver(error) || isAskedToWait(error)) queue().change(key, { state: "ready", sent: 0 });
  // Whether it is here could not be asked without a connection.
  else if (isCutOff(key, error)) queue().change(key, { state: isNew ? "ready" : "waiting", sent: 0 });
  else refuse(key, error);
}

/** Nothing goes on without a connection, and everything does by itself once it is there again. */
function isCutOff(key: string, error: unknown): boolean {
  if (!(error instanceof ApiError) || error.code !== "network") return false;
  const breaks = (find(key)?.breaks ?? 0) + 1;
  queue().change(key, { breaks });
  if (!queue().halted) {
    queue().halt("network");
    void untilReachable().then(() => queue().halted === "network" && resume());
  }
  // What is wanted twice would be here three times if only the answer was lost: a person decides.
  return breaks < MOST_BREAKS && !find(key)?.keepBoth;
}

let pause: ReturnType<typeof setTimeout> | undefined;

/** The server wants fewer requests, and says when it takes the next. */
function isAskedToWait(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.status !== 429) return false;
  if (queue().halted !== "session") queue().halt("pace");
  clearTimeout(pause);
  pause = setTimeout(() => queue().halted === "pace" && resume(), (error.retryAfter ?? THROTTLED_PAUSE) * 1000);
  return true;
}

function refuse(key: string, error: unknown) {
  const { code, detail } = error instanceof ApiError ? error : { code: "server", detail: "" };
  queue().change(key, { state: "failed", reason: { code, detail } });
}

function sessionIsOver(error: unknown): boolean {
  const over = error instanceof ApiError && error.status === 401;
  if (over) {
    queue().halt("session");
    wires.onSessionEnd();
  }
  return over;
}

function paced(draw: (sent: number) => void): (sent: number) => void {
  let last = 0;
  return (sent) => {
    if (Date.now() - last < DRAWN_EVERY) return;
    last = Date.now();
    draw(sent);
  };
}
