import { type ReactNode, useState } from "react";

import type { ApiError } from "../../api/errors";
import type { Namespace } from "../../api/types";
import { Checkbox, Field, Input } from "../../ui/Field";
import { text } from "../../ui/text";

interface ArrivalSettingsProps {
  settings: Namespace["settings"];
  error: ApiError | null;
}

const words = text.settings.arrival;
const MB = 1e6;

/** What happens to files as they come in, and what strangers get of them. */
export function ArrivalSettings({ settings, error }: ArrivalSettingsProps) {
  const [shrinks, setShrinks] = useState(settings.downscale_longest !== null);
  const [transcodes, setTranscodes] = useState(settings.transcode);
  const over = settings.transcode_over_bytes;
  return (
    <>
      <Group title={words.pictures}>
        <Checkbox label={words.shrink} name="shrink" checked={shrinks} onChange={(event) => setShrinks(event.target.checked)} />
        {shrinks && (
          <div className="grid gap-3 pl-6">
            <Field label={words.longest} hint={words.longestNote} error={error?.about("settings.downscale_longest")} className="max-w-60">
              <Input type="number" name="downscale_longest" min={640} max={16384} required defaultValue={settings.downscale_longest ?? 4096} />
            </Field>
            <Checkbox label={words.keep} name="keep_original" defaultChecked={settings.keep_original} />
            <p className="-mt-2 pl-6 text-s text-ink-3">{words.keepNote}</p>
          </div>
        )}
      </Group>
      <Group title={words.films} note={words.filmsNote}>
        <Checkbox label={words.transcode} name="transcode" checked={transcodes} onChange={(event) => setTranscodes(event.target.checked)} />
        {transcodes && (
          <div className="grid gap-3 pl-6 tab:grid-cols-2">
            <Field label={words.videoLongest} hint={words.videoLongestNote} error={error?.about("settings.video_longest")}>
              <Input type="number" name="video_longest" min={320} max={7680} required defaultValue={settings.video_longest} />
            </Field>
            <Field label={words.over} hint={words.overNote} error={error?.about("settings.transcode_over_bytes")}>
              <Input type="number" name="transcode_over" min={1} step="any" defaultValue={over === null ? "" : over / MB} />
            </Field>
          </div>
        )}
      </Group>
      <Group title={words.strangers}>
        <Checkbox label={words.location} name="public_location" defaultChecked={settings.public_location} />
        <p className="-mt-1.5 pl-6 text-s text-ink-3">{words.locationNote}</p>
      </Group>
    </>
  );
}

function Group({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-2.5 border-t border-line pt-4">
      <legend className="float-left font-medium">{title}</legend>
      {note && <p className="-mt-1 clear-left text-s text-ink-2">{note}</p>}
      {children}
    </fieldset>
  );
}

/** What the form says; what is folded away stays as it is. */
export function readArrival(form: FormData): Partial<Namespace["settings"]> {
  const shrinks = form.has("shrink");
  const transcodes = form.has("transcode");
  const over = String(form.get("transcode_over") ?? "");
  return {
    downscale_longest: shrinks ? Number(form.get("downscale_longest")) : null,
    ...(shrinks && { keep_original: form.has("keep_original") }),
    transcode: transcodes,
    ...(transcodes && {
      video_longest: Number(form.get("video_longest")),
      transcode_over_bytes: over === "" ? null : Math.round(Number(over) * MB),
    }),
    public_location: form.has("public_location"),
  };
}
