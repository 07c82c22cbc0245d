import { fireEvent, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { cancel } from "../features/uploads/engine";
import { useQueue } from "../features/uploads/queue";
import { problem } from "../testing/handlers";
import { makeFile } from "../testing/makers";
import { server } from "../testing/server";
import { choose, picture, takeUploads } from "../testing/uploads";
import { world } from "../testing/world";

beforeEach(() => void takeUploads());
afterEach(() => {
  for (const { key } of useQueue.getState().uploads) cancel(key);
  useQueue.setState({ uploads: [], halted: false });
});

describe("uploads over a bad line", () => {
  it("waits while there is no connection, and goes on by itself", async () => {
    let connected = false;
    const lost = http.post("*/media/upload/", () => {
      server.use(http.get("*/auth/me/", () => (connected ? HttpResponse.json(world.me) : HttpResponse.error())));
      return HttpResponse.error();
    });
    server.use(lost);
    const { tray } = await choose(picture("one.jpg"), picture("two.jpg"));
    expect(await within(tray).findAllByText("waits for the connection")).toHaveLength(2);
    const seen = takeUploads();
    fireEvent(window, new Event("online"));
    await waitFor(() => expect(within(tray).getAllByText("waits for the connection")).toHaveLength(2));
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
