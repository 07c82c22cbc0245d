import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import { makePage, pageHandlers, pageWorld, resetPages, textWidget } from "../../testing/pages";
import { atDesk, openApp } from "../../testing/render";
import { server } from "../../testing/server";

beforeEach(() => {
  atDesk();
  resetPages();
  server.use(...pageHandlers);
});

/** A page whose one text is under the cursor. */
async function write(html: string) {
  pageWorld.pages = [makePage("Harbour", { content: { main: [textWidget("t", html)] } })];
  const app = openApp(`/museum/pages/${pageWorld.pages[0]?.id}?widget=t`);
  const field = await screen.findByRole("textbox", { name: "Text" });
  return { ...app, field };
}

const saved = () => pageWorld.saves.at(-1)?.content?.["main"]?.[0]?.config["html"];

/** What a browser hands over when something is pasted. */
const clipboard = (html: string) => ({
  types: ["text/html"],
  files: [],
  items: [],
  getData: (type: string) => (type === "text/html" ? html : ""),
});

describe("a text on the page", () => {
  it("becomes a heading by its tool, and the tool shows it", async () => {
    const { user } = await write("<p>Programme</p>");
    const tool = screen.getByRole("button", { name: "Heading" });
    await user.click(tool);
    await waitFor(() => expect(saved()).toBe("<h2>Programme</h2>"));
    expect(tool).toHaveAttribute("aria-pressed", "true");
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(saved()).toBe("<p>Programme</p>"));
  });

  it("keeps lists as simple as a person would write them", async () => {
    const { user } = await write("<p>Boats</p>");
    await user.click(screen.getByRole("button", { name: "List" }));
    await waitFor(() => expect(saved()).toBe("<ul><li>Boats</li></ul>"));
  });

  it("takes from a paste only what a page can show", async () => {
    const { field } = await write("");
    const pasted = '<h2 style="color:red" onclick="x()">Boats</h2><script>alert(1)</script><p class="a"><b>Free</b> <img src="x"><span>entry</span></p>';
    fireEvent.paste(field, { clipboardData: clipboard(pasted) });
    await waitFor(() => expect(saved()).toBe("<h2>Boats</h2><p><strong>Free</strong> entry</p>"));
  });

  it("links to an address, and says when it is none", async () => {
    const { user } = await write("");
    await user.click(screen.getByRole("button", { name: "Link" }));
    const address = await screen.findByRole("textbox", { name: "Address" });
    await user.type(address, "javascript:alert(1){Enter}");
    expect(await screen.findByText(/Give an address that begins with/)).toBeInTheDocument();
    await user.clear(address);
    await user.type(address, "example.org/tickets{Enter}");
    await waitFor(() => expect(saved()).toBe('<p><a href="https://example.org/tickets">example.org/tickets</a></p>'));
  });
});
