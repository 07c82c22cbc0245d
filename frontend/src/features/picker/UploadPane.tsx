import { Upload } from "lucide-react";
import { useRef } from "react";

import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { Meter } from "../../ui/Meter";
import { text } from "../../ui/text";
import { type Accepts, refusalOf } from "./accepts";
import type { Arrival } from "./uploadDoor";
import type { Choices } from "./useChoices";

interface UploadPaneProps {
  arrivals: readonly Arrival[];
  accepts: Accepts;
  choices: Choices;
  onFiles: (files: File[]) => void;
}

const words = text.picker.upload;

export function UploadPane({ arrivals, accepts, choices, onFiles }: UploadPaneProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4.5">
      <div className="grid min-h-52 flex-1 place-items-center rounded-l border border-dashed border-line-strong bg-surface p-6 text-center">
        <div className="grid justify-items-center gap-2">
          <Upload className="size-6 stroke-[1.25] text-ink-3" aria-hidden />
          <p className="text-l font-semibold">{words.drop}</p>
          <p className="max-w-sm text-ink-2">{words.or}</p>
          <Button className="mt-2" onClick={() => input.current?.click()}>
            {words.choose}
          </Button>
          <input
            ref={input}
            type="file"
            multiple
            aria-label={words.choose}
            className="sr-only"
            tabIndex={-1}
            onChange={(event) => {
              onFiles([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
        </div>
      </div>
      {arrivals.length > 0 && (
        <ul aria-label={words.arrivals} className="grid gap-1">
          {arrivals.map((arrival) => (
            <ArrivalRow key={arrival.key} arrival={arrival} said={wordFor(arrival, accepts, choices)} />
          ))}
        </ul>
      )}
    </div>
  );
}

function wordFor(arrival: Arrival, accepts: Accepts, choices: Choices): string {
  if (arrival.state === "failed") return arrival.reason ?? "";
  if (arrival.state !== "done" || !arrival.file) return words[arrival.state];
  const here = arrival.known && text.uploads.here(arrival.file.title);
  const chosen = choices.list.some((one) => one.media === arrival.file?.id);
  if (chosen) return [words.done, here].filter(Boolean).join(", ");
  return [here || words.kept, refusalOf(arrival.file, accepts)].filter(Boolean).join(", ");
}

function ArrivalRow({ arrival, said }: { arrival: Arrival; said: string }) {
  const failed = arrival.state === "failed";
  return (
    <li className="grid gap-1 rounded-m border border-line bg-surface px-3 py-2">
      <span className={classes("flex", failed ? "flex-col gap-0.5" : "items-baseline gap-3")}>
        <span className="min-w-0 flex-1 truncate">{arrival.name}</span>
        <span role={failed ? "alert" : undefined} className={classes("text-s", failed ? "text-bad" : "text-ink-3")}>
          {said}
        </span>
      </span>
      {(arrival.state === "waiting" || arrival.state === "sending") && (
        <Meter label={words.progress(arrival.name)} value={arrival.progress} />
      )}
    </li>
  );
}
