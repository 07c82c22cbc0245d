import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";

import { ApiError } from "../../api/errors";
import type { ApiKey, ApiKeyCreated } from "../../api/types";
import { Button, IconButton } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Dialog } from "../../ui/Dialog";
import { Field, Input } from "../../ui/Field";
import { moment } from "../../ui/format";
import { Select } from "../../ui/Select";
import { Skeleton } from "../../ui/Skeleton";
import { explain, text } from "../../ui/text";
import { useToast } from "../../ui/Toast";
import { keysQuery, useCreateKey, useRevokeKey } from "./queries";

const words = text.settings.keys;
const scopes = (["read", "write"] as const).map((value) => ({ value, label: words.scopes[value] }));

export function KeysSettings() {
  const keys = useQuery(keysQuery);
  const [created, setCreated] = useState<ApiKeyCreated | null>(null);
  const [leaving, setLeaving] = useState<ApiKey | null>(null);
  return (
    <div className="grid gap-5">
      <p className="text-ink-2">{words.lead}</p>
      <NewKey onCreated={setCreated} />
      {keys.isPending && <Skeleton className="h-24" />}
      {keys.isError && <p role="alert">{explain(keys.error)}</p>}
      {keys.data?.length === 0 && <p className="text-ink-2">{words.none}</p>}
      {keys.data && keys.data.length > 0 && (
        <ul aria-label={text.settings.sections.keys} className="divide-y divide-line border-y border-line">
          {keys.data.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={() => setLeaving(key)} />
          ))}
        </ul>
      )}
      <CreatedDialog created={created} onClose={() => setCreated(null)} />
      <RevokeKey apiKey={leaving} onClose={() => setLeaving(null)} />
    </div>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const scope = apiKey.scopes.includes("write") ? words.scopes.write : words.scopes.read;
  const used = apiKey.last_used_at ? words.lastUsed(moment(apiKey.last_used_at)) : words.never;
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{apiKey.name}</p>
        <p className="text-s text-ink-2">
          <code className="font-mono">{apiKey.prefix}…</code> · {scope} · {used}
        </p>
      </div>
      <IconButton label={words.revoke(apiKey.name)} icon={<Trash2 aria-hidden />} onClick={onRevoke} />
    </li>
  );
}

function NewKey({ onCreated }: { onCreated: (key: ApiKeyCreated) => void }) {
  const create = useCreateKey();
  const [scope, setScope] = useState<"read" | "write">("read");
  const error = create.error instanceof ApiError ? (create.error.about("name") ?? explain(create.error)) : undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name")).trim();
    create.mutate(
      { name, scopes: scope === "write" ? ["read", "write"] : ["read"] },
      {
        onSuccess: (key) => {
          form.reset();
          onCreated(key);
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-start gap-2.5">
      <Field label={words.name} error={error} className="min-w-44 flex-1">
        <Input name="name" placeholder={words.nameHint} maxLength={120} required />
      </Field>
      <Field label={words.scope} className="w-44">
        <Select value={scope} options={scopes} onChange={setScope} />
      </Field>
      <Button type="submit" busy={create.isPending} className="tab:mt-5">
        {words.create}
      </Button>
    </form>
  );
}

function CreatedDialog({ created, onClose }: { created: ApiKeyCreated | null; onClose: () => void }) {
  const toast = useToast();
  const copy = async () => {
    await navigator.clipboard.writeText(created?.key ?? "");
    toast({ title: words.copied });
  };
  return (
    <Dialog open={created !== null} onClose={onClose} title={words.created} description={words.createdNote}>
      <div className="flex items-end gap-2">
        <Field label={words.key} className="flex-1">
          <Input readOnly value={created?.key ?? ""} onFocus={(event) => event.currentTarget.select()} className="font-mono" />
        </Field>
        <Button tone="primary" onClick={() => void copy()}>
          {words.copy}
        </Button>
      </div>
    </Dialog>
  );
}

function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const revoke = useRevokeKey();
  const toast = useToast();
  const confirm = () =>
    apiKey && revoke.mutate(apiKey.id, { onSuccess: onClose, onError: (error) => toast({ title: explain(error), mood: "bad" }) });
  return (
    <ConfirmDialog
      open={apiKey !== null}
      onClose={onClose}
      title={words.revokeTitle(apiKey?.name ?? "")}
      confirm={words.revokeAct}
      onConfirm={() => void confirm()}
      busy={revoke.isPending}
    >
      {words.revokeBody}
    </ConfirmDialog>
  );
}
