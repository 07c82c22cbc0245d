import { useQuery } from "@tanstack/react-query";
import { Navigate } from "react-router";

import { namespacesQuery } from "../api/namespace";
import { meQuery } from "../api/session";
import { EmptyState } from "../ui/EmptyState";
import { text } from "../ui/text";
import { rememberedNamespace } from "./lastNamespace";

/** The bare address leads to the library of the namespace that was last open, at first to the person's own. */
export function Home() {
  const namespaces = useQuery(namespacesQuery).data;
  const own = useQuery(meQuery).data?.user?.default_namespace?.slug;
  if (!namespaces) return null;
  const known = (slug: string | null | undefined) => namespaces.find((one) => one.slug === slug);
  const found = known(rememberedNamespace()) ?? known(own) ?? namespaces[0];
  if (!found) return <EmptyState alone title={text.shell.noNamespace.title}>{text.shell.noNamespace.body}</EmptyState>;
  return <Navigate to={`/${found.slug}/library`} replace />;
}
