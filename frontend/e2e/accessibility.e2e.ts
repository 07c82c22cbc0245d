import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";

import { violations } from "./support/axe";
import { startBrowser } from "./support/browser";
import { drop, expectPictures, openLibrary, tile, uploads } from "./support/library";
import { ask, bring, makePage, makeRealm, type Person, type Realm } from "./support/people";
import { lay, layPictures } from "./support/pictures";

const visit = startBrowser();

interface World {
  full: Realm;
  empty: Realm;
  file: string;
  collection: string;
  page: string;
  published: string;
  publicPath: string;
}

let world: World;

beforeAll(async () => {
  const full = await makeRealm("Gallery");
  const empty = await makeRealm("Storeroom");
  const [first, second, third] = await bring(full, layPictures(["anchor", "buoy", "compass", "dinghy"]));
  const { person, namespace } = full;
  const collection = await ask<{ id: string }>(person, "media/collections/", { json: { title: "Sea", namespace: namespace.slug } });
  await ask(person, `media/collections/${collection.id}/add-files/`, { json: { ids: [first?.id, second?.id] } });
  await ask(person, "media/bulk-tag/", { json: { selection: { ids: [first?.id] }, tags: ["harbour"], action: "add" } });
  await ask(person, "media/bulk-delete/", { json: { selection: { ids: [third?.id] } } });
  const page = await makePage(full, "Sketch", [{ type: "image", config: {} }]);
  const open = await makePage(full, "Open day", [
    { type: "image", config: { media: first?.id, alt_text: "An anchor on the quay", caption: "Cast in 1890" } },
    { type: "rich_text", config: { html: "<h2>Come in</h2><p>The doors are <a href='/visit/'>open</a>.</p>" } },
  ]);
  await ask(person, `webpages/pages/${open.id}/publish/`, { json: {} });
  world = { full, empty, file: first?.id ?? "", collection: collection.id, page: page.id, published: open.id, publicPath: open.path };
});

const screens: Record<string, (page: Page) => Promise<unknown>> = {
  library: async (page) => {
    await openLibrary(page, world.full.namespace);
    await expectPictures(page, 3);
  },
  selection: async (page) => {
    await tile(page, "anchor").hover();
    await page.getByRole("checkbox", { name: "Select anchor" }).click();
    await page.getByRole("toolbar", { name: "Selection" }).waitFor();
  },
  queue: async (page) => {
    await openLibrary(page, world.full.namespace);
    await expectPictures(page, 3);
    await drop(page, lay({ "letter.jpg": "no picture" }), page.getByRole("main"));
    await uploads(page).getByRole("button", { name: "Dismiss letter.jpg" }).waitFor();
  },
  shortcuts: async (page) => {
    await openLibrary(page, world.full.namespace);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  },
  panel: async (page) => {
    await page.goto(`/app/${world.full.namespace.slug}/library?file=${world.file}`);
    await page.getByRole("textbox", { name: "Title" }).waitFor();
  },
  facts: async (page) => {
    await page.getByRole("tab", { name: "Facts" }).click();
    await page.getByText("Sizes for the web").waitFor();
  },
  collections: async (page) => {
    await page.goto(`/app/${world.full.namespace.slug}/collections`);
    await page.getByRole("heading", { name: "Sea" }).waitFor();
  },
  collection: async (page) => {
    await page.goto(`/app/${world.full.namespace.slug}/collections/${world.collection}`);
    await expectPictures(page, 2);
  },
  tags: async (page) => {
    await page.goto(`/app/${world.full.namespace.slug}/tags`);
    await page.getByRole("link", { name: "harbour" }).waitFor();
  },
  trash: async (page) => {
    await page.goto(`/app/${world.full.namespace.slug}/trash`);
    await expectPictures(page, 1);
  },
  pages: async (page) => {
    await page.goto(`/app/${world.full.namespace.slug}/pages`);
    await page.getByRole("treeitem", { name: "Open day, published" }).waitFor();
  },
  "page editor": async (page) => {
    await page.goto(`/app/${world.full.namespace.slug}/pages/${world.page}`);
    // A press in its middle would choose a picture where the form does not stand beside.
    await page.getByRole("group", { name: "Image, 1 of 1" }).press("Enter");
    await page.getByRole("toolbar", { name: "Image: actions" }).waitFor();
  },
  picker: async (page) => {
    const settings = page.getByRole("toolbar", { name: "Image: actions" }).getByRole("button", { name: "Settings" });
    if (await settings.isVisible()) await settings.click();
    await page.getByRole("button", { name: "Drop a picture here or choose" }).click();
    await page.getByRole("dialog", { name: "Picture" }).getByRole("gridcell", { name: /^anchor/ }).click();
    await page.getByRole("textbox", { name: /^Alt text/ }).waitFor();
  },
  "published page": async (page) => {
    await page.goto(`/app/${world.full.namespace.slug}/pages/${world.published}`);
    await page.getByRole("textbox", { name: "Title of the page" }).waitFor();
    // Narrow windows have a menu for what has no room.
    const menu = page.getByRole("button", { name: "More about this page" });
    if (await menu.isVisible()) {
      await menu.click();
      await page.getByRole("menuitem", { name: "History" }).waitFor();
      await page.keyboard.press("Escape");
      await menu.waitFor();
    }
  },
  settings: async (page) => {
    await page.goto(`/app/${world.full.namespace.slug}/settings`);
    await page.getByLabel("Name", { exact: true }).waitFor();
  },
  members: async (page) => {
    await page.goto(`/app/${world.full.namespace.slug}/settings/members`);
    await page.getByRole("button", { name: "Add member" }).waitFor();
  },
  account: async (page) => {
    await page.goto(`/app/${world.full.namespace.slug}/settings/account`);
    await page.getByLabel("Current password").waitFor();
  },
  keys: async (page) => {
    await page.goto(`/app/${world.full.namespace.slug}/settings/keys`);
    await page.getByRole("button", { name: "New key" }).waitFor();
  },
};

