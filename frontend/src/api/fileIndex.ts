/**
 * The list of files at any length. Of what was scrolled past only an index stays (id, proportions, days); the rows
 * themselves are read page by page as they come into sight and leave memory two minutes after they are out of it.
 */
import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type Query,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";

import { api } from "./client";
import { cursorOf, type FileFilters, fileQuery, filesPageQuery, PAGE_SIZE, readFilesPage } from "./files";
import type { KeysetPage, MediaFile, Paginated } from "./types";

export interface IndexEntry {
  id: string;
  /** Width divided by height. */
  ratio: number;
  title: string;
  created_at: string;
  taken_at: string | null;
  /** Of the page that the row is on. */
  cursor: string;
}

interface IndexPage {
  /** What the list was asked for. */
  filters: FileFilters;
  next: string | null;
  entries: IndexEntry[];
}

/** A waveform has no shape of its own. */
const WIDEST_SOUND = 2;
const SHAPES = { image: 1.33, video: 1.78, audio: 1.6, document: 0.85, other: 1 };

/** Of the file where that is known, else of its preview, else a usual one of its kind. */
function ratioOf(file: MediaFile): number {
  const preview = file.thumbnails.medium ?? file.thumbnails.large;
  if (file.width && file.height) return file.width / file.height;
  if (!preview) return SHAPES[file.kind];
  const ratio = preview.width / preview.height;
  return file.kind === "audio" ? Math.min(WIDEST_SOUND, ratio) : ratio;
}

function entryOf(file: MediaFile, cursor: string): IndexEntry {
  const { id, title, created_at, taken_at } = file;
  return { id, title, created_at, taken_at, ratio: ratioOf(file), cursor };
}

function indexQuery(filters: FileFilters) {
  return infiniteQueryOptions({
    queryKey: ["files", "index", filters],
    initialPageParam: "",
    queryFn: async ({ pageParam, client, signal }): Promise<IndexPage> => {
      const page = await readFilesPage(filters, pageParam, signal);
      client.setQueryData(filesPageQuery(filters, pageParam).queryKey, page);
      return { filters, next: cursorOf(page.next), entries: page.results.map((file) => entryOf(file, pageParam)) };
    },
    getNextPageParam: (last) => last.next,
    // Arrivals, departures and changes are written into it; reading all of a long list again would be the wrong answer.
    staleTime: Infinity,
  });
}

export function useFileIndex(filters: FileFilters) {
  const client = useQueryClient();
  const index = useInfiniteQuery({ ...indexQuery(filters), placeholderData: keepPreviousData });
  const head = useQuery({ ...filesPageQuery(filters, ""), enabled: index.isSuccess && !index.isPlaceholderData });
  useEffect(() => {
    if (head.data) merge(client, filters, head.data);
  }, [client, filters, head.data]);
  const { fetchNextPage, isFetching, hasNextPage } = index;
  const loadMore = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [fetchNextPage, isFetching]);
  return {
    entries: useMemo(() => index.data?.pages.flatMap((page) => page.entries) ?? [], [index.data]),
    /** Of the entries: until an answer comes, those before. */
    filters: index.data?.pages[0]?.filters ?? filters,
    isPending: index.isPending,
    /** The rows shown are still those of the filters before. */
    isOld: index.isPlaceholderData,
    error: index.error,
    retry: index.refetch,
    hasMore: hasNextPage,
    loadMore,
  };
}

/** The row of an entry; undefined while it is read. */
export function useFileRow(filters: FileFilters, entry: IndexEntry): MediaFile | undefined {
  const page = useQuery({
    ...filesPageQuery(filters, entry.cursor),
    staleTime: Infinity,
    select: useCallback((data: KeysetPage<MediaFile>) => data.results.find((file) => file.id === entry.id) ?? null, [entry.id]),
  });
  // Rows that newer ones pushed off the first page are on no page that we know.
  const single = useQuery({ ...fileQuery(entry.id), enabled: page.data === null, gcTime: 120_000 });
  return page.data ?? single.data;
}

export interface FileCount {
  count: number;
  /** Otherwise it is an estimate. */
  exact: boolean;
}

export function countQuery(filters: FileFilters) {
  return queryOptions({
    queryKey: ["files", "count", filters],
    queryFn: async ({ signal }): Promise<FileCount> => {
      const { count, count_is_exact } = await api.get<Paginated<MediaFile>>("media/files/", {
        query: { ...filters, page_size: 1 },
        signal,
      });
      return { count, exact: count_is_exact };
    },
    placeholderData: keepPreviousData,
  });
}

