import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";

import { makeFile } from "../../testing/makers";
import { imageWidget, makePage, makeVersion, pageHandlers, pageWorld, resetPages } from "../../testing/pages";
import { atDesk, openApp } from "../../testing/render";
import { server } from "../../testing/server";
import { world } from "../../testing/world";

beforeEach(() => {
  atDesk();
  resetPages();
  server.use(...pageHandlers);
});

function open(page: ReturnType<typeof makePage>, search = "") {
  pageWorld.pages = [...pageWorld.pages.filter((one) => one.id !== page.id), page];
  return openApp(`/museum/pages/${page.id}${search}`);
}

describe("publishing", () => {
  it("makes the page public and shows the way there", async () => {
    const { user } = open(makePage("Harbour"));
    await user.click(await screen.findByRole("button", { name: "Publish" }));
    expect(await screen.findByText("“Harbour” is public")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "View page" })).toHaveAttribute("href", "/harbour/");
    expect(screen.getByRole("treeitem", { name: "Harbour, published" })).toBeInTheDocument();
  });

  it("saves what is written before", async () => {
    const { user } = open(makePage("Harbour"));
    await user.type(await screen.findByRole("textbox", { name: "Title of the page" }), "!");
    await user.click(screen.getByRole("button", { name: "Publish" }));
    expect(await screen.findByText("“Harbour!” is public")).toBeInTheDocument();
  });

  it("shows the server's reasons at the widget at fault", async () => {
    const file = makeFile({ title: "Wisteria", alt_text: "" });
    world.files = [file];
    const { user } = open(makePage("Harbour", { content: { main: [imageWidget("a"), imageWidget("b", { media: file.id })] } }));
    await user.click(await screen.findByRole("button", { name: "Publish" }));
    expect(await screen.findByText("Not published: 1 thing to mend")).toBeInTheDocument();
    const wrong = screen.getByRole("group", { name: "Image, 2 of 2" });
    await waitFor(() => expect(wrong).toHaveAttribute("aria-current", "true"));
    expect(within(wrong).getByRole("alert")).toHaveTextContent("Say what the picture shows");
    expect(await screen.findByRole("textbox", { name: "Alt text" })).toBeInvalid();
    await user.click(screen.getByRole("checkbox", { name: "Decorative" }));
    await waitFor(() => expect(within(wrong).queryByRole("alert")).not.toBeInTheDocument());
  });

  it("takes a page down again", async () => {
    const { user } = open(makePage("Harbour", { status: "published", url: "/harbour/", published_at: "2026-11-14T12:00:00Z", has_unpublished_changes: false }));
    await user.click(await screen.findByRole("button", { name: "Take down" }));
    expect(await screen.findByText("“Harbour” is no longer public")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Publish" })).toBeInTheDocument();
  });

  it("previews the saved draft in a frame of the chosen width", async () => {
    const { user } = open(makePage("Harbour"));
    await user.type(await screen.findByRole("textbox", { name: "Title of the page" }), "!");
    await user.click(screen.getByRole("radio", { name: "Phone" }));
    const frame = await screen.findByTitle("Preview, Phone");
    expect(frame).toHaveStyle({ width: "390px" });
    expect(frame.getAttribute("src")).toMatch(/\/preview\/$/);
    expect(pageWorld.pages[0]?.title).toBe("Harbour!");
  });

  it("lists who wrote what", async () => {
    const grace = { id: "g", username: "grace", display_name: "Grace" };
    pageWorld.versions = [makeVersion(2, { is_draft: true, created_by: grace }), makeVersion(1, { is_live: true, published_at: "2026-11-14T12:00:00Z" })];
    const { user } = open(makePage("Harbour"));
    await user.click(await screen.findByRole("button", { name: /History|More about/ }));
    const dialog = await screen.findByRole("dialog", { name: "History" });
    const [newest, first] = await within(dialog).findAllByRole("listitem");
    expect(newest).toHaveTextContent(/Version 2.*draft.*Grace/);
    expect(first).toHaveTextContent(/Version 1.*public now.*Ada Editor/);
  });
});

describe("the page's own settings", () => {
  it("change the address and say what is wrong with it", async () => {
    const page = makePage("Harbour");
    const { user } = open(page);
    const slug = await screen.findByRole("textbox", { name: "Slug" });
    server.use(
      http.patch(
        "*/api/v1/webpages/pages/:id/",
        () =>
          HttpResponse.json(
            { type: "validation_error", errors: [{ code: "unique", detail: "Another page beside this one has this slug.", attr: "slug" }] },
            { status: 400 },
          ),
        { once: true },
      ),
    );
    await user.clear(slug);
    await user.type(slug, "visit{Enter}");
    expect(await screen.findByText("Another page beside this one has this slug.")).toBeInTheDocument();
    await user.type(slug, "-us{Enter}");
    await waitFor(() => expect(pageWorld.pages[0]?.slug).toBe("visit-us"));
  });

  it("make it the home page", async () => {
    const { user } = open(makePage("Harbour"));
    await user.click(await screen.findByRole("checkbox", { name: "Home page" }));
    await waitFor(() => expect(screen.getByRole("checkbox", { name: "Home page" })).toBeChecked());
    expect(pageWorld.pages[0]?.is_home).toBe(true);
  });

  it("delete it after asking, and pass on why it cannot be", async () => {
    const page = makePage("Harbour", { url: "/harbour/", status: "published" });
    const { user, router } = open(page);
    await user.click(await screen.findByRole("button", { name: "Delete page" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete “Harbour”?" });
    await user.click(within(dialog).getByRole("button", { name: "Delete page" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("Take it down first");
    pageWorld.pages = [{ ...page, url: null, status: "draft" }];
    await user.click(within(dialog).getByRole("button", { name: "Delete page" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/museum/pages"));
    expect(pageWorld.pages).toEqual([]);
  });
});
