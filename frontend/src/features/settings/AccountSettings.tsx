import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";

import { ApiError } from "../../api/errors";
import { meQuery } from "../../api/session";
import { Button } from "../../ui/Button";
import { Field, Input } from "../../ui/Field";
import { explain, text } from "../../ui/text";
import { useToast } from "../../ui/Toast";
import { useChangeMe } from "./queries";
import { SaveRow } from "./SaveRow";

const words = text.settings.account;

export function AccountSettings() {
  return (
    <div className="grid gap-8">
      <ShownName />
      <Password />
    </div>
  );
}

function ShownName() {
  const user = useQuery(meQuery).data?.user;
  const change = useChangeMe();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const display_name = String(new FormData(event.currentTarget).get("display_name")).trim();
    change.mutate({ display_name });
  };
  return (
    <form onSubmit={submit} onInput={() => change.isSuccess && change.reset()} className="grid max-w-90 gap-3">
      <Field label={words.display} hint={words.displayNote} error={change.isError ? explain(change.error) : undefined}>
        <Input name="display_name" defaultValue={user?.display_name} maxLength={150} autoComplete="name" />
      </Field>
      <SaveRow busy={change.isPending} saved={change.isSuccess} />
    </form>
  );
}

function Password() {
  const user = useQuery(meQuery).data?.user;
  const change = useChangeMe();
  const toast = useToast();
  const error = change.error instanceof ApiError ? change.error : null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const passwords = { current_password: String(given.get("current")), password: String(given.get("password")) };
    change.mutate(passwords, {
      onSuccess: () => {
        form.reset();
        toast({ title: words.changed });
      },
    });
  };
  const known = error?.about("current_password") ?? error?.about("password");
  return (
    <form onSubmit={submit} className="grid max-w-90 gap-3">
      {/* Password managers look for the name that the password belongs to. */}
      <input type="text" name="username" autoComplete="username" defaultValue={user?.username} hidden />
      <Field label={words.current} error={error?.about("current_password")}>
        <Input type="password" name="current" autoComplete="current-password" required />
      </Field>
      <Field label={words.password} error={error?.about("password")}>
        <Input type="password" name="password" autoComplete="new-password" required />
      </Field>
      {error && !known && (
        <p role="alert" className="text-bad">
          {explain(error)}
        </p>
      )}
      <div>
        <Button type="submit" busy={change.isPending}>
          {words.change}
        </Button>
      </div>
    </form>
  );
}
