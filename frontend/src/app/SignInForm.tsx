import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";

import { type Credentials, signIn } from "../api/session";
import { Button } from "../ui/Button";
import { Field, Input } from "../ui/Field";
import { explain, text } from "../ui/text";

export function SignInForm() {
  const client = useQueryClient();
  const attempt = useMutation({ mutationFn: (credentials: Credentials) => signIn(client, credentials) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    attempt.mutate({ username: String(form.get("username")), password: String(form.get("password")) });
  };
  const words = text.shell.signIn;
  return (
    <form onSubmit={submit} className="grid gap-3.5">
      <Field label={words.username}>
        <Input name="username" autoComplete="username" autoCapitalize="none" autoFocus required />
      </Field>
      <Field label={words.password}>
        <Input name="password" type="password" autoComplete="current-password" required />
      </Field>
      {attempt.isError && (
        <p role="alert" className="text-m text-bad">
          {explain(attempt.error)}
        </p>
      )}
      <Button type="submit" tone="primary" busy={attempt.isPending} className="mt-1">
        {words.submit}
      </Button>
    </form>
  );
}
