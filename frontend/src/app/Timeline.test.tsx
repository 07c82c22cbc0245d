import { fireEvent, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { makeFile } from "../testing/makers";
import { none, openFile, playback } from "../testing/shown";

const sprite = { url: "/s.vtt", sprite: "/s.webp", columns: 5, rows: 2, count: 8, tile_width: 160, tile_height: 90, interval: 2 };
const film = (duration: number) =>
  makeFile({ title: "Ferry", kind: "video", file_type: "video/mp4", duration, width: 1280, height: 720, previews: { ...none, scrub: sprite }, playback: playback("video/mp4") });

it.each([
  [4.97, "1.2 s", "5.0 s"],
  [200, "0:50", "3:20"],
])("a film of %s seconds tells the pointer on its strip where it is, and its length", async (duration, place, length) => {
  const { user } = await openFile(film(duration));
  const time = screen.getByRole("slider", { name: "Time" });
  vi.spyOn(time, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 200, 36));
  fireEvent.pointerMove(time, { clientX: 50, pointerType: "mouse" });
  expect(within(time).getByText(place)).toBeInTheDocument();
  await user.click(screen.getByRole("tab", { name: "Facts" }));
  expect((await screen.findByText("Length")).parentElement).toHaveTextContent(length);
});
