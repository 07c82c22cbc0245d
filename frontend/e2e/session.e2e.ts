import { expect, it } from "vitest";

import { endSession, startBrowser } from "./support/browser";
import { drop, expectPictures, openLibrary, uploads } from "./support/library";
import { makeRealm } from "./support/people";
import { layPictures } from "./support/pictures";

const visit = startBrowser();
const PICTURES = ["one", "two", "three", "four", "five", "six"];

it("signs in again in place when the session ends during uploads, and finishes them", async () => {
  const { namespace, person } = await makeRealm("Sessions");
  const { context, page, watch } = await visit({ person });
  await openLibrary(page, namespace);
  watch.expect("POST", "/api/v1/media/", 401);
  watch.expect("GET", "/api/v1/", 401);
  let arrived = 0;
  let ended: Promise<void> | undefined;
  // Two files are taken; then the session is over, with the others on their way.
  await page.route("**/api/v1/media/upload/", async (route) => {
    arrived += 1;
    if (arrived > 2) await (ended ??= endSession(context));
    await route.continue();
  });

  await drop(page, layPictures(PICTURES), page.getByRole("main"));
  const again = page.getByRole("dialog", { name: "Sign in again" });
  await again.waitFor();
  // What lies behind a dialog has no roles.
  await page.getByText("waits until you have signed in").first().waitFor();
  await again.getByLabel("User name").fill(person.username);
  await again.getByLabel("Password").fill(person.password);
  await again.getByRole("button", { name: "Sign in" }).click();

  await again.waitFor({ state: "hidden" });
  await uploads(page).getByText("6 files uploaded").waitFor();
  await expectPictures(page, 6);
  expect(new URL(page.url()).pathname).toBe(`/app/${namespace.slug}/library`);
});
