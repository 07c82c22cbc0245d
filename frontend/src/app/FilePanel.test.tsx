import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";

import type { MediaFileDetail } from "../api/types";
import { problem } from "../testing/handlers";
import { makeCollection, makeFile, makeNamespace, makeSuggestion, makeTag } from "../testing/makers";
import { openApp } from "../testing/render";
import { server } from "../testing/server";
import { world } from "../testing/world";

let harbour: MediaFileDetail;

beforeEach(() => {
  harbour = makeFile({ title: "Harbour", alt_text: "" });
  world.files = [harbour, makeFile({ title: "Pine avenue" })];
});

const openHarbour = async () => {
  const app = openApp(`/museum/library?file=${harbour.id}`);
  await screen.findByRole("textbox", { name: "Title" });
  return app;
};

/** Remembers what was sent as changes to files. */
function watchChanges() {
  const sent: unknown[] = [];
  server.events.removeAllListeners();
  server.events.on("request:start", async ({ request }) => {
    if (request.method === "PATCH") sent.push(await request.clone().json());
  });
  return sent;
}

describe("editing in place", () => {
  it("saves with Enter and shows it in the grid too", async () => {
    const sent = watchChanges();
    const { user } = await openHarbour();
    const title = screen.getByRole("textbox", { name: "Title" });
    await user.clear(title);
    await user.type(title, "Harbour at noon{Enter}");
    expect(await screen.findByRole("gridcell", { name: /Harbour at noon/ })).toBeInTheDocument();
    expect(sent).toEqual([{ title: "Harbour at noon" }]);
  });

  it("takes back with Escape and sends nothing", async () => {
    const sent = watchChanges();
    const { user } = await openHarbour();
    const alt = screen.getByRole("textbox", { name: "Alt text" });
    await user.type(alt, "A white ferry{Escape}");
    expect(alt).toHaveValue("");
    await user.tab();
    expect(sent).toEqual([]);
  });

  it("saves with Tab and goes on to the next field", async () => {
    const { user } = await openHarbour();
    await user.type(screen.getByRole("textbox", { name: "Alt text" }), "A white ferry");
    await user.tab();
    expect(screen.getByRole("textbox", { name: "Description" })).toHaveFocus();
    await waitFor(() => expect(harbour.alt_text).toBe("A white ferry"));
    expect(await screen.findByRole("gridcell", { name: "Harbour" })).toBeInTheDocument();
  });

  it("rolls back what the server refuses, says why, and keeps the words for another try", async () => {
    server.use(http.patch("*/media/files/:id/", () => problem(403, "permission_denied", "Only its uploader may change it."), { once: true }));
    const { user } = await openHarbour();
    const title = screen.getByRole("textbox", { name: "Title" });
    await user.clear(title);
    await user.type(title, "Quay{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent("Not saved: Only its uploader may change it.");
    expect(title).toHaveValue("Harbour");
    expect(screen.getByRole("gridcell", { name: /Harbour/ })).toBeInTheDocument();
    await user.click(within(screen.getByRole("alert")).getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(harbour.title).toBe("Quay"));
  });

  it("lets nobody edit what is not theirs", async () => {
    Object.assign(harbour, { permissions: { change: false, delete: false, share: false } });
    const { user } = await openHarbour();
    expect(screen.getByRole("textbox", { name: "Title" })).toHaveAttribute("readonly");
    expect(screen.getByRole("textbox", { name: "Description" })).toHaveAttribute("placeholder", "None");
    expect(screen.queryByRole("button", { name: "Focal point" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "More acts" }));
    expect(await screen.findByRole("menuitem", { name: "Open the original" })).toBeInTheDocument();
    expect(screen.queryByRole("menuitem", { name: "Move to trash" })).not.toBeInTheDocument();
  });
});

describe("tags, collections and proposals", () => {
  it("adds a new tag and removes one", async () => {
    world.tags = [makeTag("sea")];
    Object.assign(harbour, { tags: world.tags });
    const { user } = await openHarbour();
    const tags = screen.getByRole("region", { name: "Tags" });
    await user.type(within(tags).getByRole("combobox", { name: "Add a tag" }), "festival{Enter}");
    expect(await within(tags).findByText("festival")).toBeInTheDocument();
    await user.click(within(tags).getByRole("button", { name: "Remove sea" }));
    await waitFor(() => expect(harbour.tags.map((tag) => tag.name)).toEqual(["festival"]));
  });

  it("puts the file into a collection", async () => {
    world.collections = [makeCollection("Front page")];
    const { user } = await openHarbour();
    const collections = screen.getByRole("region", { name: "Collections" });
    await user.type(within(collections).getByRole("combobox"), "front{Enter}");
    expect(await within(collections).findByText("Front page")).toBeInTheDocument();
    await waitFor(() => expect(harbour.collections.map((one) => one.title)).toEqual(["Front page"]));
  });

  it("leads to where the first collection is made", async () => {
    await openHarbour();
    const collections = screen.getByRole("region", { name: "Collections" });
    expect(await within(collections).findByText("In none yet")).toBeInTheDocument();
    expect(within(collections).getByRole("link", { name: "Make the first one" })).toHaveAttribute("href", "/museum/collections");
  });

  it("turns a proposal into a person's word, or drops it", async () => {
    world.suggestions[harbour.id] = [makeSuggestion(harbour.id, "alt_text", "A white ferry."), makeSuggestion(harbour.id, "title", "Boat")];
    const { user } = await openHarbour();
    expect(await screen.findAllByText("proposed, 91 % sure")).toHaveLength(2);
    await user.click(screen.getByRole("button", { name: "Reject: Boat" }));
    await user.click(screen.getByRole("button", { name: "Accept: A white ferry." }));
    await waitFor(() => expect(screen.getByRole("textbox", { name: "Alt text" })).toHaveValue("A white ferry."));
    await waitFor(() => expect(world.suggestions[harbour.id]).toEqual([]));
    expect(harbour.alt_text).toBe("A white ferry.");
    expect(harbour.title).toBe("Harbour");
  });

  it("brings a proposal back when the decision is refused", async () => {
    world.suggestions[harbour.id] = [makeSuggestion(harbour.id, "title", "Boat")];
    server.use(http.post("*/media/suggestions/:id/reject/", () => problem(409, "decided", "Somebody has decided already.")));
    const { user } = await openHarbour();
    await user.click(await screen.findByRole("button", { name: "Reject: Boat" }));
    expect(await screen.findByText("Somebody has decided already.")).toBeInTheDocument();
    expect(screen.getByText("Boat")).toBeInTheDocument();
  });
});

describe("the acts on a file", () => {
  it.each(["off", "suggest", "auto"] as const)("offer proposals where a model looks at pictures (%s)", async (analysis_mode) => {
    const { settings } = makeNamespace();
    world.namespaces = [makeNamespace({ settings: { ...settings, analysis_mode } })];
    const { user } = await openHarbour();
    await user.click(screen.getByRole("button", { name: "More acts" }));
    expect(await screen.findByRole("menuitem", { name: "Open the original" })).toBeInTheDocument();
    expect(screen.queryAllByRole("menuitem", { name: "Propose texts and tags" })).toHaveLength(analysis_mode === "off" ? 0 : 1);
  });
});

describe("what is known of the file", () => {
  it("says where the file is used", async () => {
    world.usage[harbour.id] = [
      { content_type: "webpages.page", object_id: "p1", title: "Festival", url: "/festival/", usage_context: "w1" },
      { content_type: "webpages.page", object_id: "p2", title: null, url: null, usage_context: "w2" },
    ];
    const { user } = await openHarbour();
    await user.click(screen.getByRole("tab", { name: "Used" }));
    const places = await screen.findByRole("list", { name: "Used on" });
    expect(within(places).getByRole("link", { name: "Festival" })).toHaveAttribute("href", expect.stringContaining("/museum/pages/p1"));
    expect(within(places).getByText("A place that you may not see")).toBeInTheDocument();
  });
});

describe("words written from right to left", () => {
  it("begin at their own side, in the grid and where they are edited", async () => {
    const title = "صورة العائلة في الصيف";
    Object.assign(harbour, { title });
    await openHarbour();
    const cell = await screen.findByRole("gridcell", { name: new RegExp(title) });
    expect(within(cell).getByText(title)).toHaveAttribute("dir", "auto");
    for (const name of ["Title", "Alt text", "Description"]) expect(screen.getByRole("textbox", { name })).toHaveAttribute("dir", "auto");
  });
});

describe("walking and leaving", () => {
  it("walks the result and keeps the file in the address", async () => {
    const { user, router } = await openHarbour();
    expect(await screen.findByText("1 of 2")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Previous file" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Next file" }));
    await waitFor(() => expect(screen.getByRole("textbox", { name: "Title" })).toHaveValue("Pine avenue"));
    expect(router.state.location.search).toBe(`?file=${world.files[1]?.id}`);
    await user.click(screen.getByRole("button", { name: "Close the panel" }));
    expect(screen.queryByRole("complementary", { name: "File" })).not.toBeInTheDocument();
  });

  it("leads the focus back to the grid at its tile when it closes", async () => {
    const { user } = await openHarbour();
    await user.click(screen.getByRole("button", { name: "Next file" }));
    await user.click(screen.getByRole("button", { name: "Close the panel" }));
    const grid = screen.getByRole("grid");
    await waitFor(() => expect(grid).toHaveFocus());
    expect(grid).toHaveAttribute("aria-activedescendant", screen.getByRole("gridcell", { name: "Pine avenue" }).id);
    await user.keyboard("{Enter}");
    (await screen.findByRole("tab", { name: "Facts" })).focus();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(grid).toHaveFocus());
  });

  it("follows the cursor of the grid, save where that selects", async () => {
    const { user, router } = await openHarbour();
    (await screen.findByRole("grid")).focus();
    await user.keyboard("{ArrowRight}");
    await waitFor(() => expect(screen.getByRole("textbox", { name: "Title" })).toHaveValue("Pine avenue"));
    expect(screen.getByRole("grid")).toHaveFocus();
    await user.keyboard("{Shift>}{ArrowLeft}{/Shift}");
    expect(router.state.location.search).toBe(`?file=${world.files[1]?.id}`);
  });

  it("leaves to the browser the arrows that lead back through its pages", async () => {
    const { user, router } = await openHarbour();
    expect(await screen.findByText("1 of 2")).toBeInTheDocument();
    await user.keyboard("{Alt>}{ArrowRight}{/Alt}");
    (await screen.findByRole("grid")).focus();
    expect(fireEvent.keyDown(screen.getByRole("grid"), { key: "ArrowRight", altKey: true })).toBe(true);
    expect(router.state.location.search).toBe(`?file=${harbour.id}`);
  });

  it("stays at the section that is read while it walks, and goes to the title to edit it, each time", async () => {
    const { user } = await openHarbour();
    await user.click(screen.getByRole("tab", { name: "Facts" }));
    await user.click(screen.getByRole("button", { name: "Next file" }));
    expect(await screen.findByText("2 of 2")).toBeInTheDocument();
    expect(await screen.findByRole("tab", { name: "Facts" })).toHaveAttribute("aria-selected", "true");
    for (const back of ["Facts", "Used"]) {
      await user.click(screen.getByRole("tab", { name: back }));
      screen.getByRole("grid").focus();
      await user.keyboard("e");
      await waitFor(() => expect(screen.getByRole("textbox", { name: "Title" })).toHaveFocus());
    }
  });

  it("counts the whole result and reads on where it was not read yet", async () => {
    world.files = Array.from({ length: 130 }, (_, number) => makeFile({ title: `Picture ${number}` }));
    const { user } = openApp(`/museum/library?file=${world.files[59]?.id}`);
    expect(await screen.findByText("60 of 130")).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole("button", { name: "Next file" })).toBeEnabled());
    await user.click(screen.getByRole("button", { name: "Next file" }));
    await waitFor(() => expect(screen.getByRole("textbox", { name: "Title" })).toHaveValue("Picture 60"));
    expect(screen.getByText("61 of 130")).toBeInTheDocument();
  });

  it("marks the open file in the grid and brings it into sight", async () => {
    world.files = Array.from({ length: 60 }, (_, number) => makeFile({ title: `Picture ${number}` }));
    const { user } = openApp(`/museum/library?file=${world.files[50]?.id}`);
    const grid = await screen.findByRole("grid");
    await waitFor(() => expect(grid.scrollTop).toBeGreaterThan(0));
    // The test browser tells nobody that it scrolled.
    fireEvent.scroll(grid);
    expect(await screen.findByRole("gridcell", { name: "Picture 50" })).toHaveAttribute("aria-current", "true");
    await user.click(screen.getByRole("button", { name: "Next file" }));
    await waitFor(() => expect(screen.getByRole("gridcell", { name: "Picture 51" })).toHaveAttribute("aria-current", "true"));
    expect(screen.getByRole("gridcell", { name: "Picture 50" })).not.toHaveAttribute("aria-current");
  });

  it("names the pages before a used file goes, and closes once it is gone", async () => {
    Object.assign(harbour, { usage_count: 1 });
    world.usage[harbour.id] = [{ content_type: "webpages.page", object_id: "p1", title: "Festival", url: null, usage_context: "w1" }];
    const { user } = await openHarbour();
    await user.click(screen.getByRole("button", { name: "More acts" }));
    await user.click(await screen.findByRole("menuitem", { name: "Move to trash" }));
    const dialog = await screen.findByRole("dialog", { name: "“Harbour” is in use" });
    expect(await within(dialog).findByText("Festival")).toBeInTheDocument();
    expect(world.trash).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Trash anyway" }));
    await waitFor(() => expect(screen.queryByRole("complementary", { name: "File" })).not.toBeInTheDocument());
    expect(world.trash.map((file) => file.title)).toEqual(["Harbour"]);
  });

  it("says so where a file is gone", async () => {
    openApp("/museum/library?file=01900000-0000-7000-8000-00000000dead");
    expect(await screen.findByText("This file is gone, or not yours to see.")).toBeInTheDocument();
  });
});
