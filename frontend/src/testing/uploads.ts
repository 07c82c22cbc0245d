import { screen } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { vi } from "vitest";

import { makeFile } from "./makers";
import { openApp } from "./render";
import { server } from "./server";
import { world } from "./world";

/** What the server was asked for and what it took. */
export interface Seen {
  checked: string[];
  sent: { name: string; duplicate: string }[];
}

export const picture = (name: string, content = name) => new File([content], name, { type: "image/jpeg" });

/** The server knows no file before it comes, and takes each. */
export function takeUploads(): Seen {
  const seen: Seen = { checked: [], sent: [] };
  server.use(
    http.post("*/media/files/check/", async ({ request }) => {
      seen.checked.push(...((await request.json()) as { sha256: string[] }).sha256);
      return HttpResponse.json({ existing: [] });
    }),
    http.post("*/media/upload/", async ({ request }) => {
      const form = await request.formData();
      const { name } = form.get("file") as File;
      seen.sent.push({ name, duplicate: String(form.get("on_duplicate")) });
      const file = makeFile({ title: name, status: "pending" });
      world.files = [file, ...world.files];
      return HttpResponse.json(file, { status: 201 });
    }),
  );
  return seen;
}

/** Stands in for the server's log of events; returns how to announce one. */
export function hearEvents() {
  const heard = new EventTarget();
  class Source extends EventTarget {
    constructor() {
      super();
      return heard as Source;
    }
  }
  vi.stubGlobal("EventSource", Object.assign(Source, { CLOSED: 2 }));
  Object.assign(heard, { close: () => undefined });
  return (type: string, id: string | undefined) => heard.dispatchEvent(new MessageEvent(type, { data: JSON.stringify({ id }) }));
}

export async function choose(...files: File[]) {
  const app = openApp("/museum/library");
  const [input] = await screen.findAllByLabelText("Choose files to upload");
  if (input) await app.user.upload(input, files);
  return { ...app, tray: await screen.findByLabelText("Uploads", { selector: "section" }) };
}
