import { explain } from "./problems";

interface Reason {
  /** What is the matter. */
  sentence: string;
  /** What the server adds to that. */
  detail: string;
  /** What to do about it. */
  advice: string;
}

/** Why a file was not taken or could not be worked on, by stable code: what is the matter, and what to do. */
const reasons: Record<string, [sentence: string, advice: string]> = {
  unsupported_type: ["This namespace does not take files of this type.", "Save it as another type, or ask a manager to allow this one."],
  type_mismatch: ["The file is not what its name says.", "Open the original, and save it anew with the ending that fits."],
  file_too_large: ["The file is larger than this namespace allows.", "Make it smaller, or ask a manager to raise the limit."],
  request_too_large: ["The file is larger than the server takes at once.", "Make it smaller, or ask whoever runs the server."],
  too_many_pixels: ["The picture has more pixels than can be handled.", "Save a smaller one and upload that."],
  unreadable_file: ["The file cannot be read.", "It may be damaged. Open it in its program and save it again."],
  truncated: ["The file ends in the middle.", "It was not copied whole. Take it from its source once more."],
  empty_file: ["The file is empty.", "Look whether the original has something in it."],
  malware: ["The virus check found something in this file.", "Do not open it. Tell whoever you have it from."],
  macros: ["The document has macros, which are programs.", "Save it without macros and upload that."],
  hostile_svg: ["The drawing has scripts or reaches out to other places.", "Export it as a plain SVG, or as a PNG."],
  too_many_renditions: ["This file has as many sizes as one may have.", "Use one of those that are there."],
  invalid_filename: ["The file has a name that cannot be kept.", "Give it another name and upload it again."],
  quota_exceeded: ["The namespace is full.", "Delete files for good, or ask a manager for more room."],
  took_too_long: ["Working on the file took too long.", "Try again. If it stays so, upload a smaller one."],
  network: ["The connection was lost. Nothing of the file was kept.", "Try again once you are connected."],
  service_unavailable: ["The storage cannot be reached right now. Nothing of the file was kept.", "Try again in a moment."],
  internal_error: ["Something went wrong on the server.", "Try again. If it stays so, tell whoever runs the server."],
};

/** Our own sentence for the codes that we know with the server's below it, else the server's alone. */
export function reasonFor(reason: { code: string; detail: string } | undefined): Reason {
  const known = reasons[reason?.code ?? ""];
  const detail = reason?.detail.trim() ?? "";
  if (!known) return { sentence: detail || explain(reason), detail: "", advice: "" };
  const [sentence, advice] = known;
  // A detail that says the same again, with the same advice, adds nothing.
  return { sentence, detail: detail.startsWith(sentence) ? "" : detail, advice };
}
