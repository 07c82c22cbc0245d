import { http, HttpResponse } from "msw";

import type { MediaFile, MediaFileDetail } from "../api/types";
import { makeCollection, makeTag } from "./makers";
import { resetWorld, world } from "./world";

export { resetWorld };

const V1 = "*/api/v1";

/** The one shape of an error. */
export const problem = (status: number, code: string, detail = "", extra: object = {}) =>
  HttpResponse.json({ type: "client_error", errors: [{ code, detail, attr: null }], ...extra }, { status });

const list = <T>(results: T[]) =>
  HttpResponse.json({ count: results.length, count_is_exact: true, next: null, previous: null, results });

const lost = () => problem(404, "not_found", "Not found.");
const done = () => new HttpResponse(null, { status: 204 });
const find = (id: unknown) => [...world.files, ...world.trash].find((file) => file.id === id);

function matches(file: MediaFile, params: URLSearchParams): boolean {
  const search = params.get("search")?.toLowerCase();
  const kinds = params.getAll("kind");
  const collection = params.get("collection");
  return (
    (!search || file.title.toLowerCase().includes(search)) &&
    (kinds.length === 0 || kinds.includes(file.kind)) &&
    params.getAll("tags").every((slug) => file.tags.some((tag) => tag.slug === slug)) &&
    (!params.get("status") || file.status === params.get("status")) &&
    (!params.has("unused") || file.usage_count === 0) &&
    (!collection || (file as MediaFileDetail).collections.some((one) => one.id === collection))
  );
}

/** Moves the files to the trash, save for those in use; says which stayed. */
function trash(ids: string[], force: boolean) {
  const inUse = world.files.filter((file) => ids.includes(file.id) && file.usage_count > 0 && !force).map((file) => file.id);
  const going = world.files.filter((file) => ids.includes(file.id) && !inUse.includes(file.id));
  world.files = world.files.filter((file) => !going.includes(file));
  world.trash = [...going, ...world.trash];
  return inUse;
}

const session = [
  http.get(`${V1}/auth/me/`, () => HttpResponse.json(world.me)),
  http.post(`${V1}/auth/logout/`, done),
  http.get(`${V1}/content/namespaces/`, () => list(world.namespaces)),
];

const files = [
  http.get(`${V1}/media/files/`, ({ request }) => {
    const params = new URL(request.url).searchParams;
    const rows = params.get("trashed") === "true" ? world.trash : world.files;
    const found = rows.filter((file) => matches(file, params));
    const size = Number(params.get("page_size") ?? 50);
    if (!params.has("cursor")) return HttpResponse.json({ count: found.length, count_is_exact: true, next: null, previous: null, results: found.slice(0, size) });
    const from = Number(params.get("cursor"));
    const next = from + size < found.length ? `${request.url.split("?")[0]}?cursor=${from + size}` : null;
    return HttpResponse.json({ next, previous: null, results: found.slice(from, from + size) });
  }),
  http.get(`${V1}/media/files/:id/`, ({ params }) => {
    const file = find(params["id"]);
    return file ? HttpResponse.json(file) : lost();
  }),
  http.patch(`${V1}/media/files/:id/`, async ({ params, request }) => {
    const file = find(params["id"]);
    if (!file) return lost();
    const { tags, ...plain } = (await request.json()) as { tags?: string[] };
    Object.assign(file, plain, tags && { tags: tags.map((name) => makeTag(name)) });
    return HttpResponse.json(file);
  }),
  http.delete(`${V1}/media/files/:id/`, ({ params, request }) => {
    const force = new URL(request.url).searchParams.get("force") === "true";
    return trash([String(params["id"])], force).length > 0 ? problem(409, "in_use", "The file is in use.") : done();
  }),
  http.post(`${V1}/media/files/:id/restore/`, ({ params }) => {
    const file = world.trash.find((one) => one.id === params["id"]);
    if (!file) return lost();
    world.trash = world.trash.filter((one) => one !== file);
    world.files = [file, ...world.files];
    return HttpResponse.json(file);
  }),
  http.delete(`${V1}/media/files/:id/purge/`, ({ params }) => {
    world.trash = world.trash.filter((file) => file.id !== params["id"]);
    return done();
  }),
  http.get(`${V1}/media/files/:id/usage/`, ({ params }) => {
    const used_in = world.usage[String(params["id"])] ?? [];
    return HttpResponse.json({ usage_count: used_in.length, used_in });
  }),
  http.get(`${V1}/media/files/:id/suggestions/`, ({ params }) => list(world.suggestions[String(params["id"])] ?? [])),
  http.get(`${V1}/media/files/:id/versions/`, () => list([])),
  http.get(`${V1}/media/files/:id/renditions/`, () => HttpResponse.json({ srcset: "" })),
];

