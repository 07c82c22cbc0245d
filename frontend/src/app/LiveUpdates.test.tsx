import { screen, waitFor, within } from "@testing-library/react";
import { delay, http, HttpResponse } from "msw";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { makeFile } from "../testing/makers";
import { atDesk, openApp } from "../testing/render";
import { server } from "../testing/server";
import { hearEvents } from "../testing/uploads";
import { world } from "../testing/world";

let announce: ReturnType<typeof hearEvents>;

beforeEach(() => {
  atDesk();
  announce = hearEvents();
});
afterEach(() => vi.unstubAllGlobals());

describe("live updates", () => {
  it("show in a filtered list what belongs there once it is ready", async () => {
    const fresh = makeFile({ title: "Fresh", status: "processing" });
    world.files = [fresh, makeFile({ title: "Harbour" })];
    openApp("/museum/library?status=ready");
    await screen.findByRole("gridcell", { name: /Harbour/ });
    Object.assign(fresh, { status: "ready" });
    announce("file.ready", fresh.id);
    expect(await screen.findByRole("gridcell", { name: /Fresh/ })).toBeInTheDocument();
    expect(screen.getByText("2 files")).toBeInTheDocument();
  });

  it("take out of a filtered list what no longer belongs there", async () => {
    const broken = makeFile({ title: "Broken", status: "failed" });
    world.files = [broken];
    openApp("/museum/library?status=failed");
    await screen.findByRole("gridcell", { name: /Broken/ });
    // What the list says of it arrives last.
    server.use(http.get("*/media/files/", async ({ request }) => void (new URL(request.url).search.includes("failed") && (await delay(300)))));
    Object.assign(broken, { status: "ready" });
    announce("file.ready", broken.id);
    await waitFor(() => expect(screen.queryByRole("gridcell", { name: /Broken/ })).toBeNull());
    await delay(600);
    expect(screen.getByText("Nothing matches")).toBeInTheDocument();
  });

  it("empty the quarantine of what another manager let through", async () => {
    const held = makeFile({ title: "Invoice", status: "quarantined", quarantine: { finding: "Eicar", found_at: "2026-11-14T12:05:00Z" } });
    world.files = [held];
    openApp("/museum/quarantine");
    await screen.findByRole("listitem", { name: "Invoice" });
    Object.assign(held, { status: "processing", quarantine: null });
    announce("file.released", held.id);
    expect(await screen.findByText("Nothing in quarantine")).toBeInTheDocument();
  });

  it("show how far the open film is, and read no other anew for that", async () => {
    const work = (progress: number) => ({ processing: [{ step: "transcode", state: "running" as const, attempts: 1, error: null, progress }] });
    const film = { kind: "video" as const, file_type: "video/x-msvideo", playback: null };
    const [open, other] = [makeFile({ ...film, ...work(0.01) }), makeFile({ ...film, ...work(0.01) })];
    world.files = [open, other];
    const read: string[] = [];
    server.use(http.get("*/media/files/:id/", ({ params }) => void read.push(String(params["id"]))));
    openApp(`/museum/library?file=${open.id}`);
    const bar = await screen.findByRole("progressbar", { name: "Being prepared for the web" });
    expect(bar).toHaveAttribute("aria-valuenow", "1");
    Object.assign(open, work(0.6));
    announce("job.progress", other.id);
    announce("job.progress", open.id);
    await waitFor(() => expect(bar).toHaveAttribute("aria-valuenow", "60"));
    expect(read).not.toContain(other.id);
  });

  it("do not take an older answer for what a file has become", async () => {
    const work = { processing: [{ step: "transcode", state: "running" as const, attempts: 1, error: null, progress: 0.9 }] };
    const film = makeFile({ kind: "video", file_type: "video/x-msvideo", playback: null, ...work });
    world.files = [film];
    openApp(`/museum/library?file=${film.id}`);
    await screen.findByRole("progressbar", { name: "Being prepared for the web" });
    const old = { ...film };
    server.use(http.get("*/media/files/:id/", async () => (await delay(900), HttpResponse.json(old)), { once: true }));
    announce("job.progress", film.id);
    await delay(500);
    Object.assign(film, { playback: { url: "/web.mp4", file_type: "video/mp4", width: 640, height: 360, source: "web" }, processing: [] });
    announce("file.changed", film.id);
    await waitFor(() => expect(document.querySelector("video")).not.toBeNull(), { timeout: 3000 });
  });

  it("read a file again that changes while it is being read", async () => {
    const fresh = makeFile({ title: "Fresh", status: "processing" });
    world.files = [fresh];
    let asked = 0;
    server.use(
      http.get("*/media/files/:id/", async () => {
        asked += 1;
        if (asked > 1) return;
        const old = structuredClone(fresh);
        await delay(1500);
        return HttpResponse.json(old);
      }),
    );
    openApp("/museum/library");
    const tile = await screen.findByRole("gridcell", { name: /Fresh/ });
    expect(within(tile).getByRole("progressbar")).toBeInTheDocument();
    announce("file.changed", fresh.id);
    await waitFor(() => expect(asked).toBe(1));
    Object.assign(fresh, { status: "ready" });
    announce("file.ready", fresh.id);
    await waitFor(() => expect(within(screen.getByRole("gridcell", { name: /Fresh/ })).queryByRole("progressbar")).toBeNull(), { timeout: 4000 });
  });

  it("leave alone what somebody is writing", async () => {
    const file = makeFile({ title: "Harbour", description: "" });
    world.files = [file];
    const { user } = openApp(`/museum/library?file=${file.id}`);
    const panel = await screen.findByRole("complementary", { name: "File" });
    const description = await within(panel).findByRole("textbox", { name: "Description" });
    await user.type(description, "Seen from the quay");
    Object.assign(file, { title: "Pier", description: "IMG_0412" });
    announce("file.ready", file.id);
    await waitFor(() => expect(within(panel).getByRole("textbox", { name: "Title" })).toHaveValue("Pier"));
    expect(description).toHaveValue("Seen from the quay");
    await user.tab();
    await waitFor(() => expect(file.description).toBe("Seen from the quay"));
  });
});
