import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { cancel } from "../features/uploads/engine";
import { useQueue } from "../features/uploads/queue";
import { problem } from "../testing/handlers";
import { makeFile, makeMe, makeNamespace } from "../testing/makers";
import { atDesk, openApp } from "../testing/render";
import { server } from "../testing/server";
import { choose, picture, type Seen, takeUploads } from "../testing/uploads";
import { world } from "../testing/world";
import { reasonFor } from "../ui/text";

const sha256 = async (file: File) =>
  [...new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

let seen: Seen;

beforeEach(() => {
  seen = takeUploads();
});

afterEach(() => {
  for (const { key } of useQueue.getState().uploads) cancel(key);
  useQueue.setState({ uploads: [], halted: false });
});

describe("the upload queue", () => {
  it("hashes first, sends, and shows the new files in the library", async () => {
    const { tray } = await choose(picture("one.jpg"), picture("two.jpg"));
    expect(await within(tray).findByText("2 files uploaded")).toBeInTheDocument();
    expect(seen.checked).toEqual([await sha256(picture("one.jpg")), await sha256(picture("two.jpg"))]);
    expect(seen.sent.map((one) => one.name).sort()).toEqual(["one.jpg", "two.jpg"]);
    expect(await screen.findByRole("gridcell", { name: /one\.jpg/ })).toBeInTheDocument();
  });

  it("shows in the rail's foot what is stored now", async () => {
    atDesk();
    server.use(
      http.post("*/media/upload/", () => {
        world.namespaces = [makeNamespace({ used: 62e9 })];
        return HttpResponse.json(makeFile(), { status: 201 });
      }),
    );
    await choose(picture("one.jpg"));
    expect(await screen.findByText("62 GB of 200 GB")).toBeInTheDocument();
  });

  it("tells a viewer who drops a file that the role cannot upload", async () => {
    world.me = makeMe("viewer");
    world.namespaces = [makeNamespace({ role: "viewer" })];
    openApp("/museum/library");
    await screen.findByText("Nobody has uploaded anything here yet.");
    const files = [picture("one.jpg")];
    fireEvent.drop(window, { dataTransfer: { types: ["Files"], files, items: files.map(() => ({ kind: "file", webkitGetAsEntry: () => null })) } });
    expect(await screen.findByText("Your role cannot upload here")).toBeInTheDocument();
    expect(seen.sent).toEqual([]);
  });

  it("keeps the browser from leaving for a file that is dropped while a dialog is open", async () => {
    const { user } = openApp("/museum/library");
    await screen.findByRole("searchbox", { name: "Search the library" });
    await user.keyboard("?");
    const dialog = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    const files = [picture("one.jpg")];
    const dataTransfer = { types: ["Files"], files, items: files.map(() => ({ kind: "file", webkitGetAsEntry: () => null })) };
    expect(fireEvent.dragOver(dialog, { dataTransfer })).toBe(false);
    expect(fireEvent.drop(dialog, { dataTransfer })).toBe(false);
    expect(screen.queryByText(/^Drop to upload/)).not.toBeInTheDocument();
    expect(useQueue.getState().uploads).toEqual([]);
  });

  it("outlives the view that started it", async () => {
    const { tray, router } = await choose(picture("one.jpg"));
    await within(tray).findByText("1 file uploaded");
    await router.navigate("/museum/tags");
    expect(await screen.findByRole("heading", { name: "Tags" })).toBeInTheDocument();
    expect(screen.getByRole("region", { name: "Uploads" })).toHaveTextContent("one.jpg");
  });

  it("keeps a refusal in sight with its reason, and offers no retry that could not help", async () => {
    server.use(http.post("*/media/upload/", () => problem(415, "unsupported_type")));
    const { tray, user } = await choose(picture("poster.psd"));
    expect(await within(tray).findByText("This type of file is not taken here.")).toBeInTheDocument();
    expect(within(tray).queryByRole("button", { name: "Try poster.psd again" })).not.toBeInTheDocument();
    await user.click(within(tray).getByRole("button", { name: "Dismiss poster.psd" }));
    expect(screen.queryByRole("region", { name: "Uploads" })).not.toBeInTheDocument();
  });

  it("says what is the matter, the server's particulars and one way on", async () => {
    const detail = "The picture has 900 megapixels; at most 150 are taken. Upload a smaller version.";
    server.use(http.post("*/media/upload/", () => problem(422, "too_many_pixels", detail)));
    const { tray } = await choose(picture("scan.png"));
    const row = await within(tray).findByRole("listitem");
    await waitFor(() => expect(row).toHaveTextContent(`The picture has too many pixels.${detail}`));
    expect(row).not.toHaveTextContent("Save a smaller one");
  });

  it("has a sentence and a way on for every refusal of a file", () => {
    const codes = [
      ...["unsupported_type", "type_mismatch", "file_too_large", "too_many_pixels", "unreadable_file", "truncated", "empty_file"],
      ...["malware", "macros", "hostile_svg", "quota_exceeded", "request_too_large", "invalid_filename", "network"],
    ];
    const sentences = codes.map((code) => reasonFor({ code, detail: "The server's words." }));
    expect(sentences.filter(({ sentence, detail, advice }) => !sentence || !advice || detail !== "The server's words.")).toEqual([]);
    expect(new Set(sentences.map(({ sentence }) => sentence)).size).toBe(codes.length);
  });

  it.each([
    ["truncated", "The file is not whole. Copy the original again.", ["The file is not whole.", "Copy the original again.", ""]],
    ["truncated", "The end of the PDF is missing. Copy the original again.", ["The file is not whole.", "The end of the PDF is missing. Copy the original again.", ""]],
    ["unsupported_type", "This type of file is not taken here. It is a program. Leave it out.", ["This type of file is not taken here.", "It is a program. Leave it out.", ""]],
    ["empty_file", "The file is empty.", ["The file is empty.", "", "Look whether the original has something in it."]],
    ["hostile_svg", "The SVG declares entities. Save it again as a plain SVG.", ["The drawing is not safe to show.", "The SVG declares entities. Save it again as a plain SVG.", ""]],
  ])("says nothing of %s twice: %s", (code, detail, said) => {
    expect(Object.values(reasonFor({ code, detail }))).toEqual(said);
  });

  it("sends the same bytes once, however often they are in one drop", async () => {
    server.use(
      http.post("*/media/files/check/", async ({ request }) => {
        const { sha256: asked } = (await request.json()) as { sha256: string[] };
        const existing = asked.flatMap((hash) => world.files.map((file) => ({ sha256: hash, file, trashed: false })));
        return HttpResponse.json({ existing });
      }),
    );
    const { tray, user } = await choose(picture("one.jpg", "ferry"), picture("copy of one.jpg", "ferry"));
    expect(await within(tray).findByText("already here as “one.jpg”")).toBeInTheDocument();
    expect(seen.sent.map((one) => one.name)).toEqual(["one.jpg"]);
    await user.click(within(tray).getByRole("button", { name: "Keep both" }));
    expect(await within(tray).findByText("2 files uploaded")).toBeInTheDocument();
    expect(seen.sent.map((one) => one.name)).toEqual(["one.jpg", "copy of one.jpg"]);
  });

  it("waits as long as the server asks, and then goes on by itself", async () => {
    const times: number[] = [];
    server.use(
      http.post("*/media/upload/", () => {
        times.push(Date.now());
        if (times.length > 1) return HttpResponse.json(makeFile(), { status: 201 });
        return HttpResponse.json({ type: "client_error", errors: [{ code: "throttled", detail: "Slow down.", attr: null }] }, { status: 429, headers: { "Retry-After": "1" } });
      }),
    );
    const { tray } = await choose(picture("one.jpg"));
    expect(await within(tray).findByText("waits a moment, as the server asks")).toBeInTheDocument();
    expect(await within(tray).findByText("1 file uploaded")).toBeInTheDocument();
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(900);
    expect(second - first).toBeLessThan(4000);
  });

  it("shows the server's own sentence for a reason that it does not know", async () => {
    server.use(http.post("*/media/upload/", () => problem(422, "odd_file", "Its pages are numbered backwards.")));
    const { tray } = await choose(picture("odd.pdf"));
    expect(await within(tray).findByText("Its pages are numbered backwards.")).toBeInTheDocument();
  });

  it("tries one again that the server could not take", async () => {
    server.use(http.post("*/media/upload/", () => problem(500, "server"), { once: true }));
    const { tray, user } = await choose(picture("one.jpg"));
    await user.click(await within(tray).findByRole("button", { name: "Try one.jpg again" }));
    expect(await within(tray).findByText("1 file uploaded")).toBeInTheDocument();
    expect(seen.sent).toHaveLength(1);
  });

  it("finds a known file before its bytes travel, and keeps both only when told to", async () => {
    const twin = makeFile({ title: "Terraces" });
    server.use(
      http.post("*/media/files/check/", async ({ request }) => {
        const asked = ((await request.json()) as { sha256: string[] }).sha256;
        return HttpResponse.json({ existing: asked.map((hash) => ({ sha256: hash, trashed: false, file: twin })) });
      }),
    );
    const { tray, user } = await choose(picture("copy.jpg"));
    expect(await within(tray).findByText("already here as “Terraces”")).toBeInTheDocument();
    expect(seen.sent).toEqual([]);
    expect(within(tray).getByRole("link", { name: "Show existing" })).toHaveAttribute("href", `/museum/library?file=${twin.id}`);
    await user.click(within(tray).getByRole("button", { name: "Keep both" }));
    expect(await within(tray).findByText("1 file uploaded")).toBeInTheDocument();
    expect(seen.sent).toEqual([{ name: "copy.jpg", duplicate: "keep" }]);
  });

  it("offers the same where only the upload finds the twin", async () => {
    const twin = makeFile({ title: "Terraces" });
    server.use(http.post("*/media/upload/", () => problem(409, "duplicate", "This file is already here.", { existing: twin })));
    const { tray } = await choose(picture("copy.jpg"));
    expect(await within(tray).findByText("already here as “Terraces”")).toBeInTheDocument();
  });

  it("leads to the trash where the twin lies there", async () => {
    const twin = makeFile({ title: "Terraces" });
    server.use(http.post("*/media/upload/", () => problem(409, "duplicate", "In the trash.", { existing: twin, trashed: true })));
    const { tray } = await choose(picture("copy.jpg"));
    expect(await within(tray).findByRole("link", { name: "Show trash" })).toHaveAttribute("href", "/museum/trash");
  });

  it("cancels what is under way and goes on with the rest", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    server.use(
      http.post("*/media/upload/", async () => {
        await held;
        return problem(500, "server");
      }, { once: true }),
    );
    const { tray, user } = await choose(picture("slow.jpg"), picture("quick.jpg"));
    await user.click(await within(tray).findByRole("button", { name: "Cancel slow.jpg" }));
    expect(await within(tray).findByText("1 file uploaded")).toBeInTheDocument();
    expect(within(tray).queryByText("slow.jpg")).not.toBeInTheDocument();
    release();
  });

  it("waits for a new sign-in when the session ends, and loses nothing", async () => {
    server.use(
      http.post("*/media/upload/", () => problem(401, "not_authenticated"), { once: true }),
      http.post("*/auth/login/", () => HttpResponse.json((world.me = makeMe()))),
    );
    const { tray, user } = await choose(picture("one.jpg"));
    const dialog = await screen.findByRole("dialog", { name: "Sign in again" });
    expect(tray).toHaveTextContent("waits until you have signed in");
    await user.type(within(dialog).getByLabelText("User name"), "ada");
    await user.type(within(dialog).getByLabelText("Password"), "correct horse");
    await user.click(within(dialog).getByRole("button", { name: "Sign in" }));
    expect(await screen.findByText("1 file uploaded")).toBeInTheDocument();
    expect(seen.sent.map((one) => one.name)).toEqual(["one.jpg"]);
  });

  it("sends no more than four at a time", async () => {
    let flying = 0;
    let most = 0;
    server.use(
      http.post("*/media/upload/", async () => {
        flying += 1;
        most = Math.max(most, flying);
        await new Promise((resolve) => setTimeout(resolve, 30));
        flying -= 1;
        return HttpResponse.json(makeFile(), { status: 201 });
      }),
    );
    const { tray } = await choose(...Array.from({ length: 10 }, (_, index) => picture(`${index}.jpg`)));
    await waitFor(() => expect(within(tray).getByText("10 files uploaded")).toBeInTheDocument(), { timeout: 5000 });
    expect(most).toBe(4);
  });
});
