import { Plus } from "lucide-react";
import { useRef } from "react";

import { classes } from "../../../ui/classes";
import { Menu, MenuItem } from "../../../ui/Menu";
import { text } from "../../../ui/text";
import { frameId, useEditor } from "../editor";
import { iconOf } from "./drawings";

interface AddWidgetProps {
  slot: string;
  index: number;
  /** Nothing else is in the slot. */
  tall?: boolean;
}

export function AddWidget({ slot, index, tall }: AddWidgetProps) {
  const { types, acts } = useEditor();
  const added = useRef<string | null>(null);
  const add = (type: string) => {
    added.current = acts.add(slot, index, type);
  };
  const onCloseAutoFocus = (event: Event) => {
    const frame = added.current && document.getElementById(frameId(added.current));
    if (!frame) return;
    event.preventDefault();
    (frame.querySelector<HTMLElement>("[contenteditable=true]") ?? frame).focus();
    added.current = null;
  };
  const trigger = (
    <button
      type="button"
      className={classes(
        "my-1 flex w-full items-center justify-center gap-1 rounded-m border border-dashed border-line-strong text-s text-ink-2 hover:border-ink-3 hover:text-ink data-[state=open]:border-accent data-[state=open]:text-accent",
        tall ? "h-24" : "h-8 pointer-coarse:h-10",
      )}
    >
      <Plus className="size-3.5" aria-hidden />
      {text.pages.addWidget}
    </button>
  );
  return (
    <Menu trigger={trigger} align="center" className="w-72" onCloseAutoFocus={onCloseAutoFocus}>
      {types.map((type) => {
        const Icon = iconOf(type.type);
        return (
          <MenuItem key={type.type} onSelect={() => add(type.type)} className="items-start py-2">
            <Icon className="mt-0.5" aria-hidden />
            <span>
              <span className="block font-medium">{type.label}</span>
              <span className="block text-s text-ink-2">{type.description}</span>
            </span>
          </MenuItem>
        );
      })}
    </Menu>
  );
}
