import { ArrowDown, ArrowUp, Copy, SlidersHorizontal, Trash2, type LucideIcon } from "lucide-react";

import { text } from "../../../ui/text";
import { useMedia } from "../../../ui/useSize";
import type { Widget } from "../content";
import { useEditor } from "../editor";

interface WidgetHandleProps {
  widget: Widget;
  first: boolean;
  last: boolean;
}

const words = text.pages;

/** What floats over the selected widget. */
export function WidgetHandle({ widget, first, last }: WidgetHandleProps) {
  const { acts, labelOf, openSettings } = useEditor();
  const roomy = useMedia("(min-width: 900px)");
  const label = labelOf(widget.type);
  return (
    <div
      role="toolbar"
      aria-label={words.widgetActions(label)}
      onClick={(event) => event.stopPropagation()}
      className="absolute -top-5 right-2 pointer-coarse:-top-10 z-10 flex items-center gap-px rounded-m bg-float p-[3px] text-s text-float-ink shadow-float animate-fade"
    >
      <span className="px-2 font-medium">{label}</span>
      <HandleButton label={words.moveUp} icon={ArrowUp} disabled={first} onPress={() => acts.shift(widget.id, -1)} />
      <HandleButton label={words.moveDown} icon={ArrowDown} disabled={last} onPress={() => acts.shift(widget.id, 1)} />
      <HandleButton label={words.duplicate} icon={Copy} onPress={() => acts.duplicate(widget.id)} />
      {!roomy && <HandleButton label={words.settings} icon={SlidersHorizontal} onPress={openSettings} />}
      <HandleButton label={words.remove} icon={Trash2} onPress={() => acts.remove(widget.id)} />
    </div>
  );
}

interface HandleButtonProps {
  label: string;
  icon: LucideIcon;
  disabled?: boolean;
  onPress: () => void;
}

function HandleButton({ label, icon: Icon, disabled, onPress }: HandleButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      // A disabled button would let the focus fall out of the toolbar at the end of the way.
      aria-disabled={disabled || undefined}
      onClick={() => !disabled && onPress()}
      className="grid size-6 place-items-center rounded-s outline-offset-[-2px] hover:bg-float-line/50 aria-disabled:opacity-40 pointer-coarse:size-9"
    >
      <Icon className="size-4 stroke-[1.75]" aria-hidden />
    </button>
  );
}
