import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import { makePage, pageHandlers, pageWorld, resetPages } from "../../testing/pages";
import { atDesk, openApp } from "../../testing/render";
import { server } from "../../testing/server";

beforeEach(() => {
  atDesk();
  resetPages();
  server.use(...pageHandlers);
});

describe("the tree", () => {
  it("shows pages below each other with what they are", async () => {
    const news = makePage("News", { status: "published", url: "/news/", has_unpublished_changes: false });
    pageWorld.pages = [news, makePage("Harbour festival", { parent: news.id })];
    openApp("/museum/pages");
    const parent = await screen.findByRole("treeitem", { name: "News, published" });
    expect(parent).toHaveAttribute("aria-expanded", "true");
    const child = screen.getByRole("treeitem", { name: "Harbour festival, draft" });
    expect(child).toHaveAttribute("aria-level", "2");
    expect(parent.compareDocumentPosition(child)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it("is walked, folded and opened by keys", async () => {
    const news = makePage("News");
    const child = makePage("Harbour festival", { parent: news.id });
    pageWorld.pages = [news, child, makePage("Visit")];
    const { user, router } = openApp("/museum/pages");
    (await screen.findByRole("treeitem", { name: /^News/ })).focus();
    await user.keyboard("{ArrowLeft}");
    expect(screen.queryByRole("treeitem", { name: /^Harbour/ })).not.toBeInTheDocument();
    await user.keyboard("{ArrowRight}{ArrowDown}");
    expect(screen.getByRole("treeitem", { name: /^Harbour/ })).toHaveFocus();
    await user.keyboard("{End}");
    expect(screen.getByRole("treeitem", { name: /^Visit/ })).toHaveFocus();
    await user.keyboard("{ArrowUp}{Enter}");
    expect(router.state.location.pathname).toBe(`/museum/pages/${child.id}`);
  });

  it("makes a page below another by the plus key", async () => {
    const news = makePage("News");
    pageWorld.pages = [news];
    const { user } = openApp("/museum/pages");
    (await screen.findByRole("treeitem", { name: /^News/ })).focus();
    await user.keyboard("+");
    await user.type(await screen.findByRole("textbox", { name: "Title" }), "Open doors{Enter}");
    expect(await screen.findByRole("textbox", { name: "Title of the page" })).toHaveValue("Open doors");
    expect(pageWorld.pages.at(-1)).toMatchObject({ title: "Open doors", parent: news.id });
  });

  it("teaches where there is no page yet", async () => {
    const { user } = openApp("/museum/pages");
    await user.click(await screen.findByRole("button", { name: "Make the first page" }));
    await user.type(await screen.findByRole("textbox", { name: "Title" }), "Home{Enter}");
    const made = await screen.findByRole("treeitem", { name: "Home, draft" });
    await waitFor(() => expect(made).toHaveAttribute("aria-current", "page"));
  });

  it("says that a page that is not there is gone", async () => {
    openApp("/museum/pages/01910000-0000-7000-8000-00000000ffff");
    expect(await screen.findByRole("heading", { name: "This page is gone" })).toBeInTheDocument();
  });
});
