import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";

import type { MediaFileDetail } from "../api/types";
import { makeFile } from "../testing/makers";
import { openApp } from "../testing/render";
import { server } from "../testing/server";
import { answerText, keep, none } from "../testing/shown";

async function openFacts(change: Partial<MediaFileDetail>) {
  const file = makeFile(change);
  keep(file);
  const app = openApp(`/museum/library?file=${file.id}`);
  await app.user.click(await screen.findByRole("tab", { name: "Facts" }));
  return app;
}

const group = (name: string) => screen.getByRole("region", { name });

/** The groups as a person reads them: `Shutter: 1/250 s`. */
const rows = (name: string) =>
  within(group(name))
    .getAllByRole("term")
    .map((term) => `${term.textContent}: ${term.nextElementSibling?.textContent}`);

describe("the facts of a picture", () => {
  const camera = {
    camera_make: "NIKON CORPORATION",
    camera_model: "NIKON D750",
    lens: "24-70mm f/2.8",
    exposure_time: 0.004,
    f_number: 2.8,
    iso: 200,
    focal_length: 35,
    focal_length_35mm: 52,
    flash: 16,
  };

  it("stand in groups, in the words of photographers", async () => {
    await openFacts({ taken_at: "2024-05-01T14:03:22+02:00", metadata: camera });
    expect(rows("Camera")).toEqual(["Taken: 1 May 2024, 14:03 (+02:00)", "Camera: NIKON D750", "Lens: 24-70mm f/2.8"]);
    expect(rows("Exposure")).toEqual(["Shutter: 1/250 s", "Aperture: f/2.8", "ISO: 200", "Focal length: 35 mm (52 mm on full frame)", "Flash: did not fire"]);
    expect(screen.queryByRole("region", { name: "Film" })).not.toBeInTheDocument();
  });

  it("give the place in decimals and degrees, to copy, and a map only when it is pressed", async () => {
    const { user } = await openFacts({ location: { latitude: 59.91, longitude: -10.75, altitude: -3 } });
    expect(rows("Place")).toEqual(["Decimal: 59.91000, -10.75000", "Degrees: 59° 54′ 36.0″ N, 10° 45′ 0.0″ W", "Altitude: 3 m below the sea"]);
    expect(screen.getByRole("link", { name: "Open in a map app" })).toHaveAttribute("href", "geo:59.91,-10.75");
    expect(screen.getByRole("link", { name: "Show on OpenStreetMap" })).toHaveAttribute("href", expect.stringContaining("mlat=59.91&mlon=-10.75"));
    await user.click(screen.getByRole("button", { name: "Copy: Decimal" }));
    expect(await navigator.clipboard.readText()).toBe("59.91000, -10.75000");
    await user.click(screen.getByRole("button", { name: "Copy: Place" }));
    expect(await navigator.clipboard.readText()).toContain("Altitude: 3 m below the sea");
  });

  it("tell what it shows from who has rights in it", async () => {
    await openFacts({ metadata: { title: "Quay", caption: "Boats at noon", keywords: ["sea"], author: "Ada", copyright: "City museum" } });
    expect(rows("Description")).toEqual(["Title: Quay", "Caption: Boats at noon", "Keywords: sea"]);
    expect(rows("Rights")).toEqual(["Author: Ada", "Copyright: City museum"]);
  });

  it("count the pages of a scan", async () => {
    await openFacts({ file_type: "image/tiff", metadata: { pages: 3 } });
    expect(rows("File")).toContain("Pages: 3");
  });

  it("keep the raw tags folded, and find one among them", async () => {
    const { user } = await openFacts({ metadata: { raw: { exif: { LensModel: "24-70mm", Orientation: 1 }, xmp: { subject: ["sea", "quay"] } } } });
    const unfold = screen.getByRole("button", { name: /All raw tags 3/ });
    expect(unfold).toHaveAttribute("aria-expanded", "false");
    await user.click(unfold);
    expect(rows("All raw tags")).toEqual(["exif.LensModel: 24-70mm", "exif.Orientation: 1", "xmp.subject: sea, quay"]);
    await user.type(screen.getByRole("searchbox", { name: "Filter the tags" }), "quay");
    expect(rows("All raw tags")).toEqual(["xmp.subject: sea, quay"]);
    await user.type(screen.getByRole("searchbox", { name: "Filter the tags" }), "zzz");
    expect(screen.getByText("No tag matches")).toBeInTheDocument();
  });
});

