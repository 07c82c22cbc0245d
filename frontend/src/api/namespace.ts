import { queryOptions } from "@tanstack/react-query";
import { createContext, useContext } from "react";

import { api } from "./client";
import type { Namespace, NamespaceBrief, Role } from "./types";

export const namespacesQuery = queryOptions({
  queryKey: ["namespaces"],
  queryFn: ({ signal }) => api.all<Namespace>("content/namespaces/", {}, signal),
});

export interface CurrentNamespace extends NamespaceBrief {
  role: Role;
  superuser: boolean;
  /** Whether a model may look at pictures here. */
  analyzes: boolean;
}

const NamespaceContext = createContext<CurrentNamespace | null>(null);

export const NamespaceProvider = NamespaceContext.Provider;

/** The namespace that the address names. */
export function useNamespace(): CurrentNamespace {
  const namespace = useContext(NamespaceContext);
  if (!namespace) throw new Error("outside of a namespace");
  return namespace;
}

const order: Role[] = ["viewer", "contributor", "editor", "manager"];

/** Whether the person has at least this role here. The server decides; this only keeps what would be refused out of sight. */
export function useRole(least: Role): boolean {
  const { role, superuser } = useNamespace();
  return superuser || order.indexOf(role) >= order.indexOf(least);
}
