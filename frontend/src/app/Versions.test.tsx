import { screen, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { expect, it } from "vitest";

import type { FileVersion, MediaFileDetail } from "../api/types";
import { makeFile } from "../testing/makers";
import { openApp } from "../testing/render";
import { server } from "../testing/server";
import { keep } from "../testing/shown";

const version = (number: number, change: Partial<FileVersion> = {}): FileVersion => ({
  number,
  original_filename: "harbour.jpg",
  file_type: "image/jpeg",
  file_size: 1_000_000,
  width: 1600,
  height: 1067,
  checksum: "",
  quarantined: false,
  created_by: null,
  created_at: "2026-05-01T12:00:00Z",
  ...change,
});

async function openVersions(change: Partial<MediaFileDetail> = {}, results = [version(2), version(1)]) {
  const file = makeFile({ version: 2, ...change });
  keep(file);
  server.use(http.get("*/media/files/:id/versions/", () => HttpResponse.json({ results, count: 2, count_is_exact: true, next: null, previous: null })));
  const { user } = openApp(`/museum/library?file=${file.id}`);
  await user.click(await screen.findByRole("tab", { name: "Versions 2" }));
  return { file, list: await screen.findByRole("list", { name: "Versions" }) };
}

it("every version can be downloaded, the picture as it came among them", async () => {
  const { file, list } = await openVersions();
  const link = within(list).getByRole("link", { name: "Download version 1" });
  expect(link).toHaveAttribute("href", `/api/v1/media/files/${file.id}/versions/1/download/`);
  expect(within(list).getAllByRole("link")).toHaveLength(2);
});

it("no version of what is held in quarantine is offered", async () => {
  const { list } = await openVersions({ status: "quarantined" });
  expect(within(list).queryByRole("link")).not.toBeInTheDocument();
});

it("nor is a version of which the bytes alone are held there", async () => {
  const { list } = await openVersions({}, [version(2), version(1, { quarantined: true })]);
  expect(within(list).getByRole("link")).toHaveAccessibleName("Download version 2");
});
