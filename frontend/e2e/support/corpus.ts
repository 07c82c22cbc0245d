import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import { describe } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");
const corpus = process.env["VITRINE_CORPUS"] ?? join(ROOT, "../shared/corpus");
const folder = join(corpus, "images");

/** Twelve photographs of several cameras, in the formats that cameras and phones write. */
export const photographs = [
  "cameras/iphone_6.jpg",
  "cameras/jolla.jpg",
  "cameras/nokia_8.3_5g.jpg",
  "cameras/reconyx_hc500_hyperfire.jpg",
  "cameras/sony_dslr-a200.jpg",
  "cameras/canon_powershot_s40.jpg",
  "gps/DSCN0010.jpg",
  "gps/sydney_opera_house.jpg",
  "avif/mountains.avif",
  "avif/kimono.avif",
  "heic/spring.heic",
  "webp/flower2.webp",
].map((name) => join(folder, name));

/** The corpus by the paths of its own. */
export const real = (...paths: string[]) => paths.map((path) => join(corpus, path));

const missing = !existsSync(folder);

/** Tests on real photographs: left out with the reason where there are none; in CI that is a failure. */
export function describeWithPhotographs(name: string, tests: () => void) {
  const reason = `no photographs at ${folder}; VITRINE_CORPUS names the corpus`;
  if (missing && process.env["CI"] === "true") throw new Error(reason);
  if (missing) console.warn(`left out: ${name}: ${reason}`);
  describe.skipIf(missing)(name, tests);
}
