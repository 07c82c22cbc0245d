import { screen, waitFor, within } from "@testing-library/react";
import { delay, http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";

import type { MediaFileDetail } from "../api/types";
import { makeFile, makeMe, makeNamespace } from "../testing/makers";
import { atDesk, openApp } from "../testing/render";
import { server } from "../testing/server";
import { keep } from "../testing/shown";
import { world } from "../testing/world";

let held: MediaFileDetail;

beforeEach(() => {
  atDesk();
  held = makeFile({ title: "Invoice", status: "quarantined", quarantine: { finding: "Eicar-Test-Signature", found_at: "2026-11-14T12:05:00Z" } });
  keep(held, makeFile({ title: "Harbour" }));
});

describe("the quarantine", () => {
  it("shows in the rail with its count, to managers while there is something", async () => {
    const { user } = openApp("/museum/library");
    await user.click(await screen.findByRole("link", { name: "Quarantine 1" }));
    const row = await screen.findByRole("listitem", { name: "Invoice" });
    expect(row).toHaveTextContent("Eicar-Test-Signature found 14 Nov 2026");
    expect(row).toHaveTextContent("uploaded by Ada Editor");
    expect(row.querySelector("img")).toBeNull();
  });

  it("is no word for an editor", async () => {
    world.me = makeMe("editor");
    world.namespaces = [makeNamespace({ role: "editor" })];
    openApp("/museum/quarantine");
    expect(await screen.findByText("Only managers look after the quarantine.")).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: /Quarantine/ })).not.toBeInTheDocument();
  });

  it("says what letting through means before it does so", async () => {
    server.use(
      http.post("*/media/files/:id/release/", () => {
        Object.assign(held, { status: "processing", quarantine: null });
        return HttpResponse.json(held);
      }),
    );
    const { user } = openApp("/museum/quarantine");
    await user.click(await screen.findByRole("button", { name: "Let through: Invoice" }));
    const dialog = await screen.findByRole("dialog", { name: "Let “Invoice” through?" });
    expect(dialog).toHaveTextContent("The scanner says Eicar-Test-Signature.");
    expect(held.status).toBe("quarantined");
    await user.click(within(dialog).getByRole("button", { name: "Let through" }));
    expect(await screen.findByText("“Invoice” is let through")).toBeInTheDocument();
    expect(await screen.findByText("Nothing in quarantine")).toBeInTheDocument();
    // The button that opened the question is gone with its row.
    expect(screen.getByRole("main")).toHaveFocus();
    await waitFor(() => expect(screen.queryByRole("link", { name: /Quarantine/ })).not.toBeInTheDocument());
  });

  it("closes the question and says so where other files stay behind", async () => {
    const other = makeFile({ title: "Poster", status: "quarantined" });
    keep(held, other);
    server.use(
      http.get("*/media/files/", async () => void (await delay(60))),
      http.post("*/media/files/:id/release/", () => {
        Object.assign(held, { status: "processing", quarantine: null });
        return HttpResponse.json(held);
      }),
    );
    const { user } = openApp("/museum/quarantine");
    await user.click(await screen.findByRole("button", { name: "Let through: Invoice" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Let through" }));
    expect(await screen.findByText("“Invoice” is let through")).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    const list = screen.getByRole("list", { name: "Files in quarantine" });
    await waitFor(() => expect(within(list).getAllByRole("listitem").map((row) => row.getAttribute("aria-label"))).toEqual(["Poster"]));
  });

  it("deletes for good, once more asked", async () => {
    server.use(
      http.delete("*/media/files/:id/purge/", ({ params }) => {
        world.files = world.files.filter((file) => file.id !== params["id"]);
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = openApp("/museum/quarantine");
    await user.click(await screen.findByRole("button", { name: "Delete for good: Invoice" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Delete for good" }));
    expect(await screen.findByText("“Invoice” is deleted for good")).toBeInTheDocument();
    expect(await screen.findByText("Nothing in quarantine")).toBeInTheDocument();
    expect(world.files.map((file) => file.title)).toEqual(["Harbour"]);
  });

  it("leaves the file's panel without a picture, and without ways to get at it", async () => {
    openApp(`/museum/library?file=${held.id}`);
    const panel = await screen.findByRole("complementary", { name: "File" });
    const why = await within(panel).findByRole("region", { name: "Held in quarantine" });
    expect(why).toHaveTextContent("Eicar-Test-Signature");
    expect(panel.querySelector("img")).toBeNull();
    expect(within(panel).queryByRole("link", { name: "Download" })).not.toBeInTheDocument();
    expect(within(panel).getByRole("link", { name: "Go to the quarantine" })).toHaveAttribute("href", "/museum/quarantine");
  });
});
