import { Search, X } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";

import { text } from "../../ui/text";
import { filterless, type LibraryState } from "./libraryState";

type Change = (part: Partial<LibraryState>, options?: { replace?: boolean }) => void;

interface SearchBoxProps {
  state: LibraryState;
  onChange: Change;
  /** The names of tags by slug, for their tokens. */
  tagNames: ReadonlyMap<string, string>;
  inputRef: RefObject<HTMLInputElement | null>;
}

const PAUSE = 250;

/** Words, and as tokens the filters that have no button of their own. */
export function SearchBox({ state, onChange, tagNames, inputRef }: SearchBoxProps) {
  const [typed, setTyped] = useState(state.search);
  const [said, setSaid] = useState(state.search);
  if (said !== state.search) {
    setSaid(state.search);
    setTyped(state.search);
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (value: string) => {
    setTyped(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setSaid(value.trim());
      onChange({ search: value.trim() }, { replace: true });
    }, PAUSE);
  };
  return (
    <div
      role="search"
      className="flex min-h-9 max-w-[720px] min-w-0 flex-1 items-center gap-1.5 rounded-m border border-line-strong bg-surface px-2.5 py-0.5 focus-within:border-accent focus-within:ring-3 focus-within:ring-accent-wash"
    >
      <Search className="size-4 shrink-0 stroke-[1.75] text-ink-3" aria-hidden />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5">
        <Tokens state={state} onChange={onChange} tagNames={tagNames} />
        <input
          ref={inputRef}
          type="search"
          aria-label={text.library.search}
          placeholder={text.library.search}
          value={typed}
          onChange={(event) => type(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && (typed ? type("") : event.currentTarget.blur())}
          className="h-7 min-w-24 flex-1 bg-transparent outline-none [&::-webkit-search-cancel-button]:hidden"
        />
      </div>
      <kbd className="hidden rounded-s border border-b-2 border-line px-1.5 font-sans text-xs text-ink-3 desk:block" aria-hidden>
        /
      </kbd>
    </div>
  );
}

function Tokens({ state, onChange, tagNames }: Omit<SearchBoxProps, "inputRef">) {
  const words = text.library;
  return (
    <>
      {state.tags.map((slug) => (
        <Token
          key={slug}
          kind={words.bulk.tag}
          word={tagNames.get(slug) ?? slug}
          onRemove={() => onChange({ tags: state.tags.filter((one) => one !== slug) })}
        />
      ))}
      {state.status && (
        <Token kind={words.status} word={words.statuses[state.status]} onRemove={() => onChange({ status: filterless.status })} />
      )}
      {state.orientation && (
        <Token
          kind={words.orientation}
          word={words.orientations[state.orientation]}
          onRemove={() => onChange({ orientation: filterless.orientation })}
        />
      )}
    </>
  );
}

function Token({ kind, word, onRemove }: { kind: string; word: string; onRemove: () => void }) {
  return (
    <span className="inline-flex h-6 max-w-52 items-center gap-1.5 rounded-s bg-sunken pr-0.5 pl-2 whitespace-nowrap">
      <span className="hidden text-ink-3 lowercase tab:inline">{kind}</span>
      <span className="truncate">{word}</span>
      <button
        type="button"
        aria-label={text.common.removeNamed(`${kind} ${word}`)}
        onClick={onRemove}
        className="grid size-5.5 shrink-0 place-items-center rounded-s text-ink-3 hover:text-ink"
      >
        <X className="size-3" aria-hidden />
      </button>
    </span>
  );
}
