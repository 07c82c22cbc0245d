import { type Editor, useEditorState } from "@tiptap/react";
import { Link2 } from "lucide-react";
import { useState } from "react";

import { Button } from "../../../ui/Button";
import { classes } from "../../../ui/classes";
import { Field, Input } from "../../../ui/Field";
import { Popover } from "../../../ui/Popover";
import { text } from "../../../ui/text";

const words = text.pages.rich;

/** An address as the page takes it; null where it is none. A bare host gets its scheme. */
function addressOf(typed: string): string | null {
  const value = typed.trim();
  if (/^(https?:\/\/\S+|mailto:\S+@\S+|\/\S*|#\S+)$/i.test(value)) return value;
  if (/^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(value)) return `https://${value}`;
  return null;
}

export function LinkTool({ editor }: { editor: Editor }) {
  const [open, setOpen] = useState(false);
  const href = useEditorState({ editor, selector: ({ editor: now }) => now.getAttributes("link")["href"] as string | undefined });
  const trigger = (
    <button
      type="button"
      aria-label={words.link}
      aria-pressed={href !== undefined}
      title={words.link}
      onMouseDown={(event) => event.preventDefault()}
      className={classes(
        "grid size-7 place-items-center rounded-s text-ink-2 hover:bg-sunken hover:text-ink pointer-coarse:size-9",
        href !== undefined && "bg-sunken text-ink",
      )}
    >
      <Link2 className="size-4 stroke-[1.75]" aria-hidden />
    </button>
  );
  return (
    <Popover trigger={trigger} label={words.link} open={open} onOpenChange={setOpen}>
      <LinkForm editor={editor} href={href ?? ""} onDone={() => setOpen(false)} />
    </Popover>
  );
}

function LinkForm({ editor, href, onDone }: { editor: Editor; href: string; onDone: () => void }) {
  const [typed, setTyped] = useState(href);
  const [wrong, setWrong] = useState(false);
  const apply = () => {
    const address = addressOf(typed);
    if (address === null) return setWrong(true);
    onDone();
    const link = editor.chain().focus().extendMarkRange("link");
    // With nothing selected there is no text to carry the link: the address itself is written.
    if (editor.state.selection.empty && !href) {
      link.insertContent([{ type: "text", text: typed.trim(), marks: [{ type: "link", attrs: { href: address } }] }]).run();
    } else link.setLink({ href: address }).run();
  };
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        apply();
      }}
    >
      <Field label={words.linkAddress} hint={words.linkHint} error={wrong ? words.linkWrong : undefined}>
        <Input autoFocus value={typed} inputMode="url" onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <div className="flex justify-end gap-2">
        {href && (
          <Button
            size="s"
            tone="quiet"
            onClick={() => {
              onDone();
              editor.chain().focus().extendMarkRange("link").unsetLink().run();
            }}
          >
            {words.linkRemove}
          </Button>
        )}
        <Button size="s" tone="primary" type="submit">
          {words.linkSet}
        </Button>
      </div>
    </form>
  );
}
