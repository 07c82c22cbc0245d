import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { startBrowser } from "./support/browser";
import { expectPictures, openLibrary, tile, tiles } from "./support/library";
import { bring, makeRealm } from "./support/people";
import { layPictures } from "./support/pictures";

const visit = startBrowser();

/** The name of the tile that the keys act on. */
const current = (page: Page) =>
  page.getByRole("grid", { name: "Files" }).evaluate((grid) => {
    const cell = document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
    return cell?.textContent?.trim().split(" ")[0] ?? "";
  });

const selected = (page: Page) => page.locator("[role=gridcell][aria-selected=true]").count();

async function tabTo(page: Page, name: string) {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    const reached = await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent);
    if (reached === name) return;
  }
  throw new Error(`Tab does not lead to ${name}`);
}

async function openFour() {
  const realm = await makeRealm("Keyboard");
  // The newest stands first.
  await bring(realm, layPictures(["delta", "charlie", "bravo", "alpha"]));
  const { page } = await visit(realm);
  await openLibrary(page, realm.namespace);
  await expectPictures(page, 4);
  await tabTo(page, "Files");
  return page;
}

it("walks, selects, tags, trashes and edits by the keyboard alone", async () => {
  const page = await openFour();
  const press = (key: string) => page.keyboard.press(key);

  await press("ArrowRight");
  expect(await current(page)).toBe("alpha");
  await press("End");
  expect(await current(page)).toBe("delta");
  await press("Home");
  await press(" ");
  await press("Shift+ArrowRight");
  await expect.poll(() => selected(page)).toBe(2);

  await tabTo(page, "Tag");
  await press("Enter");
  await page.getByRole("combobox", { name: "Add a tag" }).waitFor();
  await page.keyboard.type("harbour");
  await press("Enter");
  await page.getByText("2 files tagged “harbour”").first().waitFor();

  await press("Escape");
  await page.getByRole("grid", { name: "Files" }).focus();
  await press("Home");
  await press("Escape");
  await expect.poll(() => selected(page)).toBe(0);
  await press("Delete");
  await page.getByText("1 file moved to the trash").first().waitFor();
  await expect.poll(() => tiles(page).count()).toBe(3);
  await tabTo(page, "Undo");
  await press("Enter");
  await tile(page, "alpha").waitFor();
  await expect.poll(() => tiles(page).count()).toBe(4);

  await page.getByRole("grid", { name: "Files" }).focus();
  await press("Home");
  await press("e");
  const title = page.getByRole("complementary", { name: "File" }).getByRole("textbox", { name: "Title" });
  await expect.poll(() => title.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.type("Pier at dusk");
  await press("Enter");
  await tile(page, "Pier at dusk").waitFor();
});

it("lists the keys on a question mark and closes the list on Escape", async () => {
  const realm = await makeRealm("Shortcuts");
  const { page } = await visit(realm);
  await openLibrary(page, realm.namespace);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.getByText("Move to the trash").waitFor();
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
});
