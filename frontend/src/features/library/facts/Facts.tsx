import { Copy } from "lucide-react";

import type { MediaFileDetail } from "../../../api/types";
import { IconButton } from "../../../ui/Button";
import { text } from "../../../ui/text";
import { Warning } from "../../../ui/Warning";
import { type Fact, type Group, groupsOf } from "./groups";
import { geoAddress, mapAddress, type Place } from "./place";
import { Processing } from "./Processing";
import { RawTags } from "./RawTags";
import { useCopy } from "./useCopy";

const words = text.facts;

/** What the bytes say of themselves, and how far their processing is. */
export function Facts({ file, onRetry }: { file: MediaFileDetail; onRetry: () => void }) {
  return (
    <div className="grid gap-5 px-3.5 pt-3">
      <TakenOut parts={file.metadata["taken_out"]} />
      {groupsOf(file).map((group) => (
        <FactGroup key={group.name} group={group}>
          {group.name === "place" && <PlaceLinks place={file.location} />}
        </FactGroup>
      ))}
      <Processing file={file} onRetry={onRetry} />
      <RawTags raw={file.metadata["raw"]} />
    </div>
  );
}

/** Drawings are kept without what runs or fetches; where that left a hole, people should know why. */
function TakenOut({ parts }: { parts: unknown }) {
  if (!Array.isArray(parts) || parts.length === 0) return null;
  return <Warning>{words.takenOut(parts.map((part) => words.parts[String(part)] ?? String(part)))}</Warning>;
}

function FactGroup({ group, children }: { group: Group; children?: React.ReactNode }) {
  const copy = useCopy();
  const title = words.groups[group.name];
  return (
    <section aria-label={title}>
      <header className="flex h-7 items-center justify-between">
        <h2 className="font-medium">{title}</h2>
        <IconButton
          size="s"
          label={words.copy(title)}
          icon={<Copy aria-hidden />}
          onClick={() => copy(title, group.facts.map(({ name, value }) => `${name}: ${value}`).join("\n"))}
        />
      </header>
      <dl>
        {group.facts.map((fact) => (
          <FactRow key={fact.name} fact={fact} alone={group.name === "place" || fact.code} />
        ))}
      </dl>
      {children}
    </section>
  );
}

function FactRow({ fact, alone }: { fact: Fact; alone?: boolean }) {
  const copy = useCopy();
  return (
    <div className="grid grid-cols-[104px_1fr] items-start gap-x-2 border-t border-line py-1.5">
      <dt className="text-ink-2">{fact.name}</dt>
      <dd className="flex min-w-0 items-start gap-2">
        <span title={fact.exact} className={fact.code ? "min-w-0 flex-1 font-mono text-xs break-all text-ink-2" : "min-w-0 flex-1 break-words"}>
          {fact.value}
        </span>
        {alone && (
          <IconButton size="s" label={words.copy(fact.name)} icon={<Copy aria-hidden />} onClick={() => copy(fact.name, fact.value)} className="-my-1" />
        )}
      </dd>
    </div>
  );
}

/** Leads to a map only when it is pressed: nothing is asked of another place before. */
function PlaceLinks({ place }: { place: Place | null }) {
  if (!place) return null;
  const link = "text-accent underline-offset-2 hover:underline";
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line pt-1.5">
      <a href={mapAddress(place)} target="_blank" rel="noreferrer" className={link}>
        {words.inBrowser}
      </a>
      <a href={geoAddress(place)} className={link}>
        {words.inApp}
      </a>
    </p>
  );
}
