import { fireEvent, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { MediaFileDetail } from "../api/types";
import { cancel } from "../features/uploads/engine";
import { useQueue } from "../features/uploads/queue";
import { problem } from "../testing/handlers";
import { makeFile } from "../testing/makers";
import { server } from "../testing/server";
import { choose, picture, takeUploads } from "../testing/uploads";
import { world } from "../testing/world";

beforeEach(() => void takeUploads());
afterEach(() => {
  vi.unstubAllGlobals();
  for (const { key } of useQueue.getState().uploads) cancel(key);
  useQueue.setState({ uploads: [], halted: false });
});

/** A thread whose code could not be fetched. */
class LostWorker extends EventTarget {
  postMessage() {
    setTimeout(() => this.dispatchEvent(new Event("error")));
  }
  terminate() {}
}

/** Threads that a policy forbids. */
function ForbiddenWorker() {
  throw new DOMException("no threads here", "SecurityError");
}

describe("uploads over a bad line", () => {
  it.each([LostWorker, ForbiddenWorker])("go on without the hashing thread (%o)", async (worker) => {
    vi.stubGlobal("Worker", worker);
    const { tray } = await choose(picture("one.jpg"), picture("two.jpg"));
    expect(await within(tray).findByText("2 files uploaded")).toBeInTheDocument();
  });

  it("waits while there is no connection, and goes on by itself", async () => {
    let connected = false;
    let asked = 0;
    const ask = () => {
      asked += 1;
      return connected ? HttpResponse.json(world.me) : HttpResponse.error();
    };
    server.use(
      http.post("*/media/upload/", () => {
        server.use(http.get("*/auth/me/", ask));
        return HttpResponse.error();
      }),
    );
    const { tray } = await choose(picture("one.jpg"), picture("two.jpg"));
    expect(await within(tray).findAllByText("waits for the connection")).toHaveLength(2);
    const seen = takeUploads();
    await waitFor(() => {
      fireEvent(window, new Event("online"));
      // The second question is only asked once the first has found nobody.
      expect(asked).toBe(2);
    });
    expect(within(tray).getAllByText("waits for the connection")).toHaveLength(2);
    expect(seen.sent).toEqual([]);
    connected = true;
    fireEvent(window, new Event("online"));
    expect(await within(tray).findByText("2 files uploaded")).toBeInTheDocument();
  });

  it("takes a file for uploaded when only the answer was lost", async () => {
    let taken: ReturnType<typeof makeFile> | undefined;
    server.use(
      http.post("*/media/upload/", () => {
        if (taken) return problem(409, "duplicate", "This file is already here.", { existing: taken, trashed: false });
        taken = makeFile({ title: "one.jpg" });
        return HttpResponse.error();
      }),
    );
    const { tray } = await choose(picture("one.jpg"));
    expect(await within(tray).findByText("1 file uploaded")).toBeInTheDocument();
    expect(within(tray).queryByText(/^already here/)).not.toBeInTheDocument();
  });

  it("says what has become of such a file meanwhile", async () => {
    const failed = makeFile({
      title: "one.jpg",
      status: "failed",
      processing: [{ step: "facts", state: "failed", attempts: 1, error: { code: "truncated", detail: "" }, progress: null }],
    });
    const existing: Partial<MediaFileDetail> = { ...failed };
    delete existing.processing;
    let taken = false;
    server.use(
      http.post("*/media/upload/", () => {
        if (taken) return problem(409, "duplicate", "This file is already here.", { existing, trashed: false });
        taken = true;
        world.files = [failed];
        return HttpResponse.error();
      }),
    );
    const { tray } = await choose(picture("one.jpg"));
    expect(await within(tray).findByText("The file is not whole.")).toBeInTheDocument();
    expect(within(tray).getByRole("link", { name: "Show the file" })).toBeInTheDocument();
  });

  it("asks what to do where the file may have been here before", async () => {
    const existing = makeFile({ title: "Terraces" });
    server.use(
      http.post("*/media/files/check/", () => HttpResponse.error()),
      http.post("*/media/upload/", () => HttpResponse.error(), { once: true }),
      http.post("*/media/upload/", () => problem(409, "duplicate", "This file is already here.", { existing, trashed: false })),
    );
    const { tray } = await choose(picture("one.jpg"));
    expect(await within(tray).findByText("already here as “Terraces”")).toBeInTheDocument();
    expect(within(tray).getByRole("button", { name: "Keep both" })).toBeInTheDocument();
  });

  it("leaves it to a person to send again what is wanted twice", async () => {
    const existing = makeFile({ title: "Terraces" });
    server.use(http.post("*/media/files/check/", () => HttpResponse.json({ existing: [] })));
    server.use(http.post("*/media/upload/", () => problem(409, "duplicate", "This file is already here.", { existing, trashed: false })));
    const { tray, user } = await choose(picture("one.jpg"));
    let sent = 0;
    server.use(
      http.post("*/media/upload/", () => {
        sent += 1;
        return HttpResponse.error();
      }),
    );
    await user.click(await within(tray).findByRole("button", { name: "Keep both" }));
    expect(await within(tray).findByText("The connection was lost. Nothing of the file was kept.")).toBeInTheDocument();
    expect(sent).toBe(1);
  });

  it("offers one way on for all over which the connection breaks off again and again, with how far the rest is", async () => {
    server.use(http.post("*/media/upload/", () => HttpResponse.error()));
    const { tray, user } = await choose(picture("one.jpg"), picture("two.jpg"));
    const again = await within(tray).findByRole("button", { name: "Try all again" });
    // The head has room for one of the two, and how far the rest is must stay legible.
    expect(within(tray).queryByText("2 need you")).not.toBeInTheDocument();
    expect(within(tray).getByText("0 of 2 uploaded")).toBeInTheDocument();
    expect(within(tray).getAllByText("The connection was lost. Nothing of the file was kept.")).toHaveLength(2);
    expect(within(tray).getAllByText("Try again once you are connected.")).toHaveLength(2);
    takeUploads();
    await user.click(again);
    expect(await within(tray).findByText("2 files uploaded")).toBeInTheDocument();
  });
});
