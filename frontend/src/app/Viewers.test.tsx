import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { afterEach, describe, expect, it, vi } from "vitest";

import type { MediaFileDetail } from "../api/types";
import { makeFile } from "../testing/makers";
import { openApp } from "../testing/render";
import { server } from "../testing/server";
import { keep, none, openFile as open, playback } from "../testing/shown";
import { world } from "../testing/world";

const film = (change: Partial<MediaFileDetail> = {}) =>
  makeFile({ title: "Ferry", kind: "video", file_type: "video/mp4", duration: 20, width: 1280, height: 720, previews: none, playback: playback("video/mp4"), ...change });
const sprite = { url: "/s.vtt", sprite: "/s.webp", columns: 5, rows: 2, count: 8, tile_width: 160, tile_height: 90, interval: 2 };

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** The test browser plays nothing: a player that knows how long it is, and says where it is. */
function stubPlayer(kind: "video" | "audio", duration = 20) {
  const player = document.querySelector<HTMLMediaElement>(kind);
  if (!player) throw new Error("no player");
  Object.defineProperty(player, "duration", { configurable: true, value: duration });
  Object.defineProperty(player, "currentTime", { configurable: true, writable: true, value: 0 });
  fireEvent.durationChange(player);
  return player;
}

describe("pictures", () => {
  it("open large at an address of their own, and Back or Escape leads to the panel again", async () => {
    const { user, router } = await open(makeFile({ title: "Harbour" }));
    await user.click(screen.getByRole("button", { name: "View large" }));
    expect(router.state.location.search).toMatch(/file=.*&large=true/);
    expect(await screen.findByRole("dialog", { name: "Harbour" })).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(router.state.location.search).toMatch(/file=[^&]*$/);
  });

  it("zoom by keys and by buttons, and fit again", async () => {
    const { user } = await open(makeFile({ title: "Harbour" }), true);
    const large = await screen.findByRole("dialog", { name: "Harbour" });
    const fit = within(large).getByRole("button", { name: "Fit to the window" });
    expect(fit).toHaveTextContent("Fit");
    await user.keyboard("++");
    expect(fit).toHaveTextContent("2.0 ×");
    expect(fit).toHaveAccessibleName("2.0 ×. Fit to the window");
    await user.keyboard("-");
    expect(fit).toHaveTextContent("1.4 ×");
    await user.keyboard("0");
    expect(fit).toHaveTextContent("Fit");
    const closer = within(large).getByRole("button", { name: "Zoom in" });
    await user.click(closer);
    expect(fit).toHaveTextContent("1.4 ×");
    await user.keyboard("+".repeat(12));
    expect(closer).toHaveAttribute("aria-disabled", "true");
    expect(closer).toHaveFocus();
    await user.keyboard("-");
    expect(closer).toHaveAttribute("aria-disabled", "false");
  });

  it("let the arrows walk the files while they fit, and move them while they do not", async () => {
    const { user } = await open(makeFile({ title: "Harbour" }), true);
    await screen.findByRole("dialog", { name: "Harbour" });
    await screen.findAllByText("1 of 2");
    await user.keyboard("+{ArrowRight}");
    expect(screen.getByRole("dialog", { name: "Harbour" })).toBeInTheDocument();
    await user.keyboard("0{ArrowRight}");
    expect(await screen.findByRole("dialog", { name: "Pine avenue" })).toBeInTheDocument();
  });

  it("lie on a ground of their own where they may be seen through, photographs do not", async () => {
    keep(makeFile({ title: "Logo", file_type: "image/svg+xml" }), makeFile({ title: "Harbour" }));
    openApp(`/museum/library?file=${world.files[0]?.id}`);
    const ground = (where: HTMLElement) => where.querySelector("img")?.closest(".bg-checked");
    expect(ground(await screen.findByRole("gridcell", { name: /Logo/ }))).toBeTruthy();
    expect(ground(await screen.findByRole("group", { name: /Plus and minus zoom/ }))).toBeTruthy();
    expect(ground(screen.getByRole("gridcell", { name: /Harbour/ }))).toBeFalsy();
  });

  it("take the sharpest source only when it is looked at closely", async () => {
    server.use(
      http.get("*/media/files/:id/renditions/", () =>
        HttpResponse.json({ srcset: "", large: { url: "/large.webp", width: 800, height: 600 }, xlarge: { url: "/xlarge.webp", width: 1600, height: 1200 } }),
      ),
    );
    const { user } = await open(makeFile({ title: "Harbour", width: 4000, height: 3000 }), true);
    const large = await screen.findByRole("dialog", { name: "Harbour" });
    const drawn = () => [...large.querySelectorAll("img")].map((image) => image.getAttribute("src"));
    await waitFor(() => expect(drawn()).toContain("/xlarge.webp"));
    await user.keyboard("+++");
    expect(drawn().at(-1)).toMatch(/\/content\/$/);
  });
});

