import { csrfToken } from "./csrf";
import { errorFrom, networkError } from "./errors";

export type QueryValue = string | number | boolean | null | undefined | readonly string[];
export type QueryValues = Record<string, QueryValue>;

export const BASE = "/api/v1/";

/** The address of a route; empty values are left out, lists are repeated, `cursor` may be empty. */
export function address(path: string, query: QueryValues = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || (value === "" && name !== "cursor")) continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const search = params.toString();
  return `${BASE}${path}${search ? `?${search}` : ""}`;
}

interface RequestOptions {
  query?: QueryValues;
  body?: unknown;
  signal?: AbortSignal;
  /** The ETag that the object must still have; the server answers 412 when it has another. */
  ifMatch?: string | null;
}

/** An object with the ETag that it had. */
export interface Tagged<T> {
  data: T;
  etag: string | null;
}

async function request<T>(method: string, path: string, options?: RequestOptions): Promise<T> {
  return (await exchange<T>(method, path, options)).data;
}

async function exchange<T>(method: string, path: string, { query, body, signal, ifMatch }: RequestOptions = {}): Promise<Tagged<T>> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (ifMatch) headers["If-Match"] = ifMatch;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  const response = await send(address(path, query), {
    method,
    headers,
    signal,
    credentials: "same-origin",
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await read(response);
  if (!response.ok) throw errorFrom(response.status, answer, response.headers.get("Retry-After"));
  return { data: answer as T, etag: response.headers.get("ETag") };
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw networkError();
  }
}

async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  try {
    return await response.json();
  } catch {
    // A proxy's page instead of JSON: the status alone says what happened.
    return null;
  }
}

/** Every row of a list that is short enough to be read whole, such as the tags of a namespace. */
async function all<T>(path: string, query: QueryValues = {}, signal?: AbortSignal): Promise<T[]> {
  const rows: T[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await request<{ next: string | null; results: T[] }>("GET", path, { query: { ...query, page, page_size: 200 }, signal });
    rows.push(...answer.results);
    if (answer.next === null) return rows;
  }
}

export const api = {
  all,
  get: <T>(path: string, options?: RequestOptions) => request<T>("GET", path, options),
  post: <T = void>(path: string, body: unknown = {}, options?: RequestOptions) => request<T>("POST", path, { ...options, body }),
  patch: <T>(path: string, body: unknown, options?: RequestOptions) => request<T>("PATCH", path, { ...options, body }),
  delete: <T = void>(path: string, options?: RequestOptions) => request<T>("DELETE", path, options),
  /** The same with the ETag, for what several people may change at once. */
  tagged: {
    get: <T>(path: string, options?: RequestOptions) => exchange<T>("GET", path, options),
    post: <T>(path: string, body: unknown = {}, options?: RequestOptions) => exchange<T>("POST", path, { ...options, body }),
    patch: <T>(path: string, body: unknown, options?: RequestOptions) => exchange<T>("PATCH", path, { ...options, body }),
  },
};
