import { text } from "../../../ui/text";
import { useEditor } from "../editor";

const look = "block w-full text-2xl font-[650] tracking-[-0.02em] text-ink";

/** The title where it will stand, written in place. */
export function PageTitle() {
  const { draft, written, editable, misfits } = useEditor();
  const wrong = misfits.find((one) => one.widget === null && one.field === "title")?.detail;
  if (!editable) return <h2 className={look}>{written.title}</h2>;
  return (
    <div className="mb-3">
      <textarea
        rows={1}
        aria-label={text.pages.pageTitle}
        aria-invalid={Boolean(wrong) || undefined}
        placeholder={text.pages.titlePlaceholder}
        maxLength={255}
        value={written.title}
        onChange={(event) => draft.change({ title: event.target.value.replaceAll("\n", " ") })}
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        className={`${look} -mx-2 -my-1 w-[calc(100%+16px)] resize-none rounded-m bg-transparent px-2 py-1 field-sizing-content outline-none hover:bg-sunken/60 focus:bg-transparent focus:ring-3 focus:ring-accent-wash`}
      />
      {wrong && (
        <p role="alert" className="mt-1 text-s text-bad">
          {wrong}
        </p>
      )}
    </div>
  );
}
