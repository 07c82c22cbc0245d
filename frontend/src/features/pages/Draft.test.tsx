import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";

import { problem } from "../../testing/handlers";
import { makePage, makeVersion, pageHandlers, pageWorld, resetPages, rewrite } from "../../testing/pages";
import { atDesk, openApp } from "../../testing/render";
import { server } from "../../testing/server";

const PATCH = "*/api/v1/webpages/pages/:id/";
const grace = { id: "g", username: "grace", display_name: "Grace Hopper" };

beforeEach(() => {
  atDesk();
  resetPages();
  server.use(...pageHandlers);
});

async function write(title: string, addition: string) {
  const page = makePage(title);
  const other = makePage("Visit");
  pageWorld.pages = [page, other];
  pageWorld.versions = [makeVersion(2, { created_by: grace })];
  const app = openApp(`/museum/pages/${page.id}`);
  const field = await screen.findByRole("textbox", { name: "Title of the page" });
  return { ...app, page, other, field, type: () => app.user.type(field, addition) };
}

describe("a page that somebody else saved meanwhile", () => {
  async function conflict() {
    const open = await write("Harbour", " festival");
    rewrite(open.page.id, { title: "Harbour days", content: { main: [{ id: "w", type: "rich_text", config: { html: "<p>Hers</p>" } }] } });
    await open.type();
    return { ...open, bar: await screen.findByText("Grace Hopper saved this page at", { exact: false }) };
  }

  it("says who and what, and keeps what was written", async () => {
    const { field } = await conflict();
    expect(screen.getByText("Changed there: the title and 1 widget.")).toBeInTheDocument();
    expect(screen.getByText("changed by someone else")).toBeInTheDocument();
    expect(field).toHaveValue("Harbour festival");
    expect(pageWorld.saves).toEqual([]);
  });

  it("shows theirs on request and brings ours back", async () => {
    const { user, field } = await conflict();
    await user.click(screen.getByRole("button", { name: "Load theirs" }));
    expect(field).toHaveValue("Harbour days");
    expect(await screen.findByText("Hers")).toBeInTheDocument();
    expect(pageWorld.saves).toEqual([]);
    await user.click(await screen.findByRole("button", { name: "Bring mine back" }));
    expect(field).toHaveValue("Harbour festival");
    await waitFor(() => expect(pageWorld.pages[0]?.title).toBe("Harbour festival"));
  });

  it("saves ours over theirs on request", async () => {
    const { user } = await conflict();
    await user.click(screen.getByRole("button", { name: "Save mine instead" }));
    await waitFor(() => expect(pageWorld.pages[0]).toMatchObject({ title: "Harbour festival", content: { main: [] } }));
    await waitFor(() => expect(screen.queryByText(/Grace Hopper saved/)).not.toBeInTheDocument());
  });
});

describe("saving", () => {
  it("is tried again when the server was away", async () => {
    const { type } = await write("Harbour", " festival");
    server.use(http.patch(PATCH, () => HttpResponse.error(), { once: true }));
    await type();
    expect(await screen.findByText("not saved, trying again")).toBeInTheDocument();
    expect(await screen.findByText(/^draft, saved/, {}, { timeout: 8_000 })).toBeInTheDocument();
    expect(pageWorld.pages[0]?.title).toBe("Harbour festival");
  });

  it("goes on after the session ended and the person signed in again", async () => {
    const { type, field } = await write("Harbour", " festival");
    server.use(http.patch(PATCH, () => problem(401, "not_authenticated"), { once: true }));
    await type();
    expect(await screen.findByText("not saved, trying again")).toBeInTheDocument();
    expect(field).toHaveValue("Harbour festival");
    await waitFor(() => expect(pageWorld.pages[0]?.title).toBe("Harbour festival"), { timeout: 8_000 });
  });

  it("says beside the title what is wrong with it", async () => {
    const { user, field } = await write("Harbour", "");
    server.use(
      http.patch(PATCH, () =>
        HttpResponse.json({ type: "validation_error", errors: [{ code: "blank", detail: "This field may not be blank.", attr: "title" }] }, { status: 400 }),
      ),
    );
    await user.clear(field);
    expect(await screen.findByText("This field may not be blank.")).toBeInTheDocument();
    expect(field).toBeInvalid();
  });

  it("takes over what somebody else saved while nothing was written here", async () => {
    const { page, client, field } = await write("Harbour", "");
    rewrite(page.id, { title: "Harbour days" });
    await client.invalidateQueries({ queryKey: ["pages"] });
    await waitFor(() => expect(field).toHaveValue("Harbour days"));
  });
});

describe("leaving", () => {
  it("saves first", async () => {
    const { user, type, router, other } = await write("Harbour", " festival");
    await type();
    await user.click(within(screen.getByRole("treeitem", { name: "Visit, draft" })).getByRole("link"));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/museum/pages/${other.id}`));
    expect(pageWorld.pages[0]?.title).toBe("Harbour festival");
  });

  it("asks where saving fails, and stays or goes as the person says", async () => {
    const { user, type, router, page, field } = await write("Harbour", " festival");
    server.use(http.patch(PATCH, () => HttpResponse.error()));
    await type();
    const leave = () => router.navigate("/museum/library");
    void leave();
    await user.click(within(await screen.findByRole("dialog", { name: "Leave without saving?" })).getByRole("button", { name: "Stay" }));
    expect(router.state.location.pathname).toBe(`/museum/pages/${page.id}`);
    expect(field).toHaveValue("Harbour festival");
    void leave();
    await user.click(within(await screen.findByRole("dialog", { name: "Leave without saving?" })).getByRole("button", { name: "Leave" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/museum/library"));
  });
});
