import { screen, waitFor, within } from "@testing-library/react";
import { http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";

import { useSelection } from "../features/library/selection";
import { problem } from "../testing/handlers";
import { makeCollection, makeFile } from "../testing/makers";
import { openApp } from "../testing/render";
import { server } from "../testing/server";
import { world } from "../testing/world";

const titles = () => screen.queryAllByRole("gridcell").map((one) => one.textContent?.trim());

beforeEach(() => {
  useSelection.setState({ scope: "", ids: new Set(), anchor: null });
  world.files = ["Harbour", "Pine avenue", "Wisteria", "Park bench"].map((title) => makeFile({ title }));
});

describe("many at once", () => {
  const pick = async (user: ReturnType<typeof openApp>["user"], ...names: string[]) => {
    for (const name of names) await user.click(await screen.findByRole("checkbox", { name: `Select ${name}` }));
  };

  it("tags the selection and takes the tag back", async () => {
    const { user } = openApp("/museum/library");
    await pick(user, "Harbour", "Wisteria");
    await user.click(screen.getByRole("button", { name: "Tag" }));
    await user.type(await screen.findByRole("combobox", { name: "Add a tag" }), "festival{Enter}");
    expect(await screen.findByText("2 files tagged “festival”")).toBeInTheDocument();
    const tagged = () => world.files.filter((file) => file.tags.length > 0).map((file) => file.title);
    expect(tagged()).toEqual(["Harbour", "Wisteria"]);
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(tagged()).toEqual([]));
  });

  it("trashes at once and brings back by Undo", async () => {
    const { user } = openApp("/museum/library");
    await pick(user, "Harbour", "Wisteria");
    await user.click(screen.getByRole("button", { name: "Trash" }));
    expect(await screen.findByText("2 files moved to the trash")).toBeInTheDocument();
    expect(titles()).toEqual(["Pine avenue", "Park bench"]);
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByText("2 files back in the library")).toBeInTheDocument();
    expect(await screen.findByRole("gridcell", { name: "Harbour" })).toBeInTheDocument();
    expect(world.trash).toEqual([]);
  });

  it("keeps what is in use, names the places, and lets an editor insist", async () => {
    const [harbour] = world.files;
    Object.assign(harbour ?? {}, { usage_count: 1 });
    world.usage[harbour?.id ?? ""] = [
      { content_type: "webpages.page", object_id: "p1", title: "Autumn festival", url: "/festival/", usage_context: "main: image" },
    ];
    const { user } = openApp("/museum/library");
    await pick(user, "Harbour", "Wisteria");
    await user.click(screen.getByRole("button", { name: "Trash" }));
    const dialog = await screen.findByRole("dialog", { name: "“Harbour” is in use" });
    expect(await within(dialog).findByText("Autumn festival")).toBeInTheDocument();
    expect(world.trash.map((file) => file.title)).toEqual(["Wisteria"]);
    await user.click(within(dialog).getByRole("button", { name: "Trash anyway" }));
    await waitFor(() => expect(world.trash.map((file) => file.title)).toEqual(["Harbour", "Wisteria"]));
  });

  it("puts everything back when the server refuses", async () => {
    server.use(http.post("*/media/bulk-delete/", () => problem(403, "permission_denied", "Your role does not allow this.")));
    const { user } = openApp("/museum/library");
    await pick(user, "Harbour", "Wisteria");
    await user.click(screen.getByRole("button", { name: "Trash" }));
    expect(await screen.findByText("Your role does not allow this.")).toBeInTheDocument();
    expect(titles()).toEqual(["Harbour", "Pine avenue", "Wisteria", "Park bench"]);
  });

  it("gathers the selection into a collection", async () => {
    world.collections = [makeCollection("Front page")];
    const { user } = openApp("/museum/library");
    await pick(user, "Harbour");
    await user.click(screen.getByRole("button", { name: "Collect" }));
    await user.click(await screen.findByRole("option", { name: "Front page" }));
    expect(await screen.findByText("1 file in “Front page”")).toBeInTheDocument();
    expect(world.files[0]?.collections.map((one) => one.title)).toEqual(["Front page"]);
  });

  it("offers a viewer no act that would be refused", async () => {
    world.namespaces = world.namespaces.map((one) => ({ ...one, role: "viewer" }));
    if (world.me.user) world.me = { user: { ...world.me.user, memberships: world.me.user.memberships.map((one) => ({ ...one, role: "viewer" })) } };
    const { user } = openApp("/museum/library");
    await pick(user, "Harbour");
    const bar = screen.getByRole("toolbar", { name: "Selection" });
    expect(within(bar).getAllByRole("button").map((button) => button.textContent || button.getAttribute("aria-label"))).toEqual([
      "all 4",
      "Clear selection",
    ]);
    expect(screen.queryByRole("button", { name: "Upload" })).not.toBeInTheDocument();
  });
});
