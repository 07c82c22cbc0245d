import { screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { makePage, pageHandlers, pageWorld, resetPages } from "../../testing/pages";
import { atDesk, openApp } from "../../testing/render";
import { server } from "../../testing/server";

beforeEach(() => {
  resetPages();
  server.use(...pageHandlers);
});

afterEach(() => {
  atDesk();
  document.documentElement.style.removeProperty("font-size");
  vi.restoreAllMocks();
});

/** The head of a page with changes that the public does not see. */
async function openHead({ width, font }: { width: number; font: number }) {
  atDesk();
  document.documentElement.style.fontSize = `${font}px`;
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(width);
  const page = makePage("Harbour", { status: "published", url: "/harbour/", has_unpublished_changes: true });
  pageWorld.pages = [page];
  const { user } = openApp(`/museum/pages/${page.id}`);
  const title = await screen.findByRole("heading", { level: 1, name: "Harbour" });
  return { user, title, head: within(title.closest("header") as HTMLElement) };
}

it.each([
  { width: 720, font: 16, inRow: ["Phone", "History"] },
  { width: 650, font: 16, inRow: ["Phone"] },
  { width: 560, font: 16, inRow: [] },
  { width: 900, font: 24, inRow: ["Phone", "History"] },
  { width: 720, font: 24, inRow: ["Phone"] },
  { width: 650, font: 24, inRow: [] },
])("has in its row what the state leaves room for, the rest in the menu: $inRow in $width px at a font of $font px", async ({ inRow, ...size }) => {
  const { user, head } = await openHead(size);
  const ways = { Phone: head.queryByRole("radio", { name: "Phone" }), History: head.queryByRole("button", { name: "History" }) };
  expect(Object.entries(ways).flatMap(([name, found]) => (found ? [name] : []))).toEqual(inRow);
  const more = head.queryByRole("button", { name: "More about this page" });
  if (!more) return expect(inRow).toContain("History");
  await user.click(more);
  expect(await screen.findByRole("menuitem", { name: "History" })).toBeInTheDocument();
  expect(screen.queryAllByRole("menuitemradio", { name: "Phone" })).toHaveLength(inRow.includes("Phone") ? 0 : 1);
});

it("never cuts the state, and tells a title that it shortens in full", async () => {
  const { title, head } = await openHead({ width: 300, font: 24 });
  expect(head.getByText(/^changes not public, saved \d\d:\d\d$/)).not.toHaveClass("truncate");
  expect(title).toHaveAttribute("title", "Harbour");
});
