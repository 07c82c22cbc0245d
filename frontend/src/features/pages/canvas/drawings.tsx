import { Box, Image, Text, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { text } from "../../../ui/text";
import type { Widget } from "../content";
import { useEditor } from "../editor";
import { ImageDrawing } from "./ImageDrawing";

interface DrawingProps {
  widget: Widget;
  label: string;
}

const drawings: Record<string, (props: DrawingProps) => ReactNode> = { image: (props) => <ImageDrawing widget={props.widget} /> };
const icons: Record<string, LucideIcon> = { image: Image, rich_text: Text };

export const iconOf = (type: string) => icons[type] ?? Box;

export function WidgetDrawing(props: DrawingProps) {
  const draw = drawings[props.widget.type];
  return draw ? draw(props) : <NamedDrawing {...props} />;
}

/** A widget that this app has no picture of: its name, and whether the server knows it. */
function NamedDrawing({ widget, label }: DrawingProps) {
  const { types } = useEditor();
  const known = types.some((type) => type.type === widget.type);
  return (
    <p className="grid min-h-16 place-items-center rounded-s bg-sunken px-4 py-3 text-center text-ink-2">
      {known ? label : text.pages.unknown(widget.type)}
    </p>
  );
}
