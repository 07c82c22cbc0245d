import { explain } from "./problems";

interface Reason {
  /** What is the matter, in few words. */
  sentence: string;
  /** The server's particulars, with what to do where it says so itself. */
  detail: string;
  /** What to do, where the server leaves that out. */
  advice: string;
}

/**
 * Why a file was not taken or could not be worked on, by stable code: what is the matter, and what to do. A sentence
 * that the server has too is in its very words, so that it is not said twice.
 */
const reasons: Record<string, [sentence: string, advice: string]> = {
  unsupported_type: ["This type of file is not taken here.", "Save it as another type, or ask a manager to allow this one."],
  type_mismatch: ["The file is not what its name says.", "Open the original, and save it anew with the ending that fits."],
  file_too_large: ["The file is larger than this library takes.", "Make it smaller, or ask a manager to raise the limit."],
  request_too_large: ["The file is larger than the server takes at once.", "Make it smaller, or ask whoever runs the server."],
  too_many_pixels: ["The picture has too many pixels.", "Save a smaller one and upload that."],
  unreadable_file: ["The file cannot be read.", "Open it in its program and save it again."],
  truncated: ["The file is not whole.", "Copy the original again."],
  empty_file: ["The file is empty.", "Look whether the original has something in it."],
  malware: ["The virus scanner found something in this file.", "Do not open it. Tell whoever you have it from."],
  macros: ["The document has macros, which are programs.", "Save it without macros and upload that."],
  hostile_svg: ["The drawing is not safe to show.", "Export it as a plain SVG, or as a PNG."],
  too_many_renditions: ["This file has as many sizes as one may have.", "Use one of those that are there."],
  invalid_filename: ["The file has a name that cannot be kept.", "Give it another name and upload it again."],
  quota_exceeded: ["The namespace has no room left for this file.", "Delete files for good, or ask a manager for more room."],
  took_too_long: ["Working on the file took too long.", "Try again. If it stays so, upload a smaller one."],
  network: ["The connection was lost. Nothing of the file was kept.", "Try again once you are connected."],
  service_unavailable: ["The file cannot be taken right now.", "Try again in a moment."],
  internal_error: ["Something went wrong on the server.", "Try again. If it stays so, tell whoever runs the server."],
};

/** The server says in its first sentence what is wrong, and in a second one what to do, if it knows. */
const SECOND = /[.!?]\s+\S/;

/** Our own words for the codes that we know, the server's particulars once, one piece of advice; else the server's words alone. */
export function reasonFor(reason: { code: string; detail: string } | undefined): Reason {
  const known = reasons[reason?.code ?? ""];
  const said = reason?.detail.trim() ?? "";
  if (!known) return { sentence: said || explain(reason), detail: "", advice: "" };
  const [sentence, advice] = known;
  const detail = said.startsWith(sentence) ? said.slice(sentence.length).trim() : said;
  const advised = detail !== "" && (detail !== said || SECOND.test(detail));
  return { sentence, detail, advice: advised ? "" : advice };
}

/** The file itself is the reason: sending or working on it once more would change nothing. */
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

export const isFinal = (reason: { code: string } | null | undefined) => FINAL.includes(reason?.code ?? "");
