import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { Outlet, useParams } from "react-router";

import { type CurrentNamespace, NamespaceProvider, namespacesQuery } from "../api/namespace";
import { meQuery } from "../api/session";
import type { Namespace, Person } from "../api/types";
import { viewing } from "../features/viewer/viewing";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { explain, text } from "../ui/text";
import { ViewingProvider } from "../ui/viewing";
import { Lost } from "./Fallbacks";
import { rememberNamespace } from "./lastNamespace";
import { Shell } from "./shell/Shell";
import { UploadsHost } from "./UploadsHost";
import { useLiveUpdates } from "./useLiveUpdates";

/** Everything under `/app/<namespace>/`: finds the namespace and draws the shell around the view. */
export function NamespaceRoute() {
  const { namespace: slug = "" } = useParams();
  const namespaces = useQuery(namespacesQuery);
  const user = useQuery(meQuery).data?.user ?? null;
  const found = namespaces.data?.find((one) => one.slug === slug);
  const current = useMemo(() => found && asCurrent(found, user), [found, user]);
  useEffect(() => {
    if (found) rememberNamespace(found.slug);
  }, [found]);
  useLiveUpdates(Boolean(user));
  if (namespaces.isPending) return null;
  // With an answer at hand a later refusal is no reason to take everything away.
  if (namespaces.isLoadingError) {
    return (
      <EmptyState
        alone
        title={explain(namespaces.error)}
        action={<Button onClick={() => void namespaces.refetch()}>{text.common.retry}</Button>}
      />
    );
  }
  if (!found || !current) return <Lost />;
  return (
    <NamespaceProvider value={current}>
      <Shell namespaces={namespaces.data} current={found}>
        <ViewingProvider value={viewing}>
          <Outlet key={slug} />
        </ViewingProvider>
        <UploadsHost />
      </Shell>
    </NamespaceProvider>
  );
}

function asCurrent(namespace: Namespace, user: Person | null): CurrentNamespace {
  const { id, slug, name } = namespace;
  const membership = user?.memberships.find((one) => one.namespace.id === id);
  const role = membership?.role ?? namespace.role ?? "viewer";
  return { id, slug, name, role, superuser: user?.is_superuser ?? false, analyzes: namespace.settings.analysis_mode !== "off" };
}
