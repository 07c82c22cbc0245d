import { screen } from "@testing-library/react";
import { http, HttpResponse } from "msw";

import type { MediaFileDetail } from "../api/types";
import { makeFile } from "./makers";
import { openApp } from "./render";
import { server } from "./server";
import { world } from "./world";

export const none = { pages: [], scrub: null, waveform: null };

export const playback = (file_type: string) => ({ url: "/renditions/play", file_type, width: null, height: null, source: "original" as const });

/** Fills the library. */
export const keep = (...files: MediaFileDetail[]) => (world.files = files);

/** Opens a file beside the library, or over it; another one is there too. */
export async function openFile(file: MediaFileDetail, large = false) {
  keep(file, makeFile({ title: "Pine avenue" }));
  const app = openApp(`/museum/library?file=${file.id}${large ? "&large=true" : ""}`);
  await screen.findByRole("textbox", { name: "Title", hidden: true });
  return app;
}

export const answerText = (text: string, truncated = false) => server.use(http.get("*/media/files/:id/text/", () => HttpResponse.json({ text, truncated })));

/** Remembers what was sent as changes to files. */
export function watchChanges() {
  const sent: unknown[] = [];
  server.events.removeAllListeners();
  server.events.on("request:start", async ({ request }) => {
    if (request.method === "PATCH") sent.push(await request.clone().json());
  });
  return sent;
}
