import { address, api } from "../../api/client";
import { csrfToken } from "../../api/csrf";
import { ApiError, errorFrom, networkError } from "../../api/errors";
import type { MediaFile, MediaFileDetail } from "../../api/types";

export interface KnownFile {
  sha256: string;
  trashed: boolean;
  file: MediaFile;
}

/** Which of these contents the namespace already has. */
export async function checkHashes(namespace: string, sha256: readonly string[]): Promise<KnownFile[]> {
  return (await api.post<{ existing: KnownFile[] }>("media/files/check/", { namespace, sha256 })).existing;
}

export interface Transfer {
  file: File;
  namespace: string;
  collection?: string;
  keepBoth?: boolean;
  onProgress: (sent: number) => void;
  signal: AbortSignal;
}

/** Sends one file. XMLHttpRequest, because `fetch` does not tell how far the bytes are. */
export function sendFile({ file, namespace, collection, keepBoth, onProgress, signal }: Transfer): Promise<MediaFileDetail> {
  const form = new FormData();
  form.append("namespace", namespace);
  if (collection) form.append("collection", collection);
  form.append("on_duplicate", keepBoth ? "keep" : "reject");
  form.append("file", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address("media/upload/"));
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded));
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as MediaFileDetail);
      else reject(errorFrom(request.status, answer, request.getResponseHeader("Retry-After")));
    });
    request.addEventListener("error", () => reject(networkError()));
    request.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // A proxy's page instead of JSON: the status alone says what happened.
    return null;
  }
}

/** What a 409 says of the file that is here. */
export function twinOf(error: unknown): { file: MediaFile; trashed: boolean } | null {
  if (!(error instanceof ApiError) || error.code !== "duplicate") return null;
  const { existing, trashed } = (error.body ?? {}) as { existing?: MediaFile; trashed?: boolean };
  return existing ? { file: existing, trashed: Boolean(trashed) } : null;
}