const inside = async (person: Person, width: number) => visit({ person, width, height: width < 600 ? 844 : 900 });

for (const width of [1440, 390]) {
  it(`has no violation at ${width} pixels`, { timeout: 120_000 }, async () => {
    const { page: outside } = await visit({ width });
    await outside.goto("/app/");
    await outside.getByRole("button", { name: "Sign in" }).waitFor();
    const found = await violations(outside, "sign-in");
    await outside.goto(`/${world.publicPath}/`);
    found.push(...(await violations(outside, "public page")));

    const { page: bare } = await inside(world.empty.person, width);
    await openLibrary(bare, world.empty.namespace);
    await bare.getByRole("heading", { name: "Your library is empty" }).waitFor();
    found.push(...(await violations(bare, "empty library")));

    const { page, watch } = await inside(world.full.person, width);
    watch.expect("POST", "/api/v1/media/upload/", 415);
    for (const [screen, show] of Object.entries(screens)) {
      await show(page);
      found.push(...(await violations(page, screen)));
    }
    expect(found).toEqual([]);
  });
}

/** What is wrong with how the parts of the page editor's head lie, and how long its state is drawn. */
const headFlaws = (page: Page) =>
  page.getByRole("heading", { level: 1, name: "Open day" }).evaluate((title) => {
    const head = title.closest("header");
    const state = [...(head?.querySelectorAll("span") ?? [])].find((one) => one.textContent.startsWith("changes not public"));
    if (!head || !state) return ["no state"];
    const parts = [title, state, ...head.querySelectorAll("button, a")].map((part) => ({ name: part.textContent, box: part.getBoundingClientRect() }));
    const meet = (one: DOMRect, other: DOMRect) =>
      one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;
    const { left, right } = head.getBoundingClientRect();
    return [
      ...(state.scrollWidth > state.clientWidth ? ["the state is cut"] : []),
      ...parts.filter(({ box }) => box.left < left || box.right > right).map(({ name }) => `${name} leaves the head`),
      ...parts.flatMap((one, at) => parts.slice(at + 1).flatMap((other) => (meet(one.box, other.box) ? [`${one.name} over ${other.name}`] : []))),
    ];
  });

it("says in full what becomes of a page, in every window and with large letters", async () => {
  const { page } = await inside(world.full.person, 1440);
  await page.goto(`/app/${world.full.namespace.slug}/pages/${world.published}`);
  await page.getByRole("textbox", { name: "Title of the page" }).fill("Open day by the sea");
  await page.getByText(/^changes not public, saved/).waitFor();
  for (const font of [16, 20, 24]) {
    await page.evaluate((size) => (document.documentElement.style.fontSize = `${size}px`), font);
    for (const width of [1440, 1340, 1100, 1024, 740, 390, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await expect.poll(() => headFlaws(page), { message: `${width} pixels, ${font} of the root` }).toEqual([]);
    }
  }
});
