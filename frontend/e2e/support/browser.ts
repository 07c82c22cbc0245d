import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";

import type { Person } from "./people";
import { Watch } from "./watch";

const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PATIENCE = 60_000;

export interface Visit {
  context: BrowserContext;
  page: Page;
  watch: Watch;
}

interface VisitOptions {
  /** Signed in; else anonymous. */
  person?: Person;
  width?: number;
  height?: number;
  theme?: "light" | "dark";
}

/** A browser for the tests of one file. After each test its visits end, and nothing may have gone wrong in them. */
export function startBrowser() {
  let browser: Browser;
  const visits: Visit[] = [];
  beforeAll(async () => {
    const executablePath = process.env["VITRINE_CHROMIUM"] ?? "/usr/bin/chromium";
    // Each launch has a profile folder of its own, which goes with it.
    browser = await chromium.launch({ executablePath, headless: true, args: SWITCHES });
  });
  afterEach(async () => {
    const troubles = visits.flatMap(({ watch }) => watch.take());
    await Promise.all(visits.splice(0).map(({ context }) => context.close()));
    expect(troubles).toEqual([]);
  });
  afterAll(() => browser.close());

  return async function visit({ person, width = 1440, height = 900, theme = "light" }: VisitOptions = {}): Promise<Visit> {
    const context = await browser.newContext({
      baseURL: inject("address"),
      viewport: { width, height },
      colorScheme: theme,
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(PATIENCE);
    const watch = new Watch(context);
    if (person) await signIn(context, person);
    const made = { context, page: await context.newPage(), watch };
    visits.push(made);
    return made;
  };
}

/** Opens a session as the app does, without drawing its form. */
async function signIn(context: BrowserContext, person: Person) {
  await context.request.get("/api/v1/auth/me/");
  expect((await post(context, "/api/v1/auth/login/", person)).status()).toBe(200);
}

/** Ends the session at the server: what is on its way with it is refused too. */
export async function endSession(context: BrowserContext) {
  expect((await post(context, "/api/v1/auth/logout/")).status()).toBe(204);
}

async function post(context: BrowserContext, path: string, data?: unknown) {
  const token = (await context.cookies()).find(({ name }) => name.includes("csrf"))?.value ?? "";
  return context.request.post(path, { data, headers: { "X-CSRFToken": token, Referer: inject("address") } });
}
