import { ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";

import { Input } from "../../../ui/Field";
import { text } from "../../../ui/text";
import { matching, rawTags } from "./raw";

const words = text.facts;
/** A raw file may have thousands, and nobody reads them all. */
const SHOWN = 300;

/** Everything that was found, as it was found: for those who look for one certain tag. */
export function RawTags({ raw }: { raw: unknown }) {
  const all = useMemo(() => rawTags(raw), [raw]);
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState("");
  if (all.length === 0) return null;
  const found = open ? matching(all, wanted) : [];
  return (
    <section aria-label={words.raw}>
      <h2>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex h-8 w-full items-center gap-1.5 font-medium">
          <ChevronRight className={open ? "size-4 rotate-90 text-ink-3" : "size-4 text-ink-3"} aria-hidden />
          {words.raw} <span className="font-normal text-ink-3">{text.common.number(all.length)}</span>
        </button>
      </h2>
      {open && (
        <>
          <Input type="search" aria-label={words.filterRaw} placeholder={words.filterRaw} value={wanted} onChange={(event) => setWanted(event.target.value)} className="h-8" />
          <dl className="mt-2 text-s">
            {found.slice(0, SHOWN).map(({ name, value }) => (
              <div key={name} className="border-t border-line py-1 first:border-0">
                <dt className="font-mono text-xs break-all text-ink-3">{name}</dt>
                <dd className="break-words select-text">{value}</dd>
              </div>
            ))}
          </dl>
          {found.length === 0 && <p className="text-s text-ink-2">{words.noRaw}</p>}
          {found.length > SHOWN && <p className="text-s text-ink-2">{words.moreRaw(found.length - SHOWN)}</p>}
        </>
      )}
    </section>
  );
}
