import { lazy, Suspense } from "react";

import { text } from "../../../ui/text";
import { Prose } from "./Prose";
import type { Caret } from "./RichTextEditor";

const RichTextEditor = lazy(() => import("./RichTextEditor"));

interface WrittenTextProps {
  label: string;
  html: string;
  writing: boolean;
  /** Where the text was pressed to write. */
  caret?: Caret;
  maxLength?: number;
  onChange: (html: string) => void;
}

/** A text as the page shows it, and the same under the cursor while it is written. */
export function WrittenText({ html, writing, ...editor }: WrittenTextProps) {
  const shown = html ? <Prose html={html} /> : <p className="text-l text-ink-3">{text.pages.textEmpty}</p>;
  if (!writing) return shown;
  return (
    <Suspense fallback={shown}>
      <RichTextEditor html={html} inPlace {...editor} />
    </Suspense>
  );
}
