import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";

import { resetWorld } from "./handlers";
import { server } from "./server";

// Whole routes are drawn, and each is loaded when it is first opened.
configure({ asyncUtilTimeout: 10_000 });

// The test browser lays nothing out: every element is as large as a desk's window.
const WIDTH = 1200;
const HEIGHT = 900;
for (const [name, value] of Object.entries({ clientWidth: WIDTH, offsetWidth: WIDTH, clientHeight: HEIGHT, offsetHeight: HEIGHT })) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
}
HTMLElement.prototype.scrollIntoView = () => undefined;
HTMLElement.prototype.hasPointerCapture = () => false;
HTMLElement.prototype.setPointerCapture = () => undefined;
HTMLElement.prototype.releasePointerCapture = () => undefined;

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
beforeEach(() => {
  localStorage.clear();
  resetWorld();
});
afterEach(() => {
  cleanup();
  server.resetHandlers();
});
afterAll(() => server.close());
