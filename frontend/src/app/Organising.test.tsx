import { screen, waitFor, within } from "@testing-library/react";
import { http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";

import { useSelection } from "../features/library/selection";
import { problem } from "../testing/handlers";
import { makeCollection, makeFile, makeMe, makeNamespace, makeTag } from "../testing/makers";
import { openApp } from "../testing/render";
import { server } from "../testing/server";
import { world } from "../testing/world";

const titles = () => screen.queryAllByRole("gridcell").map((one) => one.textContent?.trim());

beforeEach(() => useSelection.setState({ scope: "", ids: new Set(), anchor: null }));

describe("collections", () => {
  it("makes one and lists it", async () => {
    const { user } = openApp("/museum/collections");
    await user.click(await screen.findByRole("button", { name: "New collection" }));
    const dialog = await screen.findByRole("dialog", { name: "New collection" });
    await user.type(within(dialog).getByLabelText("Title"), "Autumn festival");
    await user.click(within(dialog).getByRole("button", { name: "Create" }));
    expect(await screen.findByRole("link", { name: /Autumn festival/ })).toBeInTheDocument();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("keeps the words when the server refuses", async () => {
    server.use(http.post("*/media/collections/", () => problem(403, "permission_denied", "Only editors make collections.")));
    const { user } = openApp("/museum/collections");
    await user.click(await screen.findByRole("button", { name: "New collection" }));
    await user.type(await screen.findByLabelText("Title"), "Autumn");
    await user.click(screen.getByRole("button", { name: "Create" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Only editors make collections.");
    expect(screen.getByLabelText("Title")).toHaveValue("Autumn");
  });

  it("opens as the library of its files, from which they can be taken out", async () => {
    const festival = makeCollection("Autumn festival", { file_count: 1 });
    world.collections = [festival];
    world.files = [makeFile({ title: "Harbour", collections: [festival] }), makeFile({ title: "Elsewhere" })];
    const { user } = openApp("/museum/collections");
    await user.click(await screen.findByRole("link", { name: /Autumn festival/ }));
    expect(await screen.findByRole("heading", { name: "Autumn festival" })).toBeInTheDocument();
    await waitFor(() => expect(titles()).toEqual(["Harbour"]));
    await user.click(screen.getByRole("checkbox", { name: "Select Harbour" }));
    await user.click(screen.getByRole("button", { name: "Take out" }));
    expect(await screen.findByText("1 file taken out of the collection")).toBeInTheDocument();
    expect(world.files[0]?.collections).toEqual([]);
    expect(titles()).toEqual([]);
  });

  it("says what a deletion leaves before it deletes", async () => {
    world.collections = [makeCollection("Old", { file_count: 3 })];
    const { user } = openApp(`/museum/collections/${world.collections[0]?.id}`);
    await user.click(await screen.findByRole("button", { name: "More acts" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete collection" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete “Old”?" });
    expect(dialog).toHaveTextContent("its 3 files stay in the library");
    await user.click(within(dialog).getByRole("button", { name: "Delete collection" }));
    expect(await screen.findByRole("heading", { name: "No collections yet" })).toBeInTheDocument();
    expect(world.collections).toEqual([]);
  });
});

describe("tags", () => {
  it("makes, colours and renames", async () => {
    world.tags = [makeTag("sea")];
    const { user } = openApp("/museum/tags");
    await user.click(await screen.findByRole("button", { name: "Edit sea" }));
    const dialog = await screen.findByRole("dialog", { name: "Edit tag" });
    const name = within(dialog).getByLabelText("Name");
    await user.clear(name);
    await user.type(name, "ocean");
    await user.click(within(dialog).getByRole("radio", { name: "Blue" }));
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("link", { name: "ocean" })).toBeInTheDocument();
    expect(world.tags[0]).toMatchObject({ name: "ocean", color: "#2b6cb0" });
  });

  it("says in the dialog that a name is taken", async () => {
    world.tags = [makeTag("sea")];
    const { user } = openApp("/museum/tags");
    await user.click(await screen.findByRole("button", { name: "New tag" }));
    await user.type(await screen.findByLabelText("Name"), "sea");
    await user.click(screen.getByRole("button", { name: "Create" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("There is a tag of that name.");
  });

  it("deletes after saying how many files lose it, and finds by name", async () => {
    world.tags = [makeTag("sea", { usage_count: 2 }), makeTag("wood")];
    const { user } = openApp("/museum/tags");
    await user.type(await screen.findByRole("searchbox", { name: "Find a tag" }), "se");
    expect(screen.queryByRole("link", { name: "wood" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Delete sea" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete the tag “sea”?" });
    expect(dialog).toHaveTextContent("It is taken off 2 files.");
    await user.click(within(dialog).getByRole("button", { name: "Delete tag" }));
    await waitFor(() => expect(world.tags.map((tag) => tag.name)).toEqual(["wood"]));
  });

  it("leads to the files that carry it", async () => {
    world.tags = [makeTag("sea")];
    world.files = [makeFile({ title: "Waves", tags: [...world.tags] }), makeFile({ title: "Hills" })];
    const { user } = openApp("/museum/tags");
    await user.click(await screen.findByRole("link", { name: "sea" }));
    await waitFor(() => expect(titles()).toEqual(["Waves"]));
  });
});

describe("the trash", () => {
  beforeEach(() => {
    world.trash = [makeFile({ title: "Old harbour" }), makeFile({ title: "Old pine" })];
  });

  it("restores what is selected", async () => {
    const { user } = openApp("/museum/trash");
    await user.click(await screen.findByRole("checkbox", { name: "Select Old harbour" }));
    await user.click(screen.getByRole("button", { name: "Restore" }));
    expect(await screen.findByText("1 file back in the library")).toBeInTheDocument();
    expect(titles()).toEqual(["Old pine"]);
    expect(world.files.map((file) => file.title)).toEqual(["Old harbour"]);
  });

  it("deletes for good only after naming files and bytes", async () => {
    const { user } = openApp("/museum/trash");
    await user.click(await screen.findByRole("checkbox", { name: "Select Old harbour" }));
    await user.click(screen.getByRole("checkbox", { name: "Select Old pine" }));
    await user.click(screen.getByRole("button", { name: "Delete for good" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete 2 files for good?" });
    expect(dialog).toHaveTextContent("8.4 MB are deleted");
    expect(world.trash).toHaveLength(2);
    await user.click(within(dialog).getByRole("button", { name: "Delete for good" }));
    expect(await screen.findByText("2 files deleted for good")).toBeInTheDocument();
    expect(world.trash).toEqual([]);
    expect(await screen.findByRole("heading", { name: "The trash is empty" })).toBeInTheDocument();
  });

  it("leaves deleting for good to managers", async () => {
    world.me = makeMe("editor");
    world.namespaces = [makeNamespace({ role: "editor" })];
    const { user } = openApp("/museum/trash");
    await user.click(await screen.findByRole("checkbox", { name: "Select Old harbour" }));
    expect(screen.getByRole("button", { name: "Restore" })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Delete for good" })).not.toBeInTheDocument();
  });
});