/** A first page, where arrivals show. */
export const isHead = (query: Query) => query.queryKey[0] === "files" && query.queryKey[1] === "page" && query.queryKey[3] === "";

/** Whether it asks for what only the work on a file finds out: its state, its shape, the words in it. */
export const asksForWork = ({ queryKey }: Query) => {
  const { status, orientation, search, tags } = queryKey[2] as FileFilters;
  return Boolean(status || orientation || search || tags?.length);
};

type IndexData = InfiniteData<IndexPage, string>;

/** Puts what the first page has and the index has not where the first page has it; fits proportions that became known. */
function merge(client: QueryClient, filters: FileFilters, head: KeysetPage<MediaFile>) {
  client.setQueryData<IndexData>(indexQuery(filters).queryKey, (index) => {
    const [first, ...rest] = index?.pages ?? [];
    if (!index || !first) return index;
    const merged = mergeEntries(first.entries, head.results, new Set(rest.flatMap((page) => page.entries.map((entry) => entry.id))));
    return merged ? { ...index, pages: [{ ...first, entries: merged }, ...rest] } : index;
  });
}

function mergeEntries(entries: IndexEntry[], head: MediaFile[], elsewhere: Set<string>): IndexEntry[] | null {
  const merged = [...entries];
  // A full page may end in the middle of the list: what follows its last known row is not known to follow it directly.
  let at = head.length < PAGE_SIZE ? merged.length : -1;
  let changed = false;
  for (const file of [...head].reverse()) {
    const known = merged.findIndex((entry) => entry.id === file.id);
    const old = merged[known];
    if (old) {
      at = known;
      if (old.ratio === ratioOf(file)) continue;
      merged[known] = { ...old, ratio: ratioOf(file) };
    } else if (at >= 0 && !elsewhere.has(file.id)) {
      merged.splice(at, 0, entryOf(file, ""));
    } else {
      continue;
    }
    changed = true;
  }
  return changed ? merged : null;
}

type EntryChange = (entry: IndexEntry) => IndexEntry | null;

/** Changes or, by null, removes entries in every list that is in memory. */
function changeEntries(client: QueryClient, change: EntryChange, where: (filters: FileFilters) => boolean = () => true) {
  const predicate = ({ queryKey }: Query) => where(queryKey[2] as FileFilters);
  client.setQueriesData<IndexData>({ queryKey: ["files", "index"], predicate }, (index) => {
    if (!index) return index;
    const pages = index.pages.map((page) => {
      const entries = page.entries.map(change).filter((entry) => entry !== null);
      const same = entries.length === page.entries.length && entries.every((entry, at) => entry === page.entries[at]);
      return same ? page : { ...page, entries };
    });
    return pages.every((page, at) => page === index.pages[at]) ? index : { ...index, pages };
  });
}

/** The files are no longer in any list. Returns how to put them back. */
export function departed(client: QueryClient, ...ids: string[]): () => void {
  const gone = new Set(ids);
  const before = client.getQueriesData<IndexData>({ queryKey: ["files", "index"] });
  changeEntries(client, (entry) => (gone.has(entry.id) ? null : entry));
  return () => before.forEach(([key, data]) => client.setQueryData(key, data));
}

/** What a changed row changes about the place it takes. */
export function reshaped(client: QueryClient, file: MediaFile) {
  const ratio = ratioOf(file);
  changeEntries(client, (entry) =>
    entry.id === file.id && (entry.ratio !== ratio || entry.title !== file.title) ? { ...entry, ratio, title: file.title } : entry,
  );
}

/** The file leaves the lists that ask for a state which is no longer its own. */
export function outgrown(client: QueryClient, { id, status }: MediaFile) {
  const elsewhere = (filters: FileFilters) => filters.status !== undefined && filters.status !== status;
  const predicate = ({ queryKey }: Query) => elsewhere(queryKey[2] as FileFilters);
  // From its page too, or a first page would bring it back.
  client.setQueriesData<KeysetPage<MediaFile>>({ queryKey: ["files", "page"], predicate }, (page) => {
    if (!page?.results.some((file) => file.id === id)) return page;
    return { ...page, results: page.results.filter((file) => file.id !== id) };
  });
  changeEntries(client, (entry) => (entry.id === id ? null : entry), elsewhere);
}
