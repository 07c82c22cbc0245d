import { isFinal, reasonFor } from "../../ui/text";
import type { Upload } from "./queue";

/** Why a file was not taken and what to do, in a breath. */
export function reasonOf(reason: Upload["reason"]): string {
  const { sentence, advice } = reasonFor(reason);
  return advice ? `${sentence} ${advice}` : sentence;
}

export const isWorthRetrying = (upload: Upload) => upload.state === "failed" && !isFinal(upload.reason);

/** About how many signs fit into a line of the tray. */
const LINE = 38;
const linesOf = (sentence: string) => Math.ceil(sentence.length / LINE);

/** How many lines a refusal takes: the list is virtual, and has to know before it draws. */
export function linesOfReason(reason: Upload["reason"]): number {
  const { sentence, detail, advice } = reasonFor(reason);
  return linesOf(sentence) + linesOf(detail) + linesOf(advice);
}