describe("the facts of films, sound and documents", () => {
  it("say what is in a film, stream by stream", async () => {
    await openFacts({
      kind: "video",
      previews: none,
      metadata: {
        container: "mp4",
        codec: "hevc",
        frame_rate: 23.976023976,
        hdr: "hlg",
        bit_rate: 4_212_000,
        loudness: -14.02,
        streams: [
          { kind: "video", codec: "hevc" },
          { kind: "audio", codec: "aac", language: "eng", sample_rate: 48000, channels: 2, bit_rate: 128000 },
          { kind: "data" },
        ],
      },
    });
    expect(rows("Film")).toEqual([
      "Container: mp4",
      "Codec: hevc",
      "Frame rate: 23.976 fps",
      "Dynamic range: HDR (HLG)",
      "Bit rate: 4.2 Mbit/s",
      "Stream 1, picture: hevc",
      "Stream 2, sound: aac · English · 48 kHz stereo · 128 kbit/s",
      "Stream 3, data: not of a known format",
    ]);
    expect(rows("Sound")).toEqual(["Loudness: −14 LUFS"]);
  });

  it("speak of no camera where there was none", async () => {
    await openFacts({ kind: "audio", file_type: "audio/mpeg", previews: none, taken_at: "2024-05-01T14:03:22", metadata: { software: "Lavf60" } });
    expect(screen.queryByRole("region", { name: "Camera" })).not.toBeInTheDocument();
    expect(rows("File")).toEqual(expect.arrayContaining(["Recorded: 1 May 2024, 14:03", "Software: Lavf60", "Type: MP3 audio"]));
  });

  it("call a document by a plain name, and its comment no right", async () => {
    answerText("");
    const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    await openFacts({ kind: "document", file_type: docx, metadata: { caption: "generated by python-docx" } });
    expect(screen.queryByRole("region", { name: "Rights" })).not.toBeInTheDocument();
    expect(rows("Document")).toEqual(["Description: generated by python-docx"]);
    expect(rows("File")).toContain("Type: Word document (DOCX)");
    expect(screen.getByTitle(docx)).toHaveTextContent("Word document (DOCX)");
  });

  it("count the sheets of a workbook and the slides of a show", async () => {
    answerText("");
    const { unmount } = await openFacts({ kind: "document", file_type: "application/vnd.oasis.opendocument.spreadsheet", metadata: { pages: 2 } });
    expect(rows("Document")).toEqual(["Sheets: 2"]);
    unmount();
    await openFacts({ kind: "document", file_type: "application/vnd.openxmlformats-officedocument.presentationml.presentation", metadata: { pages: 6 } });
    expect(rows("Document")).toEqual(["Slides: 6"]);
  });

  it("warn of macros, whatever is read of it", async () => {
    const { user } = await openFacts({ kind: "document", file_type: "application/msword", metadata: { has_macros: true, pages: 3, language: "no" } });
    expect(screen.getByRole("note")).toHaveTextContent("This document has macros.");
    expect(rows("Document")).toEqual(["Pages: 3", "Language: Norwegian"]);
    await user.click(screen.getByRole("tab", { name: "About" }));
    expect(screen.getByRole("note")).toHaveTextContent("This document has macros.");
  });
});

it("say what was taken out of a drawing", async () => {
  await openFacts({ kind: "image", file_type: "image/svg+xml", metadata: { taken_out: ["links", "scripts"] } });
  expect(screen.getByRole("note")).toHaveTextContent("Taken out of this drawing when it came: links to elsewhere and scripts.");
});

const failedBy = (code: string): MediaFileDetail["processing"] => [
  { step: "renditions", state: "failed", attempts: 3, error: { code, detail: "The data stop after 62 %." }, progress: null },
];

describe("what went wrong", () => {
  const failed: Partial<MediaFileDetail> = {
    status: "failed",
    processing: failedBy("truncated"),
  };

  it("is said at once, in our words, the server's and what to do, with a retry", async () => {
    let asked = 0;
    server.use(
      http.post("*/media/files/:id/retry/", () => {
        asked += 1;
        return HttpResponse.json({}, { status: 202 });
      }),
    );
    const file = makeFile({ ...failed, processing: failedBy("took_too_long") });
    keep(file);
    const { user } = openApp(`/museum/library?file=${file.id}`);
    const why = await screen.findByRole("region", { name: "Why it could not be processed" });
    expect(why).toHaveTextContent("Working on the file took too long.");
    expect(why).toHaveTextContent("The data stop after 62 %.");
    expect(why).toHaveTextContent("If it stays so, upload a smaller one.");
    await user.click(within(why).getByRole("button", { name: "Process again" }));
    expect(await screen.findByText("Processing starts again")).toBeInTheDocument();
    expect(asked).toBe(1);
  });

  it("offers no retry where the file itself is the reason", async () => {
    const { user } = await openFacts(failed);
    expect(within(group("Processing")).queryByRole("button")).not.toBeInTheDocument();
    await user.click(screen.getByRole("tab", { name: "About" }));
    const why = screen.getByRole("region", { name: "Why it could not be processed" });
    expect(why).toHaveTextContent("Copy the original again.");
    expect(within(why).queryByRole("button")).not.toBeInTheDocument();
  });

  it("leaves no step waiting that nobody will do", async () => {
    const later = { step: "index", state: "pending", attempts: 0, error: null, progress: null } as const;
    await openFacts({ ...failed, processing: [...(failed.processing ?? []), later] });
    expect(group("Processing")).toHaveTextContent("Search indexnot reached");
  });

  it("stands with the step too, and leaves those alone who may not change the file", async () => {
    await openFacts({ ...failed, permissions: { change: false, delete: false, share: false } });
    expect(within(group("Processing")).getByText("The file is not whole.")).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole("button", { name: "Process again" })).not.toBeInTheDocument());
  });
});

it("what a file waits for is said at once", async () => {
  const away = { code: "waiting", detail: "The virus scanner is away. This goes on as soon as it is back." };
  const scan = { step: "antivirus", state: "pending", attempts: 1, error: away, progress: null } as const;
  const file = makeFile({ status: "processing", processing: [scan] });
  keep(file);
  openApp(`/museum/library?file=${file.id}`);
  expect(await screen.findByRole("region", { name: "What it waits for" })).toHaveTextContent(away.detail);
});

it("a file that is ready waits for nothing, whatever comes after that", async () => {
  const busy = { code: "waiting", detail: "The service is busy." };
  const later = { step: "analysis", state: "pending", attempts: 1, error: busy, progress: null } as const;
  await openFacts({ status: "ready", processing: [later] });
  expect(screen.queryByRole("region", { name: "What it waits for" })).not.toBeInTheDocument();
});
