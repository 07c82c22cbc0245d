import type { BrowserContext, Request, Response } from "playwright-core";

interface Refusal {
  method: string;
  path: string;
  status: number;
}

/** Everything that went wrong in the pages of a context: errors on the console, failed requests, refusals nobody expected. */
export class Watch {
  private readonly troubles: string[] = [];
  private readonly expected: Refusal[] = [];

  constructor(context: BrowserContext) {
    context.on("console", (message) => {
      // The browser's own line about a refused request; the answer itself is judged below.
      if (message.text().startsWith("Failed to load resource")) return;
      if (message.type() === "error") this.troubles.push(`console: ${message.text()}`);
    });
    context.on("weberror", (error) => this.troubles.push(`uncaught: ${error.error().stack}`));
    context.on("requestfailed", (request) => this.fail(request));
    context.on("response", (response) => this.answer(response));
  }

  /** Says beforehand that the server will refuse this, once or often. */
  expect(method: string, path: string, status: number) {
    this.expected.push({ method, path, status });
  }

  /** What went wrong since the last time. */
  take(): string[] {
    return this.troubles.splice(0);
  }

  private fail(request: Request) {
    const why = request.failure()?.errorText ?? "";
    // The page itself gave the request up, such as a list that was asked for anew.
    if (why !== "net::ERR_ABORTED") this.troubles.push(`request: ${request.method()} ${request.url()} ${why}`);
  }

  private answer(response: Response) {
    if (response.status() < 400) return;
    const method = response.request().method();
    const { pathname } = new URL(response.url());
    const known = this.expected.some((one) => one.method === method && one.status === response.status() && pathname.startsWith(one.path));
    if (!known) this.troubles.push(`answer: ${response.status()} ${method} ${pathname}`);
  }
}
