import { readFileSync } from "node:fs";

import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { startBrowser } from "./support/browser";
import { drop, expectPictures, openLibrary, tile, uploads } from "./support/library";
import { bring, makeRealm } from "./support/people";
import { drawPng, lay, layPictures } from "./support/pictures";

const visit = startBrowser();

const row = (page: Page, name: string) => uploads(page).getByRole("listitem").filter({ hasText: name });

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
