import { queryOptions, type QueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { Me } from "./types";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: () => api.get<Me>("auth/me/"),
  staleTime: Infinity,
});

/** A signed-out answer came back: the app asks for the password again, and keeps everything else as it is. */
export function sessionEnded(client: QueryClient) {
  client.setQueryData<Me>(meQuery.queryKey, { user: null });
}

export interface Credentials {
  username: string;
  password: string;
}

/** Signs in and reads again what was refused meanwhile. */
export async function signIn(client: QueryClient, credentials: Credentials): Promise<void> {
  await api.post("auth/login/", credentials);
  client.setQueryData(meQuery.queryKey, await api.get<Me>("auth/me/"));
  await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "me" && query.state.status === "error" });
}

export const signOut = () => api.post("auth/logout/");