interface Bulk {
  selection: { ids: string[] };
  force: boolean;
  tags: string[];
  action: "add" | "remove";
}

const bulk = [
  http.post(`${V1}/media/bulk-delete/`, async ({ request }) => {
    const { selection, force } = (await request.json()) as Bulk;
    const failed = trash(selection.ids, force).map((id) => ({ id, code: "in_use", detail: "The file is in use." }));
    return HttpResponse.json({ succeeded: selection.ids.length - failed.length, failed });
  }),
  http.post(`${V1}/media/bulk-tag/`, async ({ request }) => {
    const { selection, tags, action } = (await request.json()) as Bulk;
    for (const file of world.files.filter((one) => selection.ids.includes(one.id))) {
      const rest = file.tags.filter((tag) => !tags.includes(tag.name));
      Object.assign(file, { tags: action === "add" ? [...rest, ...tags.map((name) => makeTag(name))] : rest });
    }
    return HttpResponse.json({ succeeded: selection.ids.length, failed: [] });
  }),
];

const suggestions = [
  http.post(`${V1}/media/suggestions/:id/:verdict/`, ({ params }) => {
    for (const [file, all] of Object.entries(world.suggestions)) {
      const one = all.find((suggestion) => suggestion.id === params["id"]);
      if (one && params["verdict"] === "accept" && one.kind !== "tag") Object.assign(find(file) ?? {}, { [one.kind]: one.value });
      world.suggestions[file] = all.filter((suggestion) => suggestion !== one);
    }
    return HttpResponse.json({});
  }),
];

const organising = [
  http.get(`${V1}/media/tags/`, () => list(world.tags)),
  http.post(`${V1}/media/tags/`, async ({ request }) => {
    const { name, color } = (await request.json()) as { name: string; color: string };
    if (world.tags.some((tag) => tag.name === name)) return problem(409, "taken", "There is a tag of that name.");
    world.tags = [...world.tags, makeTag(name, { color })];
    return HttpResponse.json(world.tags.at(-1), { status: 201 });
  }),
  http.patch(`${V1}/media/tags/:id/`, async ({ params, request }) => {
    const tag = world.tags.find((one) => one.id === params["id"]);
    return tag ? HttpResponse.json(Object.assign(tag, await request.json())) : lost();
  }),
  http.delete(`${V1}/media/tags/:id/`, ({ params }) => {
    world.tags = world.tags.filter((tag) => tag.id !== params["id"]);
    return done();
  }),
  http.get(`${V1}/media/collections/`, () => list(world.collections)),
  http.post(`${V1}/media/collections/`, async ({ request }) => {
    const { title, description } = (await request.json()) as { title: string; description: string };
    world.collections = [...world.collections, makeCollection(title, { description })];
    return HttpResponse.json(world.collections.at(-1), { status: 201 });
  }),
  http.get(`${V1}/media/collections/:id/`, ({ params }) => {
    const found = world.collections.find((one) => one.id === params["id"]);
    return found ? HttpResponse.json(found) : lost();
  }),
  http.delete(`${V1}/media/collections/:id/`, ({ params }) => {
    world.collections = world.collections.filter((one) => one.id !== params["id"]);
    return done();
  }),
  http.post(`${V1}/media/collections/:id/:act/`, async ({ params, request }) => {
    const collection = world.collections.find((one) => one.id === params["id"]);
    const { ids } = (await request.json()) as { ids: string[] };
    if (!collection) return lost();
    for (const file of world.files.filter((one) => ids.includes(one.id))) {
      const rest = file.collections.filter((one) => one.id !== collection.id);
      Object.assign(file, { collections: params["act"] === "add-files" ? [...rest, collection] : rest });
    }
    return HttpResponse.json(collection);
  }),
];

export const handlers = [...session, ...files, ...bulk, ...suggestions, ...organising];
