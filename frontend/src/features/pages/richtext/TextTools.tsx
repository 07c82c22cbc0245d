import { type Editor, useEditorState } from "@tiptap/react";
import { Bold, Heading2, Heading3, Italic, List, ListOrdered, Quote, Redo2, Undo2, type LucideIcon } from "lucide-react";

import { classes } from "../../../ui/classes";
import { text } from "../../../ui/text";
import { LinkTool } from "./LinkTool";

interface Tool {
  label: string;
  icon: LucideIcon;
  isOn: (editor: Editor) => boolean;
  run: (editor: Editor) => void;
}

const words = text.pages.rich;

const tools: Tool[] = [
  {
    label: words.heading,
    icon: Heading2,
    isOn: (editor) => editor.isActive("heading", { level: 2 }),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    label: words.subheading,
    icon: Heading3,
    isOn: (editor) => editor.isActive("heading", { level: 3 }),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
  },
  { label: words.bold, icon: Bold, isOn: (editor) => editor.isActive("bold"), run: (editor) => editor.chain().focus().toggleBold().run() },
  {
    label: words.italic,
    icon: Italic,
    isOn: (editor) => editor.isActive("italic"),
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    label: words.bullets,
    icon: List,
    isOn: (editor) => editor.isActive("bulletList"),
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    label: words.numbers,
    icon: ListOrdered,
    isOn: (editor) => editor.isActive("orderedList"),
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    label: words.quote,
    icon: Quote,
    isOn: (editor) => editor.isActive("blockquote"),
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
];

const steps: Omit<Tool, "isOn">[] = [
  { label: words.undo, icon: Undo2, run: (editor) => editor.chain().focus().undo().run() },
  { label: words.redo, icon: Redo2, run: (editor) => editor.chain().focus().redo().run() },
];

/**
 * Beside a text that is written on the page it floats and moves nothing; on a phone, in a form and under fingers, whose
 * larger buttons leave no room beside the handle, it stands above.
 */
const floating = {
  place: "z-[6] tab:pointer-fine:sticky tab:pointer-fine:top-9 tab:pointer-fine:h-0",
  bar: "mb-2 tab:pointer-fine:absolute tab:pointer-fine:-top-[33px] tab:pointer-fine:-left-1 tab:pointer-fine:mb-0 tab:pointer-fine:rounded-m tab:pointer-fine:border tab:pointer-fine:border-line tab:pointer-fine:bg-surface tab:pointer-fine:p-px tab:pointer-fine:shadow-float",
};
const standing = { place: "sticky top-0 z-[6] bg-surface", bar: "mb-2 border-b border-line pb-1.5" };

interface TextToolsProps {
  editor: Editor;
  floats: boolean;
}

/** Stays in sight above a long text. */
export function TextTools({ editor, floats }: TextToolsProps) {
  const on = useEditorState({ editor, selector: ({ editor: now }) => tools.map((tool) => tool.isOn(now)) });
  const look = floats ? floating : standing;
  return (
    <div className={look.place}>
      <div role="toolbar" aria-label={words.tools} className={classes("flex flex-wrap gap-px", look.bar)}>
        {tools.map((tool, at) => (
          <ToolButton key={tool.label} label={tool.label} icon={tool.icon} pressed={on[at] ?? false} onPress={() => tool.run(editor)} />
        ))}
        <LinkTool editor={editor} />
        <div className="hidden gap-px tab:flex">
          <span className="mx-1 w-px self-stretch bg-line" aria-hidden />
          {steps.map((step) => (
            <ToolButton key={step.label} label={step.label} icon={step.icon} onPress={() => step.run(editor)} />
          ))}
        </div>
      </div>
    </div>
  );
}

interface ToolButtonProps {
  label: string;
  icon: LucideIcon;
  pressed?: boolean;
  onPress: () => void;
}

function ToolButton({ label, icon: Icon, pressed, onPress }: ToolButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      // The selection stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
      className={classes(toolLook, pressed && "bg-sunken text-ink")}
    >
      <Icon className="size-4 stroke-[1.75]" aria-hidden />
    </button>
  );
}

const toolLook = "grid size-7 place-items-center rounded-s text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-9";
