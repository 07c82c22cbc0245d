import { failureOf } from "../../api/files";
import { isFinal, reasonFor, text } from "../../ui/text";
import type { Upload } from "./queue";

/** Why a file was not taken and what to do, in a breath. */
export function reasonOf(reason: Upload["reason"]): string {
  const { sentence, detail, advice } = reasonFor(reason);
  return [sentence, detail, advice].filter(Boolean).join(" ");
}

export const isWorthRetrying = (upload: Upload) => upload.state === "failed" && !isFinal(upload.reason);

/** Why it was not taken, or what is the matter with it since it was. */
export function whyOf({ file, reason }: Upload) {
  if (!file) return reasonFor(reason);
  const held = { code: "malware", detail: "" };
  const failure = "processing" in file ? failureOf(file) : undefined;
  return reasonFor(failure ?? (file.status === "quarantined" ? held : { code: "", detail: text.library.trouble.unknown }));
}