describe("pictures of several pages", () => {
  it("say that only the first is shown", async () => {
    const { user } = await open(makeFile({ title: "Scan", file_type: "image/tiff", metadata: { pages: 3 } }), true);
    const large = await screen.findByRole("dialog", { name: "Scan" });
    expect(await within(large).findByText(/^Page 1 of 3\./)).toHaveTextContent("Page 1 of 3. Download the file for the rest.");
    await user.keyboard("{ArrowRight}");
    expect(within(await screen.findByRole("dialog", { name: "Pine avenue" })).queryByText(/^Page 1/)).not.toBeInTheDocument();
  });
});

describe("films", () => {
  it.each([
    [200, 9, "0:09 of 3:20"],
    [5, 0.45, "0.5 of 5.0 seconds"],
  ])("play with the browser's controls, and go along their frames in steps that fit their %s seconds", async (duration, reached, said) => {
    const { user } = await open(film({ previews: { ...none, scrub: sprite } }));
    const player = stubPlayer("video", duration);
    expect(player).toHaveAttribute("controls");
    expect(player).toHaveAttribute("src", "/renditions/play");
    const time = screen.getByRole("slider", { name: "Time" });
    time.focus();
    await user.keyboard("{ArrowRight}{ArrowRight}{Shift>}{ArrowLeft}{/Shift}");
    expect(player.currentTime).toBeCloseTo(reached);
    expect(time).toHaveAttribute("aria-valuetext", said);
    await user.keyboard("{End}");
    expect(player.currentTime).toBe(duration);
  });

  it("play by Space as soon as they are large, and leave it to the buttons that have the focus", async () => {
    const play = vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
    const { user } = await open(film(), true);
    const large = await screen.findByRole("dialog", { name: "Ferry" });
    await waitFor(() => expect(large.querySelector("video")).not.toBeNull());
    await user.keyboard(" ");
    expect(play).toHaveBeenCalledTimes(1);
    within(large).getByRole("button", { name: "Close the large view" }).focus();
    await user.keyboard(" ");
    expect(play).toHaveBeenCalledTimes(1);
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  });

  it("close when the browser asks for it, which keeps the keys pressed in its controls to itself", async () => {
    const watcher = { onclose: () => undefined, destroy: vi.fn() };
    vi.stubGlobal("CloseWatcher", vi.fn(function () {
      return watcher;
    }));
    await open(film(), true);
    await screen.findByRole("dialog", { name: "Ferry" });
    watcher.onclose();
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(watcher.destroy).toHaveBeenCalled();
  });

  it("are as long on their tile as they are to the nearest second, and never 0:00", async () => {
    keep(film({ duration: 4.97, previews: { ...none, scrub: sprite } }), film({ title: "Blink", duration: 0.3 }));
    openApp(`/museum/library?file=${world.files[0]?.id}`);
    expect(await screen.findByRole("gridcell", { name: /Ferry/ })).toHaveTextContent("0:05");
    expect(screen.getByRole("gridcell", { name: /Blink/ })).toHaveTextContent("0:01");
    expect(await screen.findByRole("slider", { name: "Time" })).toHaveAttribute("aria-valuetext", "0.0 of 5.0 seconds");
  });

  it("say how far the web version is while browsers cannot play them", async () => {
    await open(film({ playback: null, processing: [{ step: "transcode", state: "running", attempts: 1, error: null, progress: 0.42 }] }));
    expect(await screen.findByRole("progressbar", { name: "Being prepared for the web" })).toHaveAttribute("aria-valuenow", "42");
    expect(screen.getByText("42 %")).toBeInTheDocument();
    expect(document.querySelector("video")).toBeNull();
  });

  it("do not send anybody to another player with a film that is broken", async () => {
    const error = { code: "unreadable_file", detail: "There is no picture track in the film." };
    await open(film({ status: "failed", playback: null, processing: [{ step: "facts", state: "failed", attempts: 1, error, progress: null }] }));
    expect(await screen.findByText(/no picture track/)).toBeInTheDocument();
    expect(screen.queryByText(/Download it to play it/)).not.toBeInTheDocument();
  });

  it("say large too what is wrong with one that is broken, as the panel lies behind", async () => {
    const error = { code: "truncated", detail: "The film stops before its end. Copy the original again." };
    await open(film({ status: "failed", playback: null, processing: [{ step: "facts", state: "failed", attempts: 1, error, progress: null }] }), true);
    const large = within(await screen.findByRole("dialog", { name: "Ferry" }));
    expect(await large.findByText(/^The file is not whole\./)).toHaveTextContent("The film stops before its end. Copy the original again.");
    expect(large.queryByText(/could not be prepared/)).not.toBeInTheDocument();
  });

  it.each([false, true])("offer the original where it was the work on it that failed (large: %s)", async (largely) => {
    const error = { code: "internal_error", detail: "This failed three times for a reason that we do not know." };
    await open(film({ status: "failed", playback: null, processing: [{ step: "facts", state: "failed", attempts: 3, error, progress: null }] }), largely);
    const shown = within(largely ? await screen.findByRole("dialog", { name: "Ferry" }) : await screen.findByRole("complementary", { name: "File" }));
    const note = await shown.findByText(/could not be prepared for the web/);
    expect(within(note.parentElement as HTMLElement).getByRole("link", { name: "Download" })).toHaveAttribute("href", expect.stringContaining("/download/"));
    if (largely) expect(note).toHaveTextContent("Something went wrong on the server. This failed three times");
    else expect(note).not.toHaveTextContent("Something went wrong");
  });

  it("offer the original where no web version comes", async () => {
    const error = { code: "took_too_long", detail: "It took over an hour." };
    await open(film({ playback: null, processing: [{ step: "transcode", state: "failed", attempts: 3, error, progress: null }] }));
    expect(await screen.findByText(/could not be prepared for the web/)).toHaveTextContent("It took over an hour.");
    expect(screen.getAllByRole("link", { name: "Download" })[1]).toHaveAttribute("href", expect.stringContaining("/download/"));
  });

  it("leaf through on their tile once the pointer rests, and ask for nothing before", async () => {
    const file = film({ previews: { ...none, scrub: sprite } });
    keep(file);
    let asked = 0;
    server.events.removeAllListeners();
    server.events.on("request:start", ({ request }) => void (asked += Number(request.url.endsWith(`/files/${file.id}/`))));
    openApp("/museum/library");
    const tile = await screen.findByRole("gridcell", { name: /Ferry/ });
    const over = within(tile).getByTestId("scrub");
    vi.spyOn(over, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 200, 100));
    fireEvent.pointerMove(over, { clientX: 90, pointerType: "mouse" });
    expect(asked).toBe(0);
    const frame = await screen.findByTestId("scrub-frame");
    expect(asked).toBe(1);
    // 45 % of 20 s is the fifth frame of two seconds each: last of the upper row.
    expect(frame).toHaveStyle({ backgroundPosition: "100% 0%" });
    // The lower row has only three: what is left of it is black.
    fireEvent.pointerMove(over, { clientX: 199, pointerType: "mouse" });
    expect(frame).toHaveStyle({ backgroundPosition: "50% 100%" });
    fireEvent.pointerLeave(over);
    await waitFor(() => expect(screen.queryByTestId("scrub-frame")).not.toBeInTheDocument());
  });
});

