import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { type Visit, startBrowser } from "./support/browser";
import { describeWithPhotographs, photographs } from "./support/corpus";
import { drop, expectPictures, tile, tiles, uploads } from "./support/library";
import { administrator } from "./support/people";

const visit = startBrowser();
const ALT = "A white ferry crosses a wide blue harbour";
const TITLE = "Harbour festival";

async function signIn(page: Page) {
  const { username, password } = administrator();
  await page.goto("/app/");
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Your library is empty" }).waitFor();
}

async function dropPhotographs(page: Page) {
  const document = await page.evaluateHandle(() => window.document);
  await drop(page, photographs, page.getByRole("main"));
  await uploads(page).getByText("12 files uploaded").waitFor({ timeout: 40_000 });
  await expectPictures(page, 12);
  expect(await page.evaluate((before) => window.document === before, document)).toBe(true);
}

async function search(page: Page, words: string, title: string) {
  await page.getByRole("searchbox", { name: "Search the library" }).fill(words);
  await expect.poll(() => tiles(page).count()).toBe(1);
  await tile(page, title).waitFor();
  expect(new URL(page.url()).searchParams.get("search")).toBe(words);
}

async function makePage(page: Page) {
  await page.getByRole("link", { name: "Pages" }).click();
  await page.getByRole("button", { name: "Make the first page" }).click();
  await page.getByRole("dialog", { name: "New page" }).getByLabel("Title").fill(TITLE);
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("button", { name: "Add a widget" }).click();
  await page.getByRole("menuitem", { name: /^Image/ }).click();
  await page.getByRole("group", { name: "Image, 1 of 1" }).waitFor();
}

async function pickPicture(page: Page) {
  await page.getByRole("button", { name: "Drop a picture here or choose" }).click();
  const picker = page.getByRole("dialog");
  await picker.getByRole("gridcell", { name: /^nokia/ }).click();
  await picker.getByRole("textbox", { name: /^Alt text/ }).fill(ALT);
  await picker.getByRole("button", { name: "Use picture" }).click();
  await page.getByRole("region", { name: "Page" }).getByRole("img", { name: ALT }).or(page.getByText(ALT)).first().waitFor();
}

/** Publishes and returns the public address. */
async function publish(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByText(`“${TITLE}” is public`).first().waitFor();
  await page.getByRole("tab", { name: "Page", exact: true }).click();
  const address = await page.getByRole("link", { name: "Open the public page" }).getAttribute("href");
  expect(address).toBe("/harbour-festival/");
  return address ?? "";
}

async function seeAsStranger({ page }: Visit, address: string) {
  expect((await page.goto(address))?.status()).toBe(200);
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(TITLE);
  const picture = page.getByRole("img", { name: ALT });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBeGreaterThan(0);
  const shown = await picture.evaluate((image: HTMLImageElement) => ({
    from: new URL(image.currentSrc).pathname,
    offered: [...(image.closest("picture")?.querySelectorAll("source") ?? [])].map((source) => source.srcset).join(),
  }));
  expect(shown.from).toMatch(/^\/renditions\/.+\.avif$/);
  expect(shown.offered).toContain(shown.from);
  expect(shown.offered).toMatch(/\.webp\?/);
}

async function tryToTrash({ page, watch }: Visit) {
  watch.expect("DELETE", "/api/v1/media/files/", 409);
  await page.getByRole("link", { name: "Library" }).click();
  await tile(page, "nokia").click();
  const panel = page.getByRole("complementary", { name: "File" });
  await panel.getByRole("button", { name: "More acts" }).click();
  await page.getByRole("menuitem", { name: "Move to trash" }).click();
  const refusal = page.getByRole("dialog", { name: /is in use$/ });
  await refusal.getByText(TITLE, { exact: true }).waitFor();
  await refusal.getByRole("button", { name: "Keep" }).click();
  await tile(page, "nokia").waitFor();
}

describeWithPhotographs("the main job", () => {
  it("leads from twelve photographs to one on a public page", { timeout: 300_000 }, async () => {
    const editor = await visit();
    await signIn(editor.page);
    await dropPhotographs(editor.page);
    await search(editor.page, "opera", "sydney opera house");
    await makePage(editor.page);
    await pickPicture(editor.page);
    const address = await publish(editor.page);
    await seeAsStranger(await visit(), address);
    await tryToTrash(editor);
  });
});
