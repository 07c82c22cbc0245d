import { queryOptions, type QueryClient } from "@tanstack/react-query";

import { api, type Tagged } from "../../api/client";
import type { Layout, Page, PageRow, PageVersionRow, Paginated, WidgetType } from "../../api/types";

const route = (id: string, act = "") => `webpages/pages/${id}/${act}`;

/** All pages of a namespace, without their content. */
export function treeQuery(namespace: string) {
  return queryOptions({
    queryKey: ["pages", "tree", namespace],
    queryFn: ({ signal }) => api.all<PageRow>("webpages/pages/", { namespace, ordering: "path" }, signal),
  });
}

export function pageQuery(id: string) {
  return queryOptions({
    queryKey: ["pages", "one", id],
    queryFn: ({ signal }) => api.tagged.get<Page>(route(id), { signal }),
  });
}

export function versionsQuery(id: string) {
  return queryOptions({
    queryKey: ["pages", "versions", id],
    queryFn: ({ signal }) => api.get<Paginated<PageVersionRow>>(route(id, "versions/"), { query: { page_size: 50 }, signal }),
  });
}

export const widgetTypesQuery = queryOptions({
  queryKey: ["widget-types"],
  queryFn: async ({ signal }) => (await api.get<Paginated<WidgetType>>("webpages/widget-types/", { signal })).results,
  staleTime: Infinity,
});

export const layoutsQuery = queryOptions({
  queryKey: ["layouts"],
  queryFn: async ({ signal }) => (await api.get<Paginated<Layout>>("webpages/layouts/", { signal })).results,
  staleTime: Infinity,
});

export type PageChange = Partial<Pick<Page, "title" | "slug" | "is_home" | "content">>;

export const createPage = (namespace: string, title: string, parent: string | null) =>
  api.post<Page>("webpages/pages/", { namespace, title, parent });
export const savePage = (id: string, change: PageChange, ifMatch: string | null) =>
  api.tagged.patch<Page>(route(id), change, { ifMatch });
export const publishPage = (id: string, ifMatch: string | null) => api.tagged.post<Page>(route(id, "publish/"), {}, { ifMatch });
export const unpublishPage = (id: string, ifMatch: string | null) => api.tagged.post<Page>(route(id, "unpublish/"), {}, { ifMatch });
export const deletePage = (id: string) => api.delete(route(id));

export const previewAddress = (id: string) => `/api/v1/${route(id, "preview/")}`;

/** Writes what the server answered about a page wherever it is shown. */
export function keepPage(client: QueryClient, answer: Tagged<Page>) {
  const page = answer.data;
  client.setQueryData(pageQuery(page.id).queryKey, answer);
  client.setQueryData(treeQuery(page.namespace.slug).queryKey, (rows) => rows?.map((row) => (row.id === page.id ? { ...row, ...page } : row)));
  void client.invalidateQueries({ queryKey: versionsQuery(page.id).queryKey });
}
