import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

import type { Namespace } from "./people";

export const tiles = (page: Page) => page.getByRole("gridcell");
export const tile = (page: Page, title: string) => page.getByRole("gridcell", { name: new RegExp(`^${title}`) });
export const uploads = (page: Page) => page.getByRole("region", { name: "Uploads" });

export async function openLibrary(page: Page, namespace: Namespace) {
  await page.goto(`/app/${namespace.slug}/library`);
  await page.getByRole("searchbox", { name: "Search the library" }).waitFor();
}

/** Drops files from the disk as a hand does: the browser itself makes the DataTransfer and the trusted events. */
export async function drop(page: Page, files: readonly string[], target: Locator) {
  const box = await target.boundingBox();
  if (!box) throw new Error("there is nothing to drop onto");
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) await session.send("Input.dispatchDragEvent", { type, ...at, data });
  await session.detach();
}

/** All of them show their own picture, and none says that work is going on. */
export async function expectPictures(page: Page, count: number) {
  await expect.poll(() => tiles(page).evaluateAll(drawn), { timeout: 40_000 }).toEqual(Array(count).fill("picture"));
}

function drawn(cells: Element[]): string[] {
  return cells.map((cell) => {
    const image = cell.querySelector("img");
    if (cell.querySelector("[role=progressbar]")) return "work";
    return image?.complete && image.naturalWidth > 0 ? "picture" : "nothing";
  });
}
