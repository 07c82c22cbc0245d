import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { api } from "../../api/client";
import { meQuery } from "../../api/session";
import type { ApiKey, ApiKeyCreated, Me, Membership, Namespace, Role } from "../../api/types";

export function membersQuery(namespaceId: string) {
  return queryOptions({
    queryKey: ["members", namespaceId],
    queryFn: ({ signal }) => api.all<Membership>(`content/namespaces/${namespaceId}/members/`, {}, signal),
  });
}

export const keysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: ({ signal }) => api.all<ApiKey>("auth/api-keys/", {}, signal),
});

export type NamespaceChange = Partial<Pick<Namespace, "name" | "description">> & { settings?: Partial<Namespace["settings"]> };

export function useChangeNamespace(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: NamespaceChange) => api.patch<Namespace>(`content/namespaces/${id}/`, change),
    onSuccess: () => client.invalidateQueries({ queryKey: ["namespaces"] }),
  });
}

export function useSetMember(namespaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (member: { user: string; role: Role }) => api.post<Membership>(`content/namespaces/${namespaceId}/members/`, member),
    onSettled: () => client.invalidateQueries({ queryKey: ["members", namespaceId] }),
  });
}

export function useRemoveMember(namespaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (userId: string) => api.delete(`content/namespaces/${namespaceId}/members/${userId}/`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["members", namespaceId] }),
  });
}

export function useChangeMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: { display_name?: string; password?: string; current_password?: string }) => api.patch<Me>("auth/me/", change),
    onSuccess: (me) => client.setQueryData(meQuery.queryKey, me),
  });
}

export function useCreateKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: { name: string; scopes: ("read" | "write")[] }) => api.post<ApiKeyCreated>("auth/api-keys/", key),
    onSuccess: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
}

export function useRevokeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`auth/api-keys/${id}/`),
    onSuccess: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
}
