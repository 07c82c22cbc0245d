import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Outlet } from "react-router";

import { meQuery } from "../api/session";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { EmptyState } from "../ui/EmptyState";
import { explain, text } from "../ui/text";
import { SignInForm } from "./SignInForm";
import { SignInScreen } from "./SignInScreen";

/** Lets only the signed-in through. Who was in and no longer is signs in again in place, and loses nothing. */
export function SignedIn() {
  const me = useQuery(meQuery);
  const user = me.data?.user ?? null;
  const [wasIn, setWasIn] = useState(false);
  if (user && !wasIn) setWasIn(true);
  if (me.isPending) return null;
  if (me.isError && !wasIn) {
    return (
      <EmptyState alone title={explain(me.error)} action={<Button onClick={() => void me.refetch()}>{text.common.retry}</Button>} />
    );
  }
  if (!user && !wasIn) return <SignInScreen />;
  return (
    <>
      <Outlet />
      <Dialog open={!user} onClose={() => undefined} title={text.shell.signIn.again} description={text.shell.signIn.againWhy} width="s">
        <SignInForm />
      </Dialog>
    </>
  );
}
