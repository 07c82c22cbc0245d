import { reasonFor } from "../../ui/text";
import type { Upload } from "./queue";

/** Why a file was not taken and what to do, in a breath. */
export function reasonOf(reason: Upload["reason"]): string {
  const { sentence, advice } = reasonFor(reason);
  return advice ? `${sentence} ${advice}` : sentence;
}

/** The file itself is the reason: sending it once more would change nothing. */
const FINAL = [
  "unsupported_type",
  "type_mismatch",
  "file_too_large",
  "request_too_large",
  "empty_file",
  "too_many_pixels",
  "unreadable_file",
  "truncated",
  "malware",
  "macros",
  "hostile_svg",
  "invalid_filename",
];

export const isWorthRetrying = (upload: Upload) => upload.state === "failed" && !FINAL.includes(upload.reason?.code ?? "");

/** About how many signs fit into a line of the tray. */
const LINE = 38;
const linesOf = (sentence: string) => Math.ceil(sentence.length / LINE);

/** How many lines a refusal takes: the list is virtual, and has to know before it draws. */
export function linesOfReason(reason: Upload["reason"]): number {
  const { sentence, detail, advice } = reasonFor(reason);
  return linesOf(sentence) + linesOf(detail) + linesOf(advice);
}
