import { useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent } from "react";

import { classes } from "../../../ui/classes";
import { explain, text } from "../../../ui/text";

interface InlineFieldProps {
  label: string;
  value: string;
  onSave: (value: string) => Promise<unknown>;
  placeholder?: string;
  /** An empty text is not saved. */
  required?: boolean;
  /** Drawn as the heading of the panel. */
  large?: boolean;
  /** Says that something is missing here. */
  flag?: boolean;
  readOnly?: boolean;
  /** Another number above 0 takes the focus once more. */
  focusNow?: number;
}

/** Text that is edited where it stands: Enter or leaving saves, Shift and Enter breaks the line, Esc takes back. */
export function InlineField({ label, value, onSave, placeholder, required, large, flag, readOnly, focusNow }: InlineFieldProps) {
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState(value);
  const [said, setSaid] = useState(value);
  const [refusal, setRefusal] = useState<{ draft: string; reason: string } | null>(null);
  if (said !== value) {
    setSaid(value);
    // What somebody is writing stays; it is saved over what came meanwhile.
    if (draft === said) setDraft(value);
  }
  useEffect(() => {
    if (!focusNow) return;
    input.current?.focus();
    input.current?.select();
  }, [focusNow]);

  const save = async (wanted: string) => {
    const next = wanted.trim();
    if (next === value || (required && !next)) return setDraft(value);
    setDraft(next);
    setRefusal(null);
    try {
      await onSave(next);
    } catch (error) {
      // The old text is back; the person's own waits beside the reason.
      setDraft(value);
      setRefusal({ draft: next, reason: explain(error) });
    }
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void save(draft);
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      setDraft(value);
      setRefusal(null);
    }
  };
  return (
    <div>
      <label htmlFor={id} className="flex items-center gap-1.5 text-xs text-ink-2">
        {label}
        {flag && <span className="size-1.5 rounded-full bg-warn" aria-hidden />}
      </label>
      <textarea
        ref={input}
        id={id}
        rows={1}
        dir="auto"
        value={draft}
        readOnly={readOnly}
        placeholder={readOnly ? text.common.none : placeholder}
        aria-describedby={refusal ? `${id}-why` : undefined}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => void save(draft)}
        onKeyDown={press}
        className={classes(
          "-mx-2 field-sizing-content block w-[calc(100%+16px)] resize-none rounded-m border border-transparent bg-transparent px-2 py-1 outline-none",
          !readOnly && "hover:border-line focus:border-accent focus:bg-surface focus:ring-3 focus:ring-accent-wash",
          large && "text-l font-semibold tracking-[-0.01em]",
        )}
      />
      {refusal && (
        <p id={`${id}-why`} role="alert" className="mt-0.5 text-s text-bad">
          {text.library.panel.notSaved(refusal.reason)}{" "}
          <button type="button" className="min-h-6 font-medium underline underline-offset-2" onClick={() => void save(refusal.draft)}>
            {text.common.retry}
          </button>
        </p>
      )}
    </div>
  );
}
