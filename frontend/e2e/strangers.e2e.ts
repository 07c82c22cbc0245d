import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { startBrowser } from "./support/browser";
import { expectPictures, openLibrary, tile, tiles } from "./support/library";
import { bring, makePage, makeRealm } from "./support/people";
import { layPictures } from "./support/pictures";

const visit = startBrowser();

/** The statuses that addresses answer to the person of this page. */
const statuses = (page: Page, addresses: readonly string[]) =>
  page.evaluate((all) => Promise.all(all.map(async (one) => (await fetch(one)).status)), addresses);

it("keeps two people of two namespaces apart", async () => {
  const museum = await makeRealm("Museum");
  const theatre = await makeRealm("Theatre");
  const [file] = await bring(museum, layPictures(["lantern"]));
  const draft = await makePage(museum, "Secret opening");
  await bring(theatre, layPictures(["unrelated", "curtain"]).slice(1));
  const owner = await visit(museum);
  await openLibrary(owner.page, museum.namespace);
  await expectPictures(owner.page, 1);
  const pictures = await tile(owner.page, "lantern").locator("img").evaluate((image: HTMLImageElement) => image.src);

  const { page, watch } = await visit(theatre);
  await openLibrary(page, theatre.namespace);
  await expectPictures(page, 1);
  await tile(page, "curtain").waitFor();
  await page.getByRole("searchbox", { name: "Search the library" }).fill("lantern");
  await page.getByRole("heading", { name: "Nothing matches" }).waitFor();
  expect(await tiles(page).count()).toBe(0);
  await page.getByRole("link", { name: "Pages" }).click();
  await page.getByRole("heading", { name: "No page yet" }).waitFor();
  await page.getByRole("button", { name: /^Namespace/ }).click();
  expect(await page.getByRole("menuitemradio").allInnerTexts()).toEqual([expect.stringContaining("Theatre")]);

  await page.goto(`/app/${museum.namespace.slug}/library`);
  await page.getByRole("heading", { name: "Nothing here" }).waitFor();
  const hidden = [`/api/v1/media/files/${file?.id}/`, `/api/v1/media/files/${file?.id}/content/`, `/api/v1/webpages/pages/${draft.id}/`];
  for (const address of hidden) watch.expect("GET", address, 404);
  expect(await statuses(page, hidden)).toEqual([404, 404, 404]);

  watch.expect("GET", "/secret-opening/", 404);
  await page.goto("/secret-opening/");
  await page.goto(`/app/${theatre.namespace.slug}/library?file=${file?.id}`);
  await page.getByText("This file is gone, or not yours to see.").waitFor();
  await page.goto(`/app/${theatre.namespace.slug}/pages/${draft.id}`);
  await page.getByRole("heading", { name: "This page is gone" }).waitFor();
  expect(pictures).toContain("/renditions/");
  watch.expect("GET", "/renditions/", 404);
  expect(await statuses(page, [pictures.replace(/s=[^&]+/, "s=guessed")])).toEqual([404]);
});
