import { useMemo } from "react";

import { useToast } from "../../ui/Toast";
import { text } from "../../ui/text";
import { configured, duplicated, fresh, inserted, removed, shifted, spotOf, widgetOf } from "./content";
import type { Draft } from "./draft/draft";
import type { EditorWork, WidgetActs } from "./editor";

type Names = Pick<EditorWork, "fieldsOf" | "labelOf" | "select">;

/** What can be done to the widgets of a page. Each works on what is written now, not on what was drawn last. */
export function useWidgetActs(draft: Draft, { fieldsOf, labelOf, select }: Names): WidgetActs {
  const toast = useToast();
  return useMemo(() => {
    const now = () => draft.read().written.content;
    return {
      add(slot, index, type) {
        const widget = fresh(type, fieldsOf(type));
        draft.change({ content: inserted(now(), { slot, index }, widget) });
        select(widget.id);
        return widget.id;
      },
      remove(id) {
        const spot = spotOf(now(), id);
        const widget = widgetOf(now(), id);
        if (!spot || !widget) return;
        draft.change({ content: removed(now(), id) });
        select(null);
        const undo = () => {
          draft.change({ content: inserted(now(), spot, widget) });
          select(id);
        };
        toast({ title: text.pages.removed(labelOf(widget.type)), action: { label: text.common.undo, run: undo } });
      },
      shift: (id, step) => draft.change({ content: shifted(now(), id, step) }),
      duplicate(id) {
        const [content, copy] = duplicated(now(), id);
        draft.change({ content });
        select(copy);
      },
      configure: (id, config) => draft.change({ content: configured(now(), id, config) }),
    };
  }, [draft, fieldsOf, labelOf, select, toast]);
}