describe("recordings", () => {
  const sound = (change: Partial<MediaFileDetail> = {}) =>
    makeFile({ title: "Interview", kind: "audio", file_type: "audio/mpeg", duration: 20, width: null, height: null, previews: { ...none, waveform: { url: "/wave.json" } }, playback: playback("audio/mpeg"), ...change });

  it("draw their waveform and go where it is pressed", async () => {
    server.use(http.get("*/wave.json", () => HttpResponse.json({ version: 2, bits: 8, length: 4, data: [-4, 4, -64, 60, -128, 127, 0, 0] })));
    await open(sound());
    const time = screen.getByRole("slider", { name: "Time" });
    await waitFor(() => expect(time.querySelectorAll("path")).toHaveLength(2));
    const player = stubPlayer("audio");
    vi.spyOn(time, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 200, 72));
    fireEvent.pointerDown(time, { clientX: 50, pointerId: 1 });
    expect(player.currentTime).toBe(5);
    expect(screen.getByText("0:05 / 0:20")).toBeInTheDocument();
  });

  it("play by the button, and by Space where they are large", async () => {
    const play = vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
    const { user } = await open(sound({ previews: none }), true);
    const large = await screen.findByRole("dialog", { name: "Interview" });
    await user.click(within(large).getByRole("button", { name: "Play" }));
    expect(play).toHaveBeenCalledTimes(1);
    within(large).getByRole("button", { name: "Close the large view" }).blur();
    await user.keyboard(" ");
    expect(play).toHaveBeenCalledTimes(2);
  });
});
