import "./prose.css";

import { EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useRef } from "react";

import { text } from "../../../ui/text";
import { extensions } from "./extensions";
import { TextTools } from "./TextTools";

interface RichTextEditorProps {
  label: string;
  html: string;
  onChange: (html: string) => void;
  maxLength?: number;
  /** Written on the page itself: takes the focus, and its tools float. */
  inPlace?: boolean;
  /** The cursor begins where the text was pressed, else behind it. */
  caret?: Caret;
}

/** A place in the window. */
export interface Caret {
  left: number;
  top: number;
}

const LONE_PARAGRAPH = /<li><p>((?:(?!<\/p>)[^])*)<\/p>(?=<\/li>|<ul>|<ol)/g;

/** As simple as a person would write it: no text is an empty text, and an item of a list needs no paragraph inside. */
const written = (html: string) => (html === "<p></p>" ? "" : html.replace(LONE_PARAGRAPH, "<li>$1"));

/** A plain editor: what the page cannot show cannot be written or pasted. */
export default function RichTextEditor({ label, html, onChange, inPlace = false, caret }: RichTextEditorProps) {
  const last = useRef(html);
  const change = useRef(onChange);
  useEffect(() => {
    change.current = onChange;
  });
  const editor = useEditor({
    extensions,
    content: html,
    onCreate: ({ editor: now }) => {
      if (inPlace) now.commands.focus((caret && now.view.posAtCoords(caret)?.pos) ?? "end");
    },
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        "data-placeholder": text.pages.write,
        class: "prose-page min-h-12",
      },
    },
    onUpdate: ({ editor: now }) => {
      last.current = written(now.getHTML());
      change.current(last.current);
    },
  });
  useEffect(() => {
    // Somebody else's version was loaded, or a step was taken back: not what was just written here.
    if (html === last.current) return;
    last.current = html;
    editor.commands.setContent(html, { emitUpdate: false });
  }, [editor, html]);
  return (
    <div>
      <TextTools editor={editor} floats={inPlace} />
      <EditorContent editor={editor} />
    </div>
  );
}
