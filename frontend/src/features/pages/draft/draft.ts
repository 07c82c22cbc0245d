import type { Tagged } from "../../../api/client";
import { ApiError } from "../../../api/errors";
import type { Page } from "../../../api/types";
import { type Content, contentOf } from "../content";
import { hasPlace, type Misfit, misfitsOf } from "../problems";
import type { PageChange } from "../queries";

/** What the editor writes and the draft saves by itself. */
export interface Written {
  title: string;
  content: Content;
}

export type DraftState = "saved" | "waiting" | "saving" | "offline" | "refused" | "conflict";

export interface DraftSnapshot {
  page: Page;
  written: Written;
  state: DraftState;
  /** What the server refused, where it is. */
  misfits: readonly Misfit[];
}

interface DraftOptions {
  save: (change: PageChange, etag: string | null) => Promise<Tagged<Page>>;
  /** Every answer about the page. */
  onPage: (answer: Tagged<Page>) => void;
  /** A save failed for good, for a reason that has no place on the page. */
  onRefused: (error: unknown) => void;
}

const PAUSE = 800;
const COME_BACK = 4_000;

const writtenOf = (page: Page): Written => ({ title: page.title, content: contentOf(page) });

/**
 * One page while it is edited. What is written is saved after a pause, one save at a time, each on condition that nobody
 * else changed the page (412 stops the saving until the person decides). Nothing that was written is ever dropped here.
 */
export class Draft {
  private snapshot: DraftSnapshot;
  private base: Written;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    { data, etag }: Tagged<Page>,
    private readonly options: DraftOptions,
  ) {
    this.etag = etag;
    this.base = writtenOf(data);
    this.snapshot = { page: data, written: this.base, state: "saved", misfits: [] };
  }

  private etag: string | null;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  read = () => this.snapshot;

  /** What was last known to be on the server. */
  get agreed(): Written {
    return this.base;
  }

  get isDirty(): boolean {
    return this.snapshot.written !== this.base;
  }

  change(part: Partial<Written>) {
    this.set({ written: { ...this.snapshot.written, ...part } });
    if (this.snapshot.state === "conflict") return;
    this.set({ state: "waiting" });
    this.later(PAUSE);
  }

  /** Saves what is not saved yet. Returns whether everything is. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    if (this.snapshot.state === "conflict") return false;
    this.running = this.running.then(() => this.save());
    await this.running;
    return !this.isDirty;
  }

  /** An act on the page that takes and gives an ETag. What is written is saved before; null when that could not be. */
  async perform(act: (etag: string | null) => Promise<Tagged<Page>>): Promise<Tagged<Page> | null> {
    if (!(await this.flush())) return null;
    try {
      const answer = await act(this.etag);
      this.agreeOn(answer);
      this.set({ misfits: [] });
      return answer;
    } catch (error) {
      if (error instanceof ApiError) this.refused(error, this.snapshot.written);
      throw error;
    }
  }

  /** The page was read again: what is newer is taken over, unless something is written that would be lost. */
  adopt(answer: Tagged<Page>) {
    const newer = answer.data.updated_at > this.snapshot.page.updated_at;
    if (newer && !this.isDirty && this.snapshot.state === "saved") this.load(answer);
  }

  /** The server's version in place of what is written here; returns what was written. */
  load(answer: Tagged<Page>): Written {
    const ours = this.snapshot.written;
    this.etag = answer.etag;
    this.base = writtenOf(answer.data);
    this.set({ page: answer.data, written: this.base, state: "saved", misfits: [] });
    return ours;
  }

  /** What is written here over what somebody else saved. */
  overrule(theirs: Tagged<Page>): Promise<boolean> {
    this.etag = theirs.etag;
    this.base = writtenOf(theirs.data);
    this.set({ state: "waiting" });
    return this.flush();
  }

  stop() {
    clearTimeout(this.timer);
  }

  private async save() {
    const sent = this.snapshot.written;
    if (sent === this.base || this.snapshot.state === "conflict") return;
    this.set({ state: "saving" });
    try {
      const answer = await this.options.save(differing(sent, this.base), this.etag);
      this.base = sent;
      this.agreeOn(answer);
      this.set({ state: this.isDirty ? "waiting" : "saved", misfits: [] });
    } catch (error) {
      this.failed(error, sent);
    }
    if (this.snapshot.state === "waiting") this.later(PAUSE);
  }

  private agreeOn(answer: Tagged<Page>) {
    this.etag = answer.etag;
    this.set({ page: answer.data });
    this.options.onPage(answer);
  }

  private failed(error: unknown, sent: Written) {
    const status = error instanceof ApiError ? error.status : 500;
    if (status === 412) {
      this.set({ state: "conflict" });
    } else if (status === 0 || status === 401 || status === 429 || status >= 500) {
      this.set({ state: "offline" });
      this.later(COME_BACK);
    } else {
      this.set({ state: "refused" });
      if (error instanceof ApiError) this.refused(error, sent);
      if (status !== 400 || !this.snapshot.misfits.some(hasPlace)) this.options.onRefused(error);
    }
  }

  private refused(error: ApiError, sent: Written) {
    if (error.status === 412) this.set({ state: "conflict" });
    else if (error.status === 400) this.set({ misfits: misfitsOf(error.problems, sent.content) });
  }

  private later(wait: number) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), wait);
  }

  private set(part: Partial<DraftSnapshot>) {
    this.snapshot = { ...this.snapshot, ...part };
    for (const listener of this.listeners) listener();
  }
}

function differing(written: Written, base: Written): PageChange {
  return {
    ...(written.title !== base.title && { title: written.title }),
    ...(written.content !== base.content && { content: written.content }),
  };
}
