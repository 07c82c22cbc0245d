/** What stands where the server gave no sentence of its own, by stable code. */
const problems: Record<string, string> = {
  network: "The server could not be reached. Check the connection and try again.",
  server: "The server could not do this right now. Try again in a moment.",
  not_authenticated: "Your session has ended. Sign in again to go on.",
  throttled: "Too many attempts. Wait a moment, then try again.",
  permission_denied: "Your role does not allow this.",
  not_found: "This is gone, or not yours to see.",
  stale: "Somebody changed this in the meantime. Reload to see it.",
};

/** A sentence about anything that was thrown: the server's own words where it gave some, else ours for the code. */
export function explain(error: unknown): string {
  const { detail, code } = (error ?? {}) as { detail?: string; code?: string };
  return detail || problems[code ?? ""] || problems["server"] || "";
}
