import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { makeFile, makeMe, makeNamespace } from "../../testing/makers";
import { imageWidget, makePage, pageHandlers, pageWorld, resetPages, textWidget } from "../../testing/pages";
import { atDesk, openApp } from "../../testing/render";
import { server } from "../../testing/server";
import { world } from "../../testing/world";

beforeEach(() => {
  atDesk();
  resetPages();
  server.use(...pageHandlers);
});

afterEach(() => vi.restoreAllMocks());

function open(page: ReturnType<typeof makePage>, search = "") {
  pageWorld.pages = [...pageWorld.pages.filter((one) => one.id !== page.id), page];
  return openApp(`/museum/pages/${page.id}${search}`);
}

/** Two pictures, known by their captions. */
function twoPictures() {
  world.files = [makeFile(), makeFile()];
  const [first, second] = world.files.map((file) => file.id);
  return { main: [imageWidget("a", { media: first, caption: "First" }), imageWidget("b", { media: second, caption: "Second" })] };
}

const labels = () => within(screen.getByRole("region", { name: "Page" })).getAllByRole("group").map((one) => one.getAttribute("aria-label"));

describe("the page", () => {
  it("saves the title after a pause, on condition that nobody else changed the page", async () => {
    const page = makePage("Harbour");
    const seen: (string | null)[] = [];
    server.events.on("request:start", ({ request }) => {
      if (request.method === "PATCH") seen.push(request.headers.get("If-Match"));
    });
    const { user } = open(page);
    await user.type(await screen.findByRole("textbox", { name: "Title of the page" }), " festival");
    expect(await screen.findByText(/^draft, saved/)).toBeInTheDocument();
    await waitFor(() => expect(pageWorld.pages[0]?.title).toBe("Harbour festival"));
    expect(seen).toEqual([`"${page.updated_at}"`]);
    server.events.removeAllListeners();
    expect(await screen.findByRole("treeitem", { name: "Harbour festival, draft" })).toBeInTheDocument();
  });

  it("adds a widget after the selected one, with what its schema begins with", async () => {
    const { user } = open(makePage("Harbour", { content: { main: [imageWidget("a"), imageWidget("b")] } }));
    await user.click(await screen.findByRole("group", { name: "Image, 1 of 2" }));
    await user.click(screen.getAllByRole("button", { name: "Add a widget" })[0] as HTMLElement);
    await user.click(await screen.findByRole("menuitem", { name: /^Text/ }));
    expect(labels()).toEqual(expect.arrayContaining(["Image, 1 of 3", "Text, 2 of 3", "Image, 3 of 3"]));
    await waitFor(() => expect(pageWorld.saves.at(-1)?.content?.["main"]?.[1]).toMatchObject({ type: "rich_text", config: { html: "" } }));
  });

  it("moves, duplicates and removes the selected widget, and takes the removal back", async () => {
    const { user } = open(makePage("Harbour", { content: twoPictures() }));
    const captions = () => screen.getAllByText(/^(First|Second)$/).map((one) => one.textContent);
    await user.click(await screen.findByRole("group", { name: "Image, 1 of 2" }));
    await user.click(screen.getByRole("button", { name: "Move down" }));
    expect(captions()).toEqual(["Second", "First"]);
    expect(screen.getByRole("button", { name: "Move down" })).toHaveAttribute("aria-disabled", "true");
    await user.click(screen.getByRole("button", { name: "Duplicate" }));
    expect(captions()).toEqual(["Second", "First", "First"]);
    await user.click(screen.getByRole("button", { name: "Remove" }));
    expect(captions()).toEqual(["Second", "First"]);
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(captions()).toEqual(["Second", "First", "First"]);
    await waitFor(() => expect(pageWorld.saves.at(-1)?.content?.["main"]).toHaveLength(3));
    const ids = pageWorld.saves.at(-1)?.content?.["main"]?.map((one) => one.id) ?? [];
    expect(new Set(ids).size).toBe(3);
  });

  it("leaves its title and state the room of a narrow head: the ways to look at it are in the menu", async () => {
    atDesk(1200);
    vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(540);
    const { user, router } = open(makePage("Harbour"));
    expect(await screen.findByText(/^draft, saved/)).toBeInTheDocument();
    expect(screen.queryByRole("radio", { name: "Tablet" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "More about this page" }));
    await user.click(await screen.findByRole("menuitemradio", { name: "Tablet" }));
    expect(router.state.location.search).toBe("?view=tablet");
  });

  it("is worked by keys alone", async () => {
    const { user } = open(makePage("Harbour", { content: twoPictures() }));
    (await screen.findByRole("group", { name: "Image, 2 of 2" })).focus();
    await user.keyboard("{Enter}");
    expect(screen.getByRole("toolbar", { name: "Image: actions" })).toBeInTheDocument();
    await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
    expect(screen.getAllByText(/^(First|Second)$/).map((one) => one.textContent)).toEqual(["Second", "First"]);
    await user.keyboard("{Delete}");
    await waitFor(() => expect(screen.queryByText("Second")).not.toBeInTheDocument());
  });

  it("draws text as its readers will see it", async () => {
    open(makePage("Harbour", { content: { main: [textWidget("a", "<h2>Programme</h2><p>Boats and <strong>music</strong>.</p>")] } }));
    expect(await screen.findByRole("heading", { name: "Programme", level: 2 })).toBeInTheDocument();
  });

  it("says where a picture is gone, and keeps a widget that is not installed", async () => {
    const unknown = { id: "z", type: "carousel", config: { speed: 3 } };
    const { user } = open(makePage("Harbour", { content: { main: [imageWidget("a", { media: "01900000-0000-7000-8000-00000000dead" }), unknown] } }));
    expect(await screen.findByText("This picture is gone, or not yours to see.")).toBeInTheDocument();
    expect(screen.getByText(/“carousel” is not installed/)).toBeInTheDocument();
    await user.type(screen.getByRole("textbox", { name: "Title of the page" }), "!");
    await user.click(screen.getByRole("group", { name: "Image, 1 of 2" }));
    await user.click(within(screen.getByRole("toolbar", { name: "Image: actions" })).getByRole("button", { name: "Remove" }));
    await waitFor(() => expect(pageWorld.saves.at(-1)?.content?.["main"]).toEqual([unknown]));
  });

  it("is only read by those who may not change it", async () => {
    world.me = makeMe("viewer");
    world.namespaces = [makeNamespace({ role: "viewer" })];
    const permissions = { change: false, delete: false, publish: false };
    const { user } = open(makePage("Harbour", { permissions, content: twoPictures() }));
    await user.click(await screen.findByText("First"));
    expect(screen.queryByRole("toolbar")).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Publish" })).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Add a widget" })).not.toBeInTheDocument();
    expect(screen.queryByRole("textbox", { name: "Title of the page" })).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "New page" })).not.toBeInTheDocument();
  });
});

