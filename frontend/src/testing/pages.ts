import { http, HttpResponse } from "msw";

import type { Page, PageVersionRow, WidgetType } from "../api/types";
import { problem } from "./handlers";
import { ada, museum } from "./makers";

let made = 0;
const V1 = "*/api/v1/webpages";

export function makePage(title: string, change: Partial<Page> = {}): Page {
  made += 1;
  const slug = title.toLowerCase().replaceAll(" ", "-");
  return {
    id: `01910000-0000-7000-8000-${String(made).padStart(12, "0")}`,
    namespace: museum,
    parent: null,
    title,
    slug,
    path: slug,
    url: null,
    layout: "default",
    status: "draft",
    published_at: null,
    publish_at: null,
    has_unpublished_changes: true,
    is_home: false,
    created_at: "2026-11-14T12:00:00.000000Z",
    updated_at: "2026-11-14T12:00:00.000000Z",
    permissions: { change: true, delete: true, publish: true },
    content: { main: [] },
    ...change,
  };
}

const string = (title: string, order: number, control = "text") => ({ type: "string", title, default: "", ui: { control, order } });

const richText: WidgetType = {
  type: "rich_text",
  label: "Text",
  description: "Headings, paragraphs, lists and links.",
  schema: { type: "object", properties: { html: string("Text", 1, "richtext") } },
};

const image: WidgetType = {
  type: "image",
  label: "Image",
  description: "One picture with its alt text and a caption.",
  schema: {
    type: "object",
    properties: {
      media: {
        anyOf: [{ type: "string", format: "uuid" }, { type: "null" }],
        title: "Picture",
        default: null,
        ui: { control: "media", order: 1, kinds: ["image"] },
      },
      alt_text: string("Alt text", 2, "multiline"),
      decorative: { type: "boolean", title: "Decorative", default: false, ui: { control: "checkbox", order: 3 } },
      caption: string("Caption", 4),
    },
  },
};

interface PageWorld {
  pages: Page[];
  types: WidgetType[];
  versions: PageVersionRow[];
  /** The content that each save brought. */
  saves: Partial<Page>[];
}

/** The pages that the server of a test knows. */
export const pageWorld: PageWorld = { pages: [], types: [], versions: [], saves: [] };

export function resetPages() {
  Object.assign(pageWorld, { pages: [], types: [richText, image], versions: [], saves: [] });
}

export const textWidget = (id: string, html: string) => ({ id, type: "rich_text", config: { html } });
export const imageWidget = (id: string, config: object = {}) => ({
  id,
  type: "image",
  config: { media: null, alt_text: "", decorative: false, caption: "", ...config },
});

const find = (id: unknown) => pageWorld.pages.find((page) => page.id === id);
const tagOf = (page: Page) => `"${page.updated_at}"`;
const lost = () => problem(404, "not_found", "Not found.");
const rows = <T,>(results: T[]) => HttpResponse.json({ count: results.length, count_is_exact: true, next: null, previous: null, results });
const show = (page: Page, status = 200) => HttpResponse.json(page, { status, headers: { ETag: tagOf(page) } });

let changes = 0;

/** Writes to a page as anybody's request would: its moment, and with it its ETag, moves on. */
export function rewrite(id: string, change: Partial<Page>): Page {
  changes += 1;
  const updated_at = `2026-11-14T12:30:00.${String(changes).padStart(6, "0")}Z`;
  pageWorld.pages = pageWorld.pages.map((page) => (page.id === id ? { ...page, ...change, updated_at } : page));
  return find(id) as Page;
}

/** As the real server: a picture that says nothing cannot be published. */
function hindrances(page: Page) {
  return Object.entries(page.content).flatMap(([slot, widgets]) =>
    widgets.flatMap(({ type, config }, at) =>
      type === "image" && config["media"] && !config["alt_text"] && !config["decorative"]
        ? [
            {
              code: "alt_text_required",
              detail: "Say what the picture shows, or mark it as decorative.",
              attr: `content.${slot}.${at}.config.alt_text`,
            },
          ]
        : [],
    ),
  );
}

const guarded = (act: (page: Page, request: Request) => Response | Promise<Response>) => {
  return async ({ params, request }: { params: Record<string, unknown>; request: Request }) => {
    const page = find(params["id"]);
    if (!page) return lost();
    const wanted = request.headers.get("If-Match");
    if (wanted !== null && wanted !== tagOf(page)) return problem(412, "stale", "Someone changed this meanwhile.");
    return act(page, request);
  };
};

const refusal = (errors: object[]) => HttpResponse.json({ type: "validation_error", errors }, { status: 400 });

export const pageHandlers = [
  http.get(`${V1}/widget-types/`, () => rows(pageWorld.types)),
  http.get(`${V1}/layouts/`, () => rows([{ name: "default", label: "Article", slots: [{ name: "main", label: "Main" }] }])),
  http.get(`${V1}/pages/`, () => rows(pageWorld.pages.map((page) => ({ ...page, content: undefined })))),
  http.post(`${V1}/pages/`, async ({ request }) => {
    const { title, parent } = (await request.json()) as { title: string; parent: string | null };
    const page = makePage(title, { parent });
    pageWorld.pages = [...pageWorld.pages, page];
    return show(page, 201);
  }),
  http.get(`${V1}/pages/:id/`, guarded((page) => show(page))),
  http.patch(
    `${V1}/pages/:id/`,
    guarded(async (page, request) => {
      const change = (await request.json()) as Partial<Page>;
      pageWorld.saves.push(change);
      return show(rewrite(page.id, { ...change, has_unpublished_changes: true }));
    }),
  ),
  http.delete(`${V1}/pages/:id/`, guarded((page) => {
    if (page.url) return problem(409, "published", "The page is public or will be. Take it down first.");
    pageWorld.pages = pageWorld.pages.filter((one) => one !== page);
    return new HttpResponse(null, { status: 204 });
  })),
  http.post(`${V1}/pages/:id/publish/`, guarded((page) => {
    const found = hindrances(page);
    if (found.length > 0) return refusal(found);
    const published_at = "2026-11-14T13:00:00Z";
    return show(rewrite(page.id, { status: "published", url: `/${page.path}/`, published_at, has_unpublished_changes: false }));
  })),
  http.post(`${V1}/pages/:id/unpublish/`, guarded((page) =>
    show(rewrite(page.id, { status: "draft", url: null, published_at: null, has_unpublished_changes: true })),
  )),
  http.get(`${V1}/pages/:id/preview/`, guarded((page) => HttpResponse.html(`<h1>${page.title}</h1>`))),
  http.get(`${V1}/pages/:id/versions/`, () => rows(pageWorld.versions)),
];

export function makeVersion(number: number, change: Partial<PageVersionRow> = {}): PageVersionRow {
  return {
    number,
    title: "Harbour festival",
    layout: "default",
    created_by: ada,
    created_at: "2026-11-14T12:00:00Z",
    published_at: null,
    is_draft: false,
    is_live: false,
    ...change,
  };
}
