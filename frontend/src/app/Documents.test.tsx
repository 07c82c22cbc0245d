import { screen, within } from "@testing-library/react";
import { http } from "msw";
import { describe, expect, it } from "vitest";

import type { MediaFileDetail } from "../api/types";
import { problem } from "../testing/handlers";
import { makeFile } from "../testing/makers";
import { server } from "../testing/server";
import { answerText, none, openFile as open } from "../testing/shown";

describe("documents in their viewers", () => {
  const page = (number: number) => ({ url: `/page-${number}.webp`, width: 850, height: 1100 });
  const paper = (change: Partial<MediaFileDetail>) => makeFile({ title: "Report", kind: "document", file_type: "application/pdf", width: null, height: null, previews: none, ...change });

  it("are paged through, by buttons and by keys, as far as their pages are drawn", async () => {
    answerText("Annual report");
    const { user } = await open(paper({ previews: { ...none, pages: [page(1), page(2)] }, metadata: { pages: 48 } }));
    const drawn = (number: number) => screen.getByRole("group", { name: new RegExp(`page ${number} of`) }).querySelector("img")?.getAttribute("src");
    expect(drawn(1)).toBe("/page-1.webp");
    expect(screen.getByText("page 1 of 48")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Previous page" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Next page" }));
    expect(screen.getByText("page 2 of 48")).toBeInTheDocument();
    expect(screen.getByText(/Only the first 2 pages are drawn/)).toBeInTheDocument();
    expect(drawn(2)).toBe("/page-2.webp");
    screen.getByRole("group", { name: /page 2 of 48/ }).focus();
    await user.keyboard("{PageUp}");
    expect(screen.getByText("page 1 of 48")).toBeInTheDocument();
    await user.click(screen.getByRole("radio", { name: "Text" }));
    expect(await screen.findByRole("region", { name: "Text of Report" })).toHaveTextContent("Annual report");
  });

  it("are read as text where they have no pages, with a word where the end is missing", async () => {
    answerText("First line\nSecond line", true);
    await open(paper({ file_type: "text/plain" }));
    const read = await screen.findByRole("region", { name: "Text of Report" });
    expect(read).toHaveTextContent("First line Second line");
    expect(read).toHaveTextContent("Only the beginning is shown");
  });

  it("are tables where they are separated values, whatever separates them", async () => {
    answerText('Town;Visitors;Note\nBergen;1200;"rain; ""of course"""\n');
    await open(paper({ file_type: "text/csv" }));
    const table = await screen.findByRole("table");
    expect(within(table).getAllByRole("columnheader").map((cell) => cell.textContent)).toEqual(["Town", "Visitors", "Note"]);
    expect(within(table).getByRole("cell", { name: 'rain; "of course"' })).toBeInTheDocument();
  });

  it("are a table for each sheet of a workbook", async () => {
    answerText("Town\tNote\nBergen\train, mostly\n\nYear\n2024");
    await open(paper({ file_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }));
    await screen.findByRole("region", { name: "Text of Report" });
    const cells = screen.getAllByRole("table").map((table) => within(table).getAllByRole("cell").map((cell) => cell.textContent));
    expect(cells).toEqual([["Bergen", "rain, mostly"], ["2024"]]);
  });

  it("keep their card where there is nothing to read", async () => {
    server.use(http.get("*/media/files/:id/text/", () => problem(404, "not_found")));
    await open(paper({ file_type: "application/msword" }));
    expect(screen.getByRole("button", { name: "View large" })).toBeInTheDocument();
    expect(screen.queryByRole("region", { name: /Text of/ })).not.toBeInTheDocument();
  });

  it("say so where they open with a password alone", async () => {
    server.use(http.get("*/media/files/:id/text/", () => problem(404, "not_found")));
    await open(paper({ metadata: { encrypted: true } }), true);
    const large = await screen.findByRole("dialog", { name: "Report" });
    expect(await within(large).findByText(/^This document opens with a password alone/)).toBeInTheDocument();
  });
});