describe("the settings of a widget", () => {
  it("open from the empty place of a picture where they do not stand beside the page", async () => {
    atDesk(768);
    const { user } = open(makePage("Harbour", { content: { main: [textWidget("t", "<p>Boats</p>"), imageWidget("a")] } }));
    await user.click(await screen.findByRole("button", { name: "Choose a picture" }));
    const sheet = await screen.findByRole("dialog");
    expect(within(sheet).getByRole("tabpanel", { name: "Image" })).toHaveTextContent("Drop a picture here");
  });

  it("come from its JSON Schema", async () => {
    pageWorld.types = [
      {
        type: "notice",
        label: "Notice",
        description: "A boxed remark.",
        schema: {
          $defs: { Tone: { enum: ["calm", "loud"], type: "string" } },
          properties: {
            body: { type: "string", title: "Body", maxLength: 40, description: "A sentence.", ui: { control: "multiline", order: 2 } },
            heading: { type: "string", title: "Heading", ui: { control: "text", order: 1 } },
            boxed: { type: "boolean", title: "Boxed", default: false, ui: { control: "checkbox", order: 3 } },
            tone: { $ref: "#/$defs/Tone", title: "Tone", default: "calm", ui: { order: 4 } },
          },
        },
      },
    ];
    const { user } = open(makePage("Harbour", { content: { main: [{ id: "n", type: "notice", config: {} }] } }), "?widget=n");
    const panel = await screen.findByRole("tabpanel", { name: "Notice" });
    expect(within(panel).getAllByRole("textbox").map((one) => one.getAttribute("maxlength"))).toEqual([null, "40"]);
    await user.type(within(panel).getByRole("textbox", { name: "Heading" }), "Look");
    await user.type(within(panel).getByRole("textbox", { name: "Body" }), "Closed today");
    await user.click(within(panel).getByRole("checkbox", { name: "Boxed" }));
    await user.click(within(panel).getByRole("radio", { name: "Loud" }));
    await waitFor(() =>
      expect(pageWorld.saves.at(-1)?.content?.["main"]?.[0]?.config).toEqual({ heading: "Look", body: "Closed today", boxed: true, tone: "loud" }),
    );
  });
});
