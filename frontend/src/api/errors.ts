export interface Problem {
  /** Stable; what the app branches on. */
  code: string;
  /** A sentence a person can act on; may be empty. */
  detail: string;
  /** The field that it is about. */
  attr: string | null;
}

/** Any request that did not succeed, a lost connection (status 0) included. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problems: Problem[],
    /** The whole answer, for what a code adds to it (`existing`, `used_in`). */
    readonly body: unknown = null,
    /** Seconds after which the server takes the next request, where it says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(problems[0]?.detail || problems[0]?.code || `status ${status}`);
    this.name = "ApiError";
  }

  get code(): string {
    return this.problems[0]?.code ?? "server";
  }

  get detail(): string {
    return this.problems[0]?.detail ?? "";
  }

  /** The sentence about one field, if there is one. */
  about(attr: string): string | undefined {
    return this.problems.find((problem) => problem.attr === attr)?.detail;
  }
}

export const networkError = () => new ApiError(0, [{ code: "network", detail: "", attr: null }]);

/** Reads the one error shape; anything else counts as a failure of the server. */
export function errorFrom(status: number, body: unknown, retryAfter?: string | null): ApiError {
  const listed = typeof body === "object" && body !== null && "errors" in body ? body.errors : null;
  const problems = Array.isArray(listed) ? listed.filter(isProblem) : [];
  const fallback: Problem = { code: status === 404 ? "not_found" : "server", detail: "", attr: null };
  return new ApiError(status, problems.length > 0 ? problems : [fallback], body, secondsOf(retryAfter));
}

/** The header is seconds, or the moment itself. */
function secondsOf(header: string | null | undefined): number | null {
  if (!header) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && typeof value.code === "string";
}
