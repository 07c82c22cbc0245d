import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { openApp } from "../testing/render";

it("an address of nothing says so as the heading of the page, and leads back", async () => {
  openApp("/museum/nowhere");
  expect(await screen.findByRole("heading", { level: 1 })).toHaveTextContent("Nothing here");
  expect(screen.getByRole("link", { name: "To the library" })).toHaveAttribute("href", expect.stringMatching(/\/museum\/library$/));
});
