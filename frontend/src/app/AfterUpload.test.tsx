import { screen, waitFor, within } from "@testing-library/react";
import { delay, http, HttpResponse } from "msw";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { useQueue } from "../features/uploads/queue";
import { problem } from "../testing/handlers";
import { makeFile } from "../testing/makers";
import { pageHandlers, resetPages } from "../testing/pages";
import { openImage } from "../testing/picker";
import { atDesk } from "../testing/render";
import { server } from "../testing/server";
import { choose, hearEvents, picture, takeUploads } from "../testing/uploads";
import { world } from "../testing/world";

beforeEach(() => void takeUploads());
afterEach(() => {
  vi.unstubAllGlobals();
  useQueue.setState({ uploads: [], halted: false });
});

async function uploaded() {
  const announce = hearEvents();
  const { tray } = await choose(picture("one.jpg"));
  expect(await within(tray).findByText("1 file uploaded")).toBeInTheDocument();
  return { announce, tray, file: world.files[0] };
}

describe("once the bytes are in", () => {
  it("turns a row whose file fails or is held later, says why and leads to the file", async () => {
    const announce = hearEvents();
    const { tray } = await choose(picture("one.jpg"), picture("two.jpg"));
    expect(await within(tray).findByText("2 files uploaded")).toBeInTheDocument();
    const [two, one] = ["two.jpg", "one.jpg"].map((title) => world.files.find((file) => file.title === title));
    const step = { attempts: 1, progress: null, state: "failed" } as const;
    const damaged = { code: "unreadable_file", detail: "There is no sound in the file." };
    Object.assign(one ?? {}, { status: "failed", processing: [{ ...step, step: "facts", error: damaged }] });
    announce("file.failed", one?.id);
    expect(await within(tray).findByText("There is no sound in the file.")).toBeInTheDocument();
    expect(within(tray).getByText("1 of 2 uploaded")).toBeInTheDocument();
    expect(within(tray).getByText("1 needs you")).toBeInTheDocument();
    expect(within(tray).getByRole("link", { name: "Show the file" })).toHaveAttribute("href", `/museum/library?file=${one?.id}`);
    Object.assign(two ?? {}, { status: "quarantined" });
    announce("file.quarantined", two?.id);
    expect(await within(tray).findByText("The virus scanner found something in this file.")).toBeInTheDocument();
    Object.assign(one ?? {}, { status: "ready", processing: [] });
    announce("file.ready", one?.id);
    expect(await within(tray).findByText("1 of 2 uploaded")).toBeInTheDocument();
    await waitFor(() => expect(within(tray).queryByText("There is no sound in the file.")).not.toBeInTheDocument());
  });

  it("does not take an older answer for what became of a file", async () => {
    const { announce, tray, file } = await uploaded();
    const failed = { ...file, status: "failed" };
    let asked = 0;
    const answer = async () => {
      asked += 1;
      if (asked > 1) return;
      await delay(300);
      return HttpResponse.json(failed);
    };
    server.use(http.get("*/media/files/:id/", answer));
    announce("file.failed", file?.id);
    await waitFor(() => expect(asked).toBe(1));
    Object.assign(file ?? {}, { status: "ready" });
    announce("file.ready", file?.id);
    await waitFor(() => expect(asked).toBe(2));
    await waitFor(() => expect(within(tray).queryByText("1 needs you")).not.toBeInTheDocument());
    expect(within(tray).getByText("1 file uploaded")).toBeInTheDocument();
  });

  it("reads a file once more that ends well while it is read for the second time", async () => {
    const { announce, tray, file } = await uploaded();
    const answers = ["processing", "failed"];
    let asked = 0;
    const answer = async () => {
      const status = answers[asked];
      asked += 1;
      await delay(200);
      return status ? HttpResponse.json({ ...file, status }) : undefined;
    };
    server.use(http.get("*/media/files/:id/", answer));
    announce("file.failed", file?.id);
    await waitFor(() => expect(asked).toBe(1));
    announce("file.failed", file?.id);
    await waitFor(() => expect(asked).toBe(2));
    Object.assign(file ?? {}, { status: "ready" });
    announce("file.ready", file?.id);
    await waitFor(() => expect(asked).toBe(3));
    await waitFor(() => expect(within(tray).queryByText("1 needs you")).not.toBeInTheDocument());
  });

  it("turns the row of a file that went wrong before the answer to its upload was in", async () => {
    const announce = hearEvents();
    server.use(
      http.post("*/media/upload/", () => {
        const file = makeFile({ title: "one.jpg", status: "pending" });
        world.files = [{ ...file, status: "quarantined" }];
        announce("file.quarantined", file.id);
        return HttpResponse.json(file, { status: 201 });
      }),
    );
    const { tray } = await choose(picture("one.jpg"));
    expect(await within(tray).findByText("The virus scanner found something in this file.")).toBeInTheDocument();
  });

  it("says in the picker and in the queue that a file is here already", async () => {
    atDesk();
    resetPages();
    server.use(...pageHandlers);
    world.files = [makeFile({ title: "Ferry, last year" })];
    server.use(http.post("*/media/upload/", () => problem(409, "duplicate", "This file is already here.", { existing: world.files[0] })));
    const { user } = await openImage();
    await user.click(screen.getByRole("button", { name: /Drop a picture/ }));
    await user.click(await screen.findByRole("tab", { name: "Upload" }));
    await user.upload(screen.getByLabelText("Choose files"), picture("ferry.jpg"));
    const arrivals = await screen.findByRole("list", { name: "Uploads" });
    expect(await within(arrivals).findByText("Chosen, already here as “Ferry, last year”")).toBeInTheDocument();
    const tray = await screen.findByLabelText("Uploads", { selector: "section" });
    expect(within(tray).getByText("1 file already here")).toBeInTheDocument();
    expect(within(tray).getByText("already here as “Ferry, last year”")).toBeInTheDocument();
  });

  it("takes a file out of the choice when it is held after all", async () => {
    atDesk();
    resetPages();
    server.use(...pageHandlers);
    const announce = hearEvents();
    const { user } = await openImage();
    await user.click(screen.getByRole("button", { name: /Drop a picture/ }));
    await user.click(await screen.findByRole("tab", { name: "Upload" }));
    await user.upload(screen.getByLabelText("Choose files"), picture("ferry.jpg"));
    const arrivals = await screen.findByRole("list", { name: "Uploads" });
    expect(await within(arrivals).findByText("Chosen")).toBeInTheDocument();
    Object.assign(world.files[0] ?? {}, { status: "quarantined" });
    announce("file.quarantined", world.files[0]?.id);
    expect(await within(arrivals).findByText("In the library, in quarantine")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: /^Use/ })).toBeDisabled();
    expect(screen.getByRole("dialog")).toHaveTextContent("“ferry.jpg” is not chosen: in quarantine.");
  });

  it("folds the list a while after all ended well, and opens it for what goes wrong since", async () => {
    const announce = hearEvents();
    const { tray } = await choose(picture("one.jpg"));
    expect(await within(tray).findByText("1 file uploaded")).toBeInTheDocument();
    expect(within(tray).getByText("one.jpg")).toBeInTheDocument();
    await waitFor(() => expect(within(tray).queryByText("one.jpg")).not.toBeInTheDocument());
    Object.assign(world.files[0] ?? {}, { status: "quarantined" });
    announce("file.quarantined", world.files[0]?.id);
    expect(await within(tray).findByText("The virus scanner found something in this file.")).toBeInTheDocument();
  });
});
