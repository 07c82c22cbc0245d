import { useId, useState } from "react";
import type { KeyboardEvent } from "react";

import { classes } from "./classes";
import { Input } from "./Field";
import { text } from "./text";

export interface Choice {
  value: string;
  label: string;
  color?: string | null;
}

interface ComboboxProps {
  label: string;
  choices: readonly Choice[];
  onPick: (choice: Choice) => void;
  /** Lets a person pick what is not among the choices. */
  onNew?: (name: string) => void;
  /** Said where there is nothing to choose. */
  empty?: string;
  autoFocus?: boolean;
  /** Looks like text until it is used. */
  quiet?: boolean;
  /** Lists below the field in the flow, where nothing may be covered. */
  inline?: boolean;
  className?: string;
}

const SHOWN = 8;

/** A field that completes: type, walk with the arrows, Enter takes. */
export function Combobox({ label, choices, onPick, onNew, empty, autoFocus, quiet, inline, className }: ComboboxProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(Boolean(autoFocus));
  const [at, setAt] = useState(0);
  const name = typed.trim();
  const found = choices.filter((choice) => choice.label.toLowerCase().includes(name.toLowerCase())).slice(0, SHOWN);
  const isNew = onNew && name !== "" && !choices.some((choice) => choice.label.toLowerCase() === name.toLowerCase());
  const rows: Choice[] = isNew ? [...found, { value: "", label: name }] : found;
  const take = (row: Choice | undefined) => {
    if (!row) return;
    if (row.value === "") onNew?.(row.label);
    else onPick(row);
    setTyped("");
    setAt(0);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => setAt(Math.min(at + 1, rows.length - 1)),
    ArrowUp: () => setAt(Math.max(at - 1, 0)),
    Enter: () => take(rows[at]),
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape" && open && typed) {
      event.stopPropagation();
      setTyped("");
    }
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    setOpen(true);
    act();
  };
  const listed = open && rows.length > 0;
  return (
    <div className={classes("relative", className)}>
      <Input
        role="combobox"
        aria-label={label}
        aria-expanded={listed}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={listed ? `${id}-${at}` : undefined}
        placeholder={label}
        autoFocus={autoFocus}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
        className={classes("h-8", quiet && "border-transparent bg-transparent not-focus:hover:border-line focus:bg-surface")}
      />
      {listed && <Rows id={id} label={label} rows={rows} at={at} onTake={take} inline={inline} />}
      {open && rows.length === 0 && empty && <p className="mt-2 text-s text-ink-3">{empty}</p>}
    </div>
  );
}

interface RowsProps {
  id: string;
  label: string;
  rows: readonly Choice[];
  at: number;
  onTake: (row: Choice) => void;
  inline?: boolean;
}

function Rows({ id, label, rows, at, onTake, inline }: RowsProps) {
  return (
    <ul
      id={`${id}-list`}
      role="listbox"
      aria-label={label}
      className={classes(
        "max-h-64 overflow-auto",
        inline ? "-mx-1 mt-2" : "absolute inset-x-0 top-full z-50 mt-1 rounded-l border border-line bg-surface p-1 shadow-float",
      )}
    >
      {rows.map((row, index) => (
        <li
          key={row.value || "new"}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          // Before the blur, which would close the list under the pointer.
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(row);
          }}
          className={classes("flex min-h-8 items-center gap-2 rounded-m px-2", index === at && "bg-sunken")}
        >
          {row.color && <span className="size-2 shrink-0 rounded-full" style={{ background: row.color }} aria-hidden />}
          <span className="truncate">{row.label}</span>
          {row.value === "" && <span className="ml-auto text-s text-ink-3">{text.common.create}</span>}
        </li>
      ))}
    </ul>
  );
}
