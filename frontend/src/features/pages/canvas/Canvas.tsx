import type { Layout } from "../../../api/types";
import { text } from "../../../ui/text";
import { useEditor } from "../editor";
import { PageTitle } from "./PageTitle";
import { Slot } from "./Slot";

/** The page as it will look, its slots with their widgets one below the other. */
export function Canvas({ slots }: { slots: Layout["slots"] }) {
  const { editable, select } = useEditor();
  return (
    <section
      aria-label={text.pages.canvas}
      className="min-h-0 min-w-0 flex-1 overflow-y-auto px-3 pt-2 tab:px-7 tab:pt-3.5"
      onClick={(event) => event.target === event.currentTarget && select(null)}
    >
      <div
        className="mx-auto min-h-full max-w-[720px] rounded-t-m border border-b-0 border-line bg-surface px-5 pt-7 pb-24 tab:px-11"
        onClick={(event) => event.target === event.currentTarget && select(null)}
      >
        {!editable && <p className="mb-4 text-s text-ink-3">{text.pages.reader}</p>}
        <PageTitle />
        {slots.map((slot) => (
          <Slot key={slot.name} name={slot.name} label={slots.length > 1 ? slot.label : null} />
        ))}
      </div>
    </section>
  );
}
