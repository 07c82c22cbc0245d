import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { delay, http, HttpResponse } from "msw";
import { afterEach, describe, expect, it, vi } from "vitest";

import { makeFile } from "../testing/makers";
import { atDesk, openApp } from "../testing/render";
import { server } from "../testing/server";
import { keep, openFile, playback } from "../testing/shown";
import { hearEvents } from "../testing/uploads";

afterEach(() => {
  atDesk();
  vi.restoreAllMocks();
});

describe("the large view", () => {
  it("opens by its key also where the panel is a sheet over the library", async () => {
    atDesk(700);
    const file = makeFile({ title: "Harbour" });
    keep(file);
    const { user, router } = openApp(`/museum/library?file=${file.id}`);
    await screen.findByRole("textbox", { name: "Title" });
    expect(screen.getByRole("dialog", { name: "File" })).toBeInTheDocument();
    await user.keyboard("f");
    expect(await screen.findByRole("dialog", { name: "Harbour" })).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog", { name: "Harbour" })).not.toBeInTheDocument());
    expect(router.state.location.search).toMatch(/file=[^&]*$/);
    await user.click(screen.getByRole("textbox", { name: "Title" }));
    await user.keyboard("f");
    expect(screen.queryByRole("dialog", { name: "Harbour" })).not.toBeInTheDocument();
  });

  it("shows colours for print as pages do, never as a browser would", async () => {
    const rendition = { url: "/large.webp", width: 800, height: 600 };
    server.use(http.get("*/media/files/:id/renditions/", () => HttpResponse.json({ srcset: "", large: rendition })));
    const { user } = await openFile(makeFile({ title: "Cover", width: 1000, height: 750, metadata: { color_space: "CMYK" } }), true);
    const large = await screen.findByRole("dialog", { name: "Cover" });
    const drawn = () => [...large.querySelectorAll("img")].map((image) => image.getAttribute("src"));
    await waitFor(() => expect(drawn()).toContain("/large.webp"));
    await user.keyboard("+++");
    expect(drawn().at(-1)).toBe("/large.webp");
  });

  it.each([
    { file_type: "image/webp", metadata: { orientation: 6 }, upright: false },
    { file_type: "image/webp", metadata: { orientation: 6, animated: true, frames: 2 }, upright: false },
    { file_type: "image/png", metadata: { orientation: 3 }, upright: false },
    { file_type: "image/webp", metadata: { orientation: 1 }, upright: true },
    { file_type: "image/jpeg", metadata: { orientation: 6 }, upright: true },
  ])("draws the original only where every browser turns it upright: $file_type, $metadata", async ({ upright, ...known }) => {
    const rendition = { url: "/large.webp", width: 600, height: 800 };
    server.use(http.get("*/media/files/:id/renditions/", () => HttpResponse.json({ srcset: "", large: rendition })));
    const { user } = await openFile(makeFile({ title: "Tower", width: 750, height: 1000, ...known }), true);
    const large = await screen.findByRole("dialog", { name: "Tower" });
    const drawn = () => [...large.querySelectorAll("img")].map((image) => image.getAttribute("src"));
    await waitFor(() => expect(drawn().length).toBeGreaterThan(1));
    await user.keyboard("+++");
    await waitFor(() => expect(drawn().at(-1)).toMatch(upright ? /\/content\/$/ : /^\/large\.webp$/));
  });

  it("asks for the original once the virus scanner has spoken", async () => {
    const scan = { step: "antivirus", attempts: 0, progress: null, error: null } as const;
    const waiting = makeFile({ title: "Harbour", status: "processing", processing: [{ ...scan, state: "pending" }] });
    const announce = hearEvents();
    await openFile(waiting, true);
    const large = await screen.findByRole("dialog", { name: "Harbour" });
    await within(large).findByRole("group", { name: /Plus and minus zoom/ });
    const original = () => large.querySelector('img[src$="/content/"]');
    expect(original()).toBeNull();
    Object.assign(waiting, { processing: [{ ...scan, state: "done" }] });
    announce("file.changed", waiting.id);
    await waitFor(() => expect(original()).toBeInTheDocument());
  });

  it("stays while the next file is read", async () => {
    const [first, next] = [makeFile({ title: "Harbour" }), makeFile({ title: "Pine avenue" })];
    keep(first, next);
    server.use(http.get(`*/media/files/${next.id}/`, async () => void (await delay(200))));
    const { user } = openApp(`/museum/library?file=${first.id}&large=true`);
    const large = await screen.findByRole("dialog", { name: "Harbour" });
    await screen.findAllByText("1 of 2");
    await user.keyboard("{ArrowRight}");
    expect(large).toHaveAccessibleName("Pine avenue");
    expect(await within(large).findByRole("group", { name: /Plus and minus zoom/ })).toBeInTheDocument();
    expect(large).toBeInTheDocument();
  });

  it("stays when the file cannot be read again", async () => {
    const file = makeFile({ title: "Harbour" });
    keep(file);
    const announce = hearEvents();
    openApp(`/museum/library?file=${file.id}&large=true`);
    const large = await screen.findByRole("dialog", { name: "Harbour" });
    let asked = 0;
    server.use(http.get(`*/media/files/${file.id}/`, () => {
        asked += 1;
        return HttpResponse.json({}, { status: 404 });
      }));
    announce("file.changed", file.id);
    await waitFor(() => expect(asked).toBeGreaterThan(0), { timeout: 3000 });
    await delay(100);
    expect(large).toBeInTheDocument();
    vi.unstubAllGlobals();
  });

  it("silences the film that plays in the panel, so that nothing is heard twice", async () => {
    const film = makeFile({ title: "Ferry", kind: "video", file_type: "video/mp4", duration: 20, playback: playback("video/mp4") });
    keep(film);
    const { user } = openApp(`/museum/library?file=${film.id}`);
    const player = await screen.findByLabelText<HTMLVideoElement>("Ferry", { selector: "video" });
    const pause = vi.spyOn(player, "pause");
    fireEvent.play(player);
    await user.click(screen.getByRole("button", { name: "View large" }));
    await screen.findByRole("dialog", { name: "Ferry" });
    await waitFor(() => expect(pause).toHaveBeenCalled());
  });
});

describe("pictures that are nothing but a line", () => {
  it.each([
    [20000, 7],
    [3, 20000],
  ])("have a place in the panel: %s by %s", async (width, height) => {
    await openFile(makeFile({ title: "Line", width, height }));
    const { style } = await screen.findByRole("group", { name: /Plus and minus zoom/ });
    const sides = [parseFloat(style.width), parseFloat(style.width) / parseFloat(style.aspectRatio)];
    expect(Math.min(...sides)).toBeGreaterThanOrEqual(32);
    expect(sides[1]).toBeLessThanOrEqual(250);
  });
});
