import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { FileFilters } from "../api/files";
import { useSelection } from "../features/library/selection";
import { problem } from "../testing/handlers";
import { makeFile, makeTag } from "../testing/makers";
import { atDesk, openApp } from "../testing/render";
import { server } from "../testing/server";
import { world } from "../testing/world";

const cell = (name: RegExp | string) => screen.findByRole("gridcell", { name });
const titles = () => screen.queryAllByRole("gridcell").map((one) => one.textContent?.trim());
const selected = () => screen.queryAllByRole("gridcell", { selected: true }).map((one) => one.textContent?.trim());

/** Remembers the filters of every request for a list. */
function watchLists() {
  const asked: FileFilters[] = [];
  server.events.on("request:start", ({ request }) => {
    const url = new URL(request.url);
    if (url.pathname === "/api/v1/media/files/" && url.searchParams.has("cursor")) {
      asked.push(Object.fromEntries(url.searchParams) as FileFilters);
    }
  });
  return asked;
}

beforeEach(() => {
  server.events.removeAllListeners();
  useSelection.setState({ scope: "", ids: new Set(), anchor: null });
  world.files = ["Harbour", "Pine avenue", "Wisteria", "Park bench"].map((title) => makeFile({ title }));
});

afterEach(() => atDesk());

describe("the grid", () => {
  it("says in the caption what a picture lacks, and what becomes of a file", async () => {
    world.files = [
      makeFile({ title: "Leaf", alt_text: "" }),
      makeFile({ title: "Fresh", status: "processing" }),
      makeFile({ title: "Broken", status: "failed" }),
      makeFile({ title: "Report", kind: "document", file_type: "application/pdf", alt_text: "" }),
    ];
    openApp("/museum/library");
    expect(await cell("Leaf no alt text")).toBeInTheDocument();
    expect(await cell(/Making previews.*Fresh/)).toBeInTheDocument();
    expect(await cell(/Could not be processed.*Broken/)).toBeInTheDocument();
    expect(await cell("Report PDF")).toBeInTheDocument();
  });

  it("keeps few tiles in the page however long the list is, and reads on by cursor", async () => {
    world.files = Array.from({ length: 400 }, (_, index) => makeFile({ title: `Picture ${index}` }));
    const asked = watchLists();
    openApp("/museum/library");
    await cell("Picture 0");
    expect(screen.getAllByRole("gridcell").length).toBeLessThan(100);
    expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "-1");
    expect(asked[0]).toMatchObject({ cursor: "", page_size: "60" });
  });

  it("leaves no step for Back where Escape has nothing to close", async () => {
    const { user, router } = openApp("/museum/library");
    await cell("Harbour");
    const { key } = router.state.location;
    await user.keyboard("{Escape}");
    expect(router.state.location.key).toBe(key);
  });

  it("starts a failed file again from its tile", async () => {
    const broken = makeFile({ title: "Broken", status: "failed" });
    world.files = [broken];
    const asked: string[] = [];
    server.use(
      http.post("*/media/files/:id/retry/", ({ params }) => {
        asked.push(String(params["id"]));
        return HttpResponse.json({}, { status: 202 });
      }),
    );
    const { user } = openApp("/museum/library");
    await user.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Processing starts again")).toBeInTheDocument();
    expect(asked).toEqual([broken.id]);
  });

  it("offers no other try that could not help or is not allowed", async () => {
    const step = { step: "facts", state: "failed", attempts: 1, progress: null } as const;
    world.files = [
      makeFile({ title: "Cut", status: "failed", processing: [{ ...step, error: { code: "truncated", detail: "" } }] }),
      makeFile({ title: "Theirs", status: "failed", permissions: { change: false, delete: false, share: false } }),
      makeFile({ title: "Slow", status: "failed", processing: [{ ...step, error: { code: "took_too_long", detail: "" } }] }),
    ];
    openApp("/museum/library");
    await screen.findByRole("button", { name: "Try again" });
    expect(screen.getAllByRole("button", { name: "Try again" })).toHaveLength(1);
    expect(within(await cell(/Slow/)).getByRole("button", { name: "Try again" })).toBeInTheDocument();
  });

  it("shows the reason and a way on where the list cannot be read", async () => {
    server.use(http.get("*/media/files/", () => problem(503, "unavailable", "The library is being updated."), { once: true }));
    server.use(http.get("*/media/files/", () => problem(503, "unavailable", "The library is being updated.")));
    const { user } = openApp("/museum/library");
    expect(await screen.findByText("The library is being updated.")).toBeInTheDocument();
    server.resetHandlers();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await cell("Harbour")).toBeInTheDocument();
  });

  it("teaches where the library is empty", async () => {
    world.files = [];
    openApp("/museum/library");
    expect(await screen.findByRole("heading", { name: "Your library is empty" })).toBeInTheDocument();
    expect(screen.getAllByRole("button", { name: "Upload" })).toHaveLength(2);
  });
});

