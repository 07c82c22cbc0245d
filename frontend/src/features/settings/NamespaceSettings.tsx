import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";

import { ApiError } from "../../api/errors";
import { namespacesQuery, useNamespace, useRole } from "../../api/namespace";
import type { Namespace } from "../../api/types";
import { Checkbox, Field, Input, Textarea } from "../../ui/Field";
import { Segmented } from "../../ui/Segmented";
import { Skeleton } from "../../ui/Skeleton";
import { explain, text } from "../../ui/text";
import { ArrivalSettings, readArrival } from "./ArrivalSettings";
import { useChangeNamespace } from "./queries";
import { SaveRow } from "./SaveRow";

const words = text.settings.general;
/** Of no other kind is anything taken, so that allowing the others would promise what never comes. */
const kinds = ["image", "video", "audio", "document"] as const;
const modes = (["off", "suggest", "auto"] as const).map((value) => ({ value, label: words.modes[value] }));
const GB = 1e9;

export function NamespaceSettings() {
  const { id } = useNamespace();
  const namespace = useQuery(namespacesQuery).data?.find((one) => one.id === id);
  // Above the form, which is a new one with each change that was saved.
  const change = useChangeNamespace(id);
  return namespace ? <NamespaceForm key={namespace.updated_at} namespace={namespace} change={change} /> : <Skeleton className="h-60" />;
}

interface FormProps {
  namespace: Namespace;
  change: ReturnType<typeof useChangeNamespace>;
}

function NamespaceForm({ namespace, change }: FormProps) {
  const mayChange = useRole("manager");
  const [mode, setMode] = useState(namespace.settings.analysis_mode);
  const error = change.error instanceof ApiError ? change.error : null;
  const edited = () => change.isSuccess && change.reset();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = read(form);
    const settings = { ...given.settings, analysis_mode: mode, ...readArrival(form) };
    change.mutate({ ...given, settings });
  };
  const chooseMode = (next: typeof mode) => {
    setMode(next);
    edited();
  };
  return (
    <form onSubmit={submit} onInput={edited}>
      <fieldset disabled={!mayChange} className="grid gap-5">
        {!mayChange && <p className="text-ink-2">{text.settings.readOnly}</p>}
        <Field label={words.name} error={error?.about("name")}>
          <Input name="name" defaultValue={namespace.name} maxLength={120} required />
        </Field>
        <Field label={words.description} error={error?.about("description")}>
          <Textarea name="description" defaultValue={namespace.description} maxLength={2000} />
        </Field>
        <fieldset>
          <legend className="mb-1.5 text-s text-ink-2">{words.kinds}</legend>
          <div className="flex flex-wrap gap-x-5 gap-y-1.5">
            {kinds.map((kind) => (
              <Checkbox key={kind} name="kinds" value={kind} label={words.kindNames[kind]} defaultChecked={namespace.settings.allowed_kinds.includes(kind)} />
            ))}
          </div>
        </fieldset>
        <Analysis namespace={namespace} mode={mode} onMode={chooseMode} fixed={!mayChange} />
        <Limits namespace={namespace} error={error} />
        <ArrivalSettings settings={namespace.settings} error={error} />
        {change.isError && (
          <p role="alert" className="text-bad">
            {explain(change.error)}
          </p>
        )}
        {mayChange && <SaveRow tone="primary" busy={change.isPending} saved={change.isSuccess} />}
      </fieldset>
    </form>
  );
}

interface AnalysisProps {
  namespace: Namespace;
  mode: Namespace["settings"]["analysis_mode"];
  onMode: (mode: Namespace["settings"]["analysis_mode"]) => void;
  fixed: boolean;
}

function Analysis({ namespace, mode, onMode, fixed }: AnalysisProps) {
  return (
    <div className="grid gap-1.5">
      <span className="text-s text-ink-2">{words.analysis}</span>
      <Segmented label={words.analysis} value={mode} options={modes} onChange={(next) => !fixed && onMode(next)} className="justify-self-start" />
      <p className="text-s text-ink-2">{words.modeNotes[mode]}</p>
      {mode === "auto" && (
        <Field label={words.threshold} className="mt-1 max-w-40">
          <Input type="number" name="threshold" min={0} max={100} defaultValue={Math.round(namespace.settings.analysis_threshold * 100)} />
        </Field>
      )}
    </div>
  );
}

function Limits({ namespace, error }: { namespace: Namespace; error: ApiError | null }) {
  const { quota, trash_retention_days } = namespace.settings;
  return (
    <div className="grid gap-4 tab:grid-cols-2">
      <Field label={words.quota} hint={words.quotaNote} error={error?.about("settings.quota")}>
        <Input type="number" name="quota" min={0} step="any" defaultValue={quota === null ? "" : quota / GB} />
      </Field>
      <Field label={words.retention} hint={words.retentionNote} error={error?.about("settings.trash_retention_days")}>
        <Input type="number" name="retention" min={0} max={36500} required defaultValue={trash_retention_days} />
      </Field>
    </div>
  );
}

/** The form as the API takes it; what is not on the form stays as it is. */
function read(form: FormData) {
  const quota = String(form.get("quota"));
  const threshold = form.get("threshold");
  return {
    name: String(form.get("name")).trim(),
    description: String(form.get("description")).trim(),
    settings: {
      allowed_kinds: kinds.filter((kind) => form.getAll("kinds").includes(kind)),
      quota: quota === "" ? null : Math.round(Number(quota) * GB),
      trash_retention_days: Number(form.get("retention")),
      ...(threshold !== null && { analysis_threshold: Number(threshold) / 100 }),
    },
  };
}
