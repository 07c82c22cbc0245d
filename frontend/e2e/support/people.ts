import { basename } from "node:path";
import { readFileSync } from "node:fs";

import { inject } from "vitest";

export interface Person {
  username: string;
  password: string;
}

export interface Namespace {
  id: string;
  slug: string;
  name: string;
}

export interface Realm {
  namespace: Namespace;
  person: Person;
}

type Role = "viewer" | "contributor" | "editor" | "manager";

const base = () => `${inject("address")}/api/v1/`;
const PASSWORD = "lanterns-on-the-quay";

export const administrator = (): Person => ({ username: "admin", password: inject("password") });

const tokens = new Map<string, Promise<string>>();

async function issue({ username, password }: Person): Promise<string> {
  return (await exchange<{ access: string }>("auth/token/", { json: { username, password } })).access;
}

/** Signing in is slow on purpose: once for each person is enough. */
function tokenOf(person: Person): Promise<string> {
  const known = tokens.get(person.username) ?? issue(person);
  tokens.set(person.username, known);
  return known;
}

interface Message {
  json?: unknown;
  form?: FormData;
  token?: string;
}

async function exchange<T>(path: string, { json, form, token }: Message): Promise<T> {
  const response = await fetch(base() + path, {
    method: json === undefined && form === undefined ? "GET" : "POST",
    headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(json !== undefined && { "Content-Type": "application/json" }) },
    body: json === undefined ? form : JSON.stringify(json),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** Asks the API in the name of a person: by POST where there is something to send. */
export async function ask<T>(person: Person, path: string, message: Omit<Message, "token"> = {}): Promise<T> {
  return exchange<T>(path, { ...message, token: await tokenOf(person) });
}

/** A namespace of its own with one member, so that tests leave each other alone. */
export async function makeRealm(name: string, role: Role = "manager"): Promise<Realm> {
  const namespace = await ask<Namespace>(administrator(), "content/namespaces/", { json: { name } });
  const person = { username: `${namespace.slug}-${role}`, password: PASSWORD };
  const user = await ask<{ id: string }>(administrator(), "auth/users/", { json: person });
  await ask(administrator(), `content/namespaces/${namespace.id}/members/`, { json: { user: user.id, role } });
  return { namespace, person };
}

export interface StoredFile {
  id: string;
  status: string;
  title: string;
}

/** Uploads by the API and waits until all are ready. */
export async function bring({ person, namespace }: Realm, paths: readonly string[]): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for (const path of paths) {
    const form = new FormData();
    form.append("namespace", namespace.slug);
    form.append("file", new Blob([readFileSync(path)]), basename(path));
    files.push(await ask<StoredFile>(person, "media/upload/", { form }));
  }
  return Promise.all(files.map(({ id }) => ready(person, id)));
}

const DEADLINE = 40_000;
const LOOK_EVERY = 150;

async function ready(person: Person, id: string): Promise<StoredFile> {
  const until = Date.now() + DEADLINE;
  for (;;) {
    const file = await ask<StoredFile>(person, `media/files/${id}/`);
    if (file.status === "ready") return file;
    if (file.status === "failed" || Date.now() > until) throw new Error(`${file.title} is ${file.status}`);
    await new Promise((wake) => setTimeout(wake, LOOK_EVERY));
  }
}

export interface Widget {
  type: string;
  config: Record<string, unknown>;
}

/** A draft with these widgets. */
export function makePage({ person, namespace }: Realm, title: string, widgets: readonly Widget[] = []): Promise<{ id: string; path: string }> {
  return ask(person, "webpages/pages/", { json: { title, namespace: namespace.slug, content: { main: widgets } } });
}
