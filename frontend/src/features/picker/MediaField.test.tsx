import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { problem } from "../../testing/handlers";
import { makeFile } from "../../testing/makers";
import { pageHandlers, pageWorld, resetPages } from "../../testing/pages";
import { openImage, saved } from "../../testing/picker";
import { atDesk } from "../../testing/render";
import { server } from "../../testing/server";
import { hearEvents } from "../../testing/uploads";
import { world } from "../../testing/world";

beforeEach(() => {
  atDesk();
  resetPages();
  server.use(...pageHandlers);
});

describe("bringing files in", () => {
  const photo = () => new File(["pixels"], "ferry.jpg", { type: "image/jpeg" });
  const takesIn = (file = makeFile({ title: "Ferry" })) => {
    server.use(
      http.post("*/api/v1/media/files/check/", () => HttpResponse.json({ existing: [] })),
      http.post("*/api/v1/media/upload/", () => {
        world.files = [file, ...world.files];
        return HttpResponse.json(file, { status: 201 });
      }),
    );
    return file;
  };

  it("chooses an upload as soon as it is in", async () => {
    const file = takesIn();
    const { user } = await openImage();
    await user.click(screen.getByRole("button", { name: /Drop a picture/ }));
    await user.click(await screen.findByRole("tab", { name: "Upload" }));
    await user.upload(screen.getByLabelText("Choose files"), photo());
    expect(await within(await screen.findByRole("list", { name: "Uploads" })).findByText("Chosen")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Use picture" }));
    await waitFor(() => expect(saved()).toMatchObject({ media: file.id }));
  });

  it("takes a drop straight onto the field", async () => {
    const file = takesIn();
    const { field } = await openImage();
    fireEvent.drop(field, { dataTransfer: { types: ["Files"], files: [photo()], items: [] } });
    expect(await screen.findByRole("button", { name: "More for Ferry" })).toBeInTheDocument();
    await waitFor(() => expect(saved()).toMatchObject({ media: file.id }));
  });

  it("gives up a dropped file that is held after all, and says so", async () => {
    const announce = hearEvents();
    const file = takesIn();
    const { field } = await openImage();
    fireEvent.drop(field, { dataTransfer: { types: ["Files"], files: [photo()], items: [] } });
    await waitFor(() => expect(saved()).toMatchObject({ media: file.id }));
    Object.assign(file, { status: "quarantined" });
    announce("file.quarantined", file.id);
    expect(await screen.findByText("Ferry: in quarantine")).toBeInTheDocument();
    await waitFor(() => expect(saved()).toMatchObject({ media: null }));
    vi.unstubAllGlobals();
  });

  it("says why a dropped file is not chosen", async () => {
    takesIn(makeFile({ title: "Interview", kind: "audio" }));
    const { field } = await openImage();
    fireEvent.drop(field, { dataTransfer: { types: ["Files"], files: [photo()], items: [] } });
    expect(await screen.findByText("Interview: only images here")).toBeInTheDocument();
    expect(pageWorld.saves).toEqual([]);
  });

  it("says why the server refused a file", async () => {
    takesIn();
    server.use(http.post("*/api/v1/media/upload/", () => problem(415, "type_mismatch", "The file is text, not a picture.")));
    const { field } = await openImage();
    fireEvent.drop(field, { dataTransfer: { types: ["Files"], files: [photo()], items: [] } });
    expect(await within(field).findByRole("alert")).toHaveTextContent(
      "The file is not what its name says. The file is text, not a picture. Open the original, and save it anew with the ending that fits.",
    );
  });

  it("chooses the file that is here already", async () => {
    const file = makeFile({ title: "Ferry, last year" });
    world.files = [file];
    server.use(
      http.post("*/api/v1/media/files/check/", async ({ request }) => {
        const { sha256 } = (await request.json()) as { sha256: string[] };
        return HttpResponse.json({ existing: [{ sha256: sha256[0], trashed: false, file }] });
      }),
    );
    const { field } = await openImage();
    fireEvent.drop(field, { dataTransfer: { types: ["Files"], files: [photo()], items: [] } });
    await waitFor(() => expect(saved()).toMatchObject({ media: file.id }));
  });
});

describe("the field", () => {
  it("says that a file is no longer visible, and lets it be removed", async () => {
    const { user, field } = await openImage({ media: "01900000-0000-7000-8000-00000000dead" });
    expect(await within(field).findByText("No longer visible")).toBeInTheDocument();
    await user.click(within(field).getByRole("button", { name: "Remove" }));
    await waitFor(() => expect(saved()).toMatchObject({ media: null }));
  });

  it("offers another try where the server was away", async () => {
    const file = makeFile({ title: "Wisteria" });
    world.files = [file];
    server.use(http.get("*/api/v1/media/files/:id/", () => HttpResponse.error(), { once: true }));
    const { user, field } = await openImage({ media: file.id });
    await user.click(await within(field).findByRole("button", { name: "Try again" }));
    expect(await within(field).findByText("Wisteria")).toBeInTheDocument();
  });

  it("edits the words of the picture in place", async () => {
    const file = makeFile({ title: "Wisteria", alt_text: "" });
    world.files = [file];
    const { user, field } = await openImage({ media: file.id });
    expect(await within(field).findByText("alt text missing here")).toBeInTheDocument();
    await user.type(within(field).getByRole("textbox", { name: "Alt text" }), "Violet");
    await waitFor(() => expect(saved()).toMatchObject({ alt_text: "Violet", media: file.id }));
  });
});
