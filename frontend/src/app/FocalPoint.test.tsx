import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { http } from "msw";
import { expect, it, vi } from "vitest";

import { problem } from "../testing/handlers";
import { makeFile } from "../testing/makers";
import { openApp } from "../testing/render";
import { server } from "../testing/server";
import { keep, watchChanges } from "../testing/shown";

const crops = {
  square: { label: "Square", width: 600, height: 600, url: "/square" },
  banner: { label: "Banner", width: 1600, height: 533, url: "/banner" },
};

async function openEditor() {
  const file = makeFile({ title: "Harbour", width: 4000, height: 2000, focal_point: { x: 0.2, y: 0.5 }, crops });
  keep(file);
  const sent = watchChanges();
  const app = openApp(`/museum/library?file=${file.id}`);
  await app.user.click(await screen.findByRole("button", { name: "Focal point" }));
  const dialog = await screen.findByRole("dialog", { name: "Focal point" });
  return { ...app, dialog, sent, point: within(dialog).getByRole("slider", { name: "Focal point" }) };
}

const squarePosition = (dialog: HTMLElement) => within(dialog).getByText("Square").closest("li")?.querySelector("img")?.style.objectPosition;

it("moves by keys, with Shift in larger steps, and saves only when told to", async () => {
  const { user, dialog, sent, point } = await openEditor();
  point.focus();
  await user.keyboard("{ArrowRight}{ArrowUp}{Shift>}{ArrowRight}{/Shift}");
  expect(point).toHaveAttribute("aria-valuetext", "31 % from the left, 49 % from the top");
  expect(sent).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(sent).toEqual([{ focal_point: { x: 0.31, y: 0.49 } }]);
});

it("shows every crop with its size, cut as the server cuts it", async () => {
  const { dialog, point } = await openEditor();
  expect(within(dialog).getByText("600 × 600 px")).toBeInTheDocument();
  expect(within(dialog).getByText("1,600 × 533 px")).toBeInTheDocument();
  // The square sees half of the width: around 20 % it can go no further left than the edge.
  expect(squarePosition(dialog)).toBe("0% 50%");
  const area = point.parentElement as HTMLElement;
  vi.spyOn(area, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 400, 200));
  fireEvent.pointerDown(area, { clientX: 160, clientY: 40, pointerId: 1 });
  expect(point).toHaveAttribute("aria-valuetext", "40 % from the left, 20 % from the top");
  expect(parseFloat(squarePosition(dialog) ?? "")).toBeCloseTo(30);
});

it("goes back to the middle, and leaves all as it was when it is left", async () => {
  const { user, dialog, sent, point } = await openEditor();
  await user.click(within(dialog).getByRole("button", { name: "Back to the middle" }));
  expect(point).toHaveAttribute("aria-valuetext", "50 % from the left, 50 % from the top");
  await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(sent).toEqual([]);
});

it("stays open with the reason where the server refuses", async () => {
  const { user, dialog, point } = await openEditor();
  server.use(http.patch("*/media/files/:id/", () => problem(403, "permission_denied", "Only its uploader may change it.")));
  point.focus();
  await user.keyboard("{ArrowRight}");
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  expect(await within(dialog).findByRole("alert")).toHaveTextContent("Only its uploader may change it.");
});

it("leaves every crop in the panel its name", async () => {
  const file = makeFile({ title: "Harbour", crops });
  keep(file);
  openApp(`/museum/library?file=${file.id}`);
  const strip = await screen.findByRole("list", { name: "Crops" });
  for (const name of ["Square", "Banner"]) expect(within(strip).getByText(name)).not.toHaveClass("sr-only");
});
