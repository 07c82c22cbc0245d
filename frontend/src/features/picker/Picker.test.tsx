import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import { makeFile } from "../../testing/makers";
import { pageHandlers, pageWorld, resetPages } from "../../testing/pages";
import { cell, openGallery, openImage, picker, saved, three } from "../../testing/picker";
import { atDesk } from "../../testing/render";
import { server } from "../../testing/server";
import { answerText } from "../../testing/shown";
import { world } from "../../testing/world";
import { useWhereabouts } from "./whereabouts";

beforeEach(() => {
  atDesk();
  resetPages();
  useWhereabouts.setState({ places: {} });
  server.use(...pageHandlers);
});

describe("choosing one", () => {
  it("asks for alt text and keeps it with the choice", async () => {
    const file = makeFile({ title: "Wisteria", alt_text: "" });
    world.files = [file];
    const { user } = await openImage();
    await user.click(screen.getByRole("button", { name: /Drop a picture/ }));
    await user.click(await cell(/Wisteria/));
    await user.type(await screen.findByRole("textbox", { name: "Alt text of Wisteria" }), "Violet flowers");
    await user.click(screen.getByRole("button", { name: "Use picture" }));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    await waitFor(() => expect(saved()).toMatchObject({ media: file.id, alt_text: "Violet flowers", decorative: false }));
  });

  it("takes a picture as decorative", async () => {
    world.files = [makeFile({ title: "Wisteria", alt_text: "" })];
    const { user } = await openImage();
    await user.click(screen.getByRole("button", { name: /Drop a picture/ }));
    await user.click(await cell(/Wisteria/));
    await user.click(await within(await picker()).findByRole("checkbox", { name: "Decorative" }));
    expect(screen.getByRole("textbox", { name: "Alt text of Wisteria" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Use picture" }));
    await waitFor(() => expect(saved()).toMatchObject({ decorative: true }));
  });

  it("greys what the field does not take, and says why", async () => {
    world.files = [makeFile({ title: "Interview", kind: "audio", file_type: "audio/mpeg" }), makeFile({ title: "Wisteria", status: "failed" })];
    const { user } = await openImage();
    await user.click(screen.getByRole("button", { name: /Drop a picture/ }));
    await user.click(await cell(/Interview · only images here$/));
    await user.click(await cell(/Wisteria · could not be processed$/));
    expect(screen.getByRole("button", { name: "Use" })).toBeDisabled();
  });

  it("says that what was pressed is not chosen and what is, and lets it be looked at", async () => {
    world.files = [makeFile({ title: "Wisteria" }), makeFile({ title: "Aloe" }), makeFile({ title: "Report", kind: "document", file_type: "text/plain" })];
    answerText("Annual report");
    const { user } = await openImage();
    await user.click(screen.getByRole("button", { name: /Drop a picture/ }));
    await user.click(await cell(/Wisteria/));
    await user.click(await cell(/Report/));
    expect(screen.getByRole("status")).toHaveTextContent("“Report” is not chosen: only images here. “Wisteria” stays chosen.");
    expect(await cell(/Wisteria/)).toHaveAttribute("aria-selected", "true");
    await user.click(screen.getByRole("button", { name: "Look at Report" }));
    expect(await screen.findByRole("region", { name: "Text of Report" })).toHaveTextContent("Annual report");
    await user.keyboard("{Escape}");
    await user.click(await cell(/Aloe/));
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
    expect(screen.queryByRole("button", { name: "Look at Report" })).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Look at Aloe" })).toBeInTheDocument();
  });

  it("is worked by keys alone", async () => {
    three();
    const { user } = await openImage();
    screen.getByRole("button", { name: /Drop a picture/ }).focus();
    await user.keyboard("{Enter}");
    const search = await screen.findByRole("searchbox", { name: "Find a file" });
    await waitFor(() => expect(search).toHaveFocus());
    await cell(/Pine avenue/);
    screen.getByRole("grid", { name: "Files to choose from" }).focus();
    await user.keyboard("{ArrowRight}{ArrowRight}{Enter}");
    expect(await cell(/Wisteria/)).toHaveAttribute("aria-selected", "true");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(saved()).toMatchObject({ media: world.files[1]?.id }));
  });

  it("closes by Escape and changes nothing", async () => {
    three();
    const { user } = await openImage();
    await user.click(screen.getByRole("button", { name: /Drop a picture/ }));
    await user.click(await cell(/Wisteria/));
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole("button", { name: /Drop a picture/ })).toHaveFocus());
    expect(pageWorld.saves).toEqual([]);
  });

  it("searches, narrows by kind, and opens where the person last was", async () => {
    world.files = [makeFile({ title: "Wisteria" }), makeFile({ title: "Pine avenue" }), makeFile({ title: "Pine wind", kind: "audio" })];
    const { user } = await openImage();
    await user.click(screen.getByRole("button", { name: /Drop a picture/ }));
    await user.type(await screen.findByRole("searchbox", { name: "Find a file" }), "pine");
    await waitFor(() => expect(screen.queryByRole("gridcell", { name: /Wisteria/ })).not.toBeInTheDocument());
    await user.click(screen.getByRole("button", { name: "Images" }));
    await waitFor(() => expect(screen.queryByRole("gridcell", { name: /Pine wind/ })).not.toBeInTheDocument());
    await user.keyboard("{Escape}");
    await user.click(screen.getByRole("button", { name: /Drop a picture/ }));
    expect(await screen.findByRole("searchbox", { name: "Find a file" })).toHaveValue("pine");
    expect(screen.getByRole("button", { name: "Images" })).toHaveAttribute("aria-pressed", "true");
    expect(await screen.findAllByRole("gridcell")).toHaveLength(1);
  });

  it("says that nothing matches and shows the way back", async () => {
    three();
    const { user } = await openImage();
    await user.click(screen.getByRole("button", { name: /Drop a picture/ }));
    await user.type(await screen.findByRole("searchbox", { name: "Find a file" }), "zebra");
    expect(await screen.findByRole("heading", { name: "No file matches" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Show all files" }));
    expect(await cell(/Wisteria/)).toBeInTheDocument();
  });

  it("lists what the page shows already, and what was chosen lately", async () => {
    const [pine, wisteria] = three();
    const { user } = await openImage({ media: pine?.id });
    await user.click(await screen.findByRole("button", { name: "More for Pine avenue" }));
    await user.click(await screen.findByRole("menuitem", { name: "Replace" }));
    await user.click(await screen.findByRole("tab", { name: "On this page 1" }));
    expect((await screen.findAllByRole("gridcell")).map((one) => one.getAttribute("aria-selected"))).toEqual(["true"]);
    await user.click(screen.getByRole("tab", { name: "Library" }));
    await user.click(await cell(/Wisteria/));
    await user.click(screen.getByRole("button", { name: "Use picture" }));
    await waitFor(() => expect(saved()).toMatchObject({ media: wisteria?.id }));
    await user.click(await screen.findByRole("button", { name: "More for Wisteria" }));
    await user.click(await screen.findByRole("menuitem", { name: "Replace" }));
    await user.click(await screen.findByRole("tab", { name: "Recent" }));
    expect(await cell(/Wisteria/)).toBeInTheDocument();
  });
});

describe("choosing several", () => {
  it("keeps the order of choosing and numbers what is chosen", async () => {
    const files = three();
    const { user } = await openGallery();
    await user.click(screen.getByRole("button", { name: /Drop pictures/ }));
    await user.click(await cell(/Aloe/));
    await user.click(await cell(/Pine avenue/));
    const strip = screen.getByRole("list", { name: "Chosen files" });
    expect(await within(strip).findByRole("button", { name: "Aloe, 1 of 2" })).toBeInTheDocument();
    expect(await within(strip).findByRole("button", { name: "Pine avenue, 2 of 2" })).toBeInTheDocument();
    expect(within(await cell(/Pine avenue/)).getByText("2")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Use 2 pictures" }));
    await waitFor(() => expect(saved()?.["pictures"]).toMatchObject([{ media: files[2]?.id }, { media: files[0]?.id }]));
  });

  it("says at the maximum that it is reached, and drops nothing", async () => {
    three();
    const { user } = await openGallery([], 2);
    await user.click(screen.getByRole("button", { name: /Drop pictures/ }));
    for (const name of [/Aloe/, /Pine avenue/, /Fjord/]) await user.click(await cell(name));
    expect(screen.getByRole("status")).toHaveTextContent("2 is the most here. Take one out first.");
    expect(await cell(/Aloe/)).toHaveAttribute("aria-selected", "true");
    expect(await cell(/Fjord/)).toHaveAttribute("aria-selected", "false");
    await user.click(await cell(/Aloe/));
    await user.click(await cell(/Fjord/));
    expect(await screen.findByRole("button", { name: "Fjord, 2 of 2" })).toBeInTheDocument();
  });

  it("is put in order and thinned out by keys", async () => {
    three();
    const { user } = await openGallery();
    await user.click(screen.getByRole("button", { name: /Drop pictures/ }));
    for (const name of [/Aloe/, /Pine avenue/, /Fjord/]) await user.click(await cell(name));
    (await screen.findByRole("button", { name: "Fjord, 3 of 3" })).focus();
    await user.keyboard("{Shift>}{ArrowLeft}{/Shift}");
    expect(screen.getByRole("status")).toHaveTextContent("Fjord is now 2 of 3.");
    expect(screen.getByRole("button", { name: "Fjord, 2 of 3" })).toHaveFocus();
    await user.keyboard("{ArrowLeft}{Delete}");
    expect(await screen.findByRole("button", { name: "Fjord, 1 of 2" })).toHaveFocus();
  });

  it("asks for the words of each, and counts what lacks them", async () => {
    world.files = [makeFile({ title: "Aloe", alt_text: "" }), makeFile({ title: "Fjord", alt_text: "" })];
    const { user } = await openGallery();
    await user.click(screen.getByRole("button", { name: /Drop pictures/ }));
    await user.click(await cell(/Aloe/));
    await user.click(await cell(/Fjord/));
    await user.type(await screen.findByRole("textbox", { name: "Alt text of Fjord" }), "Water between cliffs");
    await user.click(screen.getByRole("button", { name: "1 has no alt text" }));
    await user.type(await screen.findByRole("textbox", { name: "Alt text of Aloe" }), "An orange blossom");
    expect(screen.queryByText("1 has no alt text")).not.toBeInTheDocument();
  });

  it("is put in order in the field too", async () => {
    const files = three();
    const { user } = await openGallery(files.slice(0, 2).map(({ id }) => ({ media: id, alt_text: "", decorative: false })));
    await user.click(await screen.findByRole("button", { name: "More for Wisteria" }));
    await user.click(await screen.findByRole("menuitem", { name: "Move up" }));
    await waitFor(() => expect(saved()?.["pictures"]).toMatchObject([{ media: files[1]?.id }, { media: files[0]?.id }]));
  });
});
