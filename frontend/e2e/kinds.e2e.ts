import type { Page } from "playwright-core";
import { expect, it } from "vitest";

import { startBrowser, type Visit } from "./support/browser";
import { describeWithPhotographs, real } from "./support/corpus";
import { drop, expectPictures, openLibrary, uploads } from "./support/library";
import { ask, makeRealm, type Realm, type StoredFile } from "./support/people";

const visit = startBrowser();

const kinds = real(
  "images/gps/DSCN0010.jpg",
  "images/svg/us_flag.svg",
  "images/gif/animated.gif",
  "video/sample_portrait.mp4",
  "video/sample.avi",
  "audio/bear_with_picture.flac",
  "documents/four_pages.pdf",
  "documents/test.xlsx",
  "documents/lorem_ipsum.txt",
);
const refused = real("hostile/svg/entity_bomb.svg", "hostile/empty/empty.jpg");

interface Detail extends StoredFile {
  file_type: string;
  focal_point: { x: number; y: number };
  crops: Record<string, { url: string }>;
  playback: { source: string } | null;
}

const row = (page: Page, name: string) => uploads(page).getByRole("listitem").filter({ hasText: name });
const panel = (page: Page) => page.getByRole("complementary", { name: "File" });

async function dropAll({ page, watch }: Visit) {
  watch.expect("POST", "/api/v1/media/upload/", 422);
  watch.expect("POST", "/api/v1/media/upload/", 400);
  await drop(page, [...kinds, ...refused], page.getByRole("main"));
  // The whole list is compared, so that a failure names the file that went another way.
  const list = () => uploads(page).innerText();
  await expect.poll(list).toContain(`${kinds.length} of ${kinds.length + refused.length} uploaded`);
  await row(page, "entity_bomb.svg").getByText("The drawing is not safe to show.").waitFor();
  await row(page, "empty.jpg").getByText("The file is empty.").waitFor();
  await expectPictures(page, kinds.length);
}

/** All files of the realm by their MIME type. */
async function stored({ person, namespace }: Realm) {
  const { results } = await ask<{ results: Detail[] }>(person, `media/files/?namespace=${namespace.slug}`);
  return (type: string) => {
    const found = results.find((file) => file.file_type === type);
    if (!found) throw new Error(`no ${type}`);
    return found;
  };
}

async function openFile(page: Page, { namespace }: Realm, file: Detail) {
  await page.goto(`/app/${namespace.slug}/library?file=${file.id}`);
  await panel(page).getByRole("textbox", { name: "Title" }).waitFor();
}

/** It plays on by itself, and goes where it is sent. */
async function expectPlays(page: Page, tag: "video" | "audio") {
  const player = panel(page).locator(tag);
  await player.evaluate(async (media: HTMLMediaElement) => {
    media.muted = true;
    await media.play();
  });
  await expect.poll(() => player.evaluate((media: HTMLMediaElement) => media.currentTime)).toBeGreaterThan(0.05);
  await player.evaluate((media: HTMLMediaElement) => media.pause());
  const line = panel(page).getByRole("slider", { name: "Time" });
  const box = await line.boundingBox();
  if (!box) throw new Error("no timeline");
  await page.mouse.click(box.x + box.width * 0.6, box.y + box.height / 2);
  const share = () => player.evaluate((media: HTMLMediaElement) => (media.seeking ? 0 : media.currentTime / media.duration));
  await expect.poll(share).toBeCloseTo(0.6, 1);
}

/** Its text takes the place of its card, and moves nothing below. */
async function expectTextStaysInPlace(page: Page, realm: Realm, file: Detail) {
  let letThrough = () => {};
  const waited = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route("**/text/", (route) => waited.then(() => route.continue()));
  await openFile(page, realm, file);
  const below = panel(page).getByRole("tab", { name: "About" });
  const before = await below.boundingBox();
  letThrough();
  await panel(page).getByRole("region", { name: /^Text of/ }).waitFor();
  expect((await below.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
  await page.unroute("**/text/");
}

async function moveFocus(page: Page, { person }: Realm, file: Detail) {
  const look = () => ask<Detail>(person, `media/files/${file.id}/`);
  const before = await look();
  await panel(page).getByRole("button", { name: "Focal point" }).click();
  const editor = page.getByRole("dialog", { name: "Focal point" });
  await editor.getByRole("slider", { name: "Focal point" }).focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  await editor.getByRole("button", { name: "Save" }).click();
  await editor.waitFor({ state: "hidden" });
  const after = await look();
  expect(after.focal_point).toEqual({ x: 0.3, y: 0.5 });
  for (const name of ["square", "portrait"]) {
    expect(after.crops[name]?.url).not.toBe(before.crops[name]?.url);
    expect((await page.request.get(after.crops[name]?.url ?? "")).headers()["content-type"]).toBe("image/webp");
  }
}

describeWithPhotographs("files of every kind", () => {
  it("are ready live, each with a viewer of its own, and what is not taken is explained", { timeout: 90_000 }, async () => {
    const realm = await makeRealm("Kinds");
    const seen = await visit(realm);
    const { page } = seen;
    await openLibrary(page, realm.namespace);
    await dropAll(seen);
    const fileOf = await stored(realm);

    await openFile(page, realm, fileOf("image/jpeg"));
    await panel(page).getByRole("tab", { name: "Facts" }).click();
    await panel(page).getByRole("region", { name: "Camera" }).getByText("NIKON COOLPIX P6000").waitFor();
    await panel(page).getByRole("link", { name: "Show on OpenStreetMap" }).waitFor();
    await moveFocus(page, realm, fileOf("image/jpeg"));

    await openFile(page, realm, fileOf("image/svg+xml"));
    const drawing = panel(page).getByRole("group", { name: /^us flag/ }).locator("img").first();
    await expect.poll(() => drawing.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

    await openFile(page, realm, fileOf("video/mp4"));
    await expectPlays(page, "video");
    const film = fileOf("video/x-msvideo");
    expect((await ask<Detail>(realm.person, `media/files/${film.id}/`)).playback?.source).toBe("web");
    await openFile(page, realm, film);
    await expectPlays(page, "video");
    await openFile(page, realm, fileOf("audio/flac"));
    await expectPlays(page, "audio");

    await openFile(page, realm, fileOf("application/pdf"));
    await panel(page).getByRole("button", { name: "Next page" }).click();
    await panel(page).getByText("page 2 of 4").waitFor();
    await panel(page).getByRole("radio", { name: "Text" }).click();
    await panel(page).getByRole("region", { name: "Text of four pages" }).getByText(/\w{3}/).first().waitFor();
    await expectTextStaysInPlace(page, realm, fileOf("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
    await panel(page).getByRole("columnheader", { name: "Alpha" }).waitFor();
    await openFile(page, realm, fileOf("text/plain"));
    await panel(page).getByRole("region", { name: "Text of lorem ipsum" }).getByText("Variatio Ipsius").waitFor();
  });
});