describe("searching and filtering", () => {
  it("finds while one types and keeps the words in the address", async () => {
    const { user, router } = openApp("/museum/library");
    await cell("Harbour");
    await user.keyboard("/");
    expect(screen.getByRole("searchbox")).toHaveFocus();
    await user.keyboard("wist");
    await waitFor(() => expect(titles()).toEqual(["Wisteria"]));
    expect(router.state.location.search).toBe("?search=wist");
  });

  it("turns kinds and unused on and off in the address, and Back undoes it", async () => {
    world.files = [makeFile({ title: "Film", kind: "video" }), makeFile({ title: "Photo", usage_count: 3 })];
    const { user, router } = openApp("/museum/library");
    await user.click(await screen.findByRole("button", { name: "Video" }));
    await waitFor(() => expect(titles()).toEqual(["Film"]));
    expect(screen.getByRole("button", { name: "Video" })).toHaveAttribute("aria-pressed", "true");
    await user.click(screen.getByRole("button", { name: "Unused" }));
    await waitFor(() => expect(router.state.location.search).toBe("?kind=video&unused=true"));
    await router.navigate(-1);
    await router.navigate(-1);
    await waitFor(() => expect(titles()).toEqual(["Film", "Photo"]));
  });

  it("begins the row of filters of a phone, whose end is out of sight, with the rest of them", async () => {
    atDesk(390);
    const { user } = openApp("/museum/library");
    const [first] = within(await screen.findByRole("group", { name: "Filters" })).getAllByRole("button");
    expect(first).toHaveAccessibleName("Filter");
    await user.click(first as HTMLElement);
    expect(await screen.findByRole("combobox", { name: "Status" })).toBeInTheDocument();
  });

  it("shows tags as tokens that can be taken away", async () => {
    const sea = makeTag("Sea");
    world.tags = [sea];
    world.files = [makeFile({ title: "Waves", tags: [sea] }), makeFile({ title: "Hills" })];
    const { user } = openApp("/museum/library?tags=sea");
    await waitFor(() => expect(titles()).toEqual(["Waves"]));
    await user.click(screen.getByRole("button", { name: "Remove Tag Sea" }));
    await waitFor(() => expect(titles()).toEqual(["Waves", "Hills"]));
  });

  it("asks the server for the order that was chosen", async () => {
    const asked = watchLists();
    const { user, router } = openApp("/museum/library");
    await cell("Harbour");
    await user.click(screen.getByRole("combobox", { name: "Sort" }));
    await user.click(await screen.findByRole("option", { name: "Title, A to Z" }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ ordering: "title", cursor: "" }));
    expect(router.state.location.search).toBe("?ordering=title");
  });

  it("leaves out what the address says wrongly", async () => {
    const asked = watchLists();
    openApp("/museum/library?kind=nonsense&ordering=evil&status=odd");
    await cell("Harbour");
    expect(asked[0]).toEqual({ namespace: "museum", ordering: "-created_at", cursor: "", page_size: "60" });
  });

  it("says that nothing matches and clears the filters", async () => {
    const { user } = openApp("/museum/library?search=nowhere");
    await user.click(await screen.findByRole("button", { name: "Clear filters" }));
    expect(await cell("Harbour")).toBeInTheDocument();
  });
});

describe("the keyboard", () => {
  it("walks with arrows, Home and End, and says where it is", async () => {
    const { user } = openApp("/museum/library");
    await cell("Harbour");
    const grid = screen.getByRole("grid");
    grid.focus();
    const active = () => document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")?.textContent?.trim();
    await user.keyboard("{ArrowRight}");
    expect(active()).toBe("Harbour");
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(active()).toBe("Wisteria");
    await user.keyboard("{End}");
    expect(active()).toBe("Park bench");
    await user.keyboard("{Home}");
    expect(active()).toBe("Harbour");
  });

  it("selects with Space, ranges with Shift, all with Ctrl+A, none with Escape", async () => {
    const { user } = openApp("/museum/library");
    await cell("Harbour");
    screen.getByRole("grid").focus();
    await user.keyboard("{ArrowRight} ");
    expect(selected()).toEqual(["Harbour"]);
    await user.keyboard("{Shift>}{ArrowRight}{ArrowRight}{/Shift}");
    expect(selected()).toEqual(["Harbour", "Pine avenue", "Wisteria"]);
    await user.keyboard("{Control>}a{/Control}");
    expect(screen.getByRole("toolbar", { name: "Selection" })).toHaveTextContent("4 selected");
    await user.keyboard("{Escape}");
    expect(selected()).toEqual([]);
  });

  it("opens with Enter and edits with e", async () => {
    const { user, router } = openApp("/museum/library");
    await cell("Harbour");
    screen.getByRole("grid").focus();
    await user.keyboard("{ArrowRight}{Enter}");
    expect(await screen.findByRole("complementary", { name: "File" })).toBeInTheDocument();
    expect(router.state.location.search).toBe(`?file=${world.files[0]?.id}`);
    screen.getByRole("grid").focus();
    await user.keyboard("e");
    expect(await screen.findByRole("textbox", { name: "Title" })).toHaveFocus();
  });

  it("views the file at the cursor large with f", async () => {
    const { user, router } = openApp("/museum/library");
    await cell("Harbour");
    screen.getByRole("grid").focus();
    await user.keyboard("{ArrowRight}{ArrowRight}f");
    expect(await screen.findByRole("dialog", { name: "Pine avenue" })).toBeInTheDocument();
    expect(router.state.location.search).toBe(`?file=${world.files[1]?.id}&large=true`);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await waitFor(() => expect(screen.getByRole("grid")).toHaveFocus());
  });

  it("lists the shortcuts", async () => {
    const { user } = openApp("/museum/library");
    await cell("Harbour");
    await user.keyboard("?");
    const dialog = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    expect(within(dialog).getByText("Select a range")).toBeInTheDocument();
  });
});
