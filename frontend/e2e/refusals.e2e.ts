import { readFileSync } from "node:fs";

import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";

import { startBrowser } from "./support/browser";
import { drop, expectPictures, openLibrary, tile, uploads } from "./support/library";
import { bring, makeRealm } from "./support/people";
import { drawPng, lay, layPictures } from "./support/pictures";

const visit = startBrowser();

const row = (page: Page, name: string) => uploads(page).getByRole("listitem").filter({ hasText: name });

/** What is wrong with how the rows of the queue lie: as high as their words, and one right below the other. */
const flaws = (page: Page) =>
  uploads(page)
    .getByRole("listitem")
    .evaluateAll((items) => {
      const boxes = items.map((item) => item.getBoundingClientRect()).sort((one, other) => one.top - other.top);
      const apart = boxes.slice(1).filter((box, index) => Math.abs(box.top - (boxes[index]?.bottom ?? 0)) > 1).length;
      const hollow = items.filter((item) => {
        const said = [...item.querySelectorAll("p, a, button")].map((part) => part.getBoundingClientRect().bottom);
        const spare = item.getBoundingClientRect().bottom - Math.max(...said);
        return spare < 0 || spare > 20;
      }).length;
      return { apart, hollow };
    });

type Box = Awaited<ReturnType<Locator["boundingBox"]>>;

/** Whether two boxes share a part of the screen; not told of what is not on it. */
const meet = (one: Box, other: Box) =>
  one && other && one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

it("says in the queue why a file is not taken, and takes the good one beside it", async () => {
  const realm = await makeRealm("Refusals");
  const [known = ""] = layPictures(["known"]);
  await bring(realm, [known]);
  const { page, watch } = await visit(realm);
  await openLibrary(page, realm.namespace);
  await expectPictures(page, 1);
  let sent = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/media/upload/")) sent += 1;
  });
  watch.expect("POST", "/api/v1/media/upload/", 415);
  watch.expect("POST", "/api/v1/media/upload/", 400);

  const files = lay({
    "letter.jpg": "Dear museum, this is no picture.\n",
    "nothing.jpg": "",
    "copy of known.png": readFileSync(known),
    "lighthouse.png": drawPng({ width: 120, shade: 9 }),
  });
  await drop(page, files, page.getByRole("main"));

  await uploads(page).getByText("1 of 4 uploaded").waitFor();
  await uploads(page).getByText("3 need you").waitFor();
  await row(page, "letter.jpg").getByText("The file is not what its name says.").waitFor();
  await row(page, "nothing.jpg").getByText("The file is empty.").waitFor();
  await row(page, "copy of known.png").getByText("already here as “known”").waitFor();
  await row(page, "lighthouse.png").getByText("uploaded").waitFor();
  await expectPictures(page, 2);
  await tile(page, "lighthouse").waitFor();
  // The bytes of the copy never travelled.
  expect(sent).toBe(3);

  await row(page, "copy of known.png").getByRole("link", { name: "Show existing" }).click();
  const title = page.getByRole("complementary", { name: "File" }).getByRole("textbox", { name: "Title" });
  expect(await title.inputValue()).toBe("known");
});

it("keeps the rows of the queue as high as their words, and notices off them", async () => {
  const realm = await makeRealm("Layout");
  const { page, watch } = await visit(realm);
  await openLibrary(page, realm.namespace);
  watch.expect("POST", "/api/v1/media/upload/", 415);
  watch.expect("POST", "/api/v1/media/upload/", 400);
  const good = { "lighthouse.png": drawPng({ width: 120, shade: 9 }) };
  await drop(page, lay({ "letter.jpg": "Dear museum, this is no picture.\n", "nothing.jpg": "", ...good }), page.getByRole("main"));
  await uploads(page).getByText("1 of 3 uploaded").waitFor();
  for (const width of [1440, 768, 390, 320, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => flaws(page)).toEqual({ apart: 0, hollow: 0 });
  }

  await tile(page, "lighthouse").click();
  await page.getByRole("complementary", { name: "File" }).waitFor();
  await page.keyboard.press("Delete");
  const notice = page.locator("li").filter({ hasText: "1 file moved to the trash" });
  await notice.waitFor();
  for (const width of [1440, 768, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(async () => meet(await notice.boundingBox(), await uploads(page).boundingBox())).toBe(false);
  }
});

it("stays where it is when a file is dropped while a dialog is open", async () => {
  const realm = await makeRealm("Dialog");
  const { page, context } = await visit(realm);
  await openLibrary(page, realm.namespace);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await drop(page, layPictures(["pier"]), page.locator("body"));
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "Your library is empty" }).waitFor();
  expect(context.pages()).toEqual([page]);
  expect(await uploads(page).count()).toBe(0);
});
