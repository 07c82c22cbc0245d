import { screen, waitFor, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";

import type { ApiKey, Membership } from "../api/types";
import { problem } from "../testing/handlers";
import { ada, makeMe, makeNamespace } from "../testing/makers";
import { openApp } from "../testing/render";
import { server } from "../testing/server";
import { world } from "../testing/world";

const page = <T,>(results: T[]) => HttpResponse.json({ count: results.length, count_is_exact: true, next: null, previous: null, results });
const when = { created_at: "2026-11-01T09:00:00Z", updated_at: "2026-11-01T09:00:00Z" };

describe("the namespace", () => {
  it("saves name and analysis mode", async () => {
    const sent: unknown[] = [];
    server.use(
      http.patch("*/content/namespaces/:id/", async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(world.namespaces[0]);
      }),
    );
    const { user } = openApp("/museum/settings");
    const name = await screen.findByLabelText("Name");
    await user.clear(name);
    await user.type(name, "Town museum");
    await user.click(screen.getByRole("radio", { name: "Propose" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Saved")).toBeInTheDocument();
    expect(sent).toEqual([
      {
        name: "Town museum",
        description: "",
        settings: {
          allowed_kinds: ["image", "video", "audio", "document"],
          quota: 200e9,
          trash_retention_days: 30,
          analysis_mode: "suggest",
          downscale_longest: null,
          transcode: true,
          video_longest: 1920,
          transcode_over_bytes: null,
          public_location: false,
        },
      },
    ]);
  });

  it("says beside the button that it is saved, until something is changed again", async () => {
    server.use(http.patch("*/content/namespaces/:id/", () => HttpResponse.json(world.namespaces[0])));
    const { user } = openApp("/museum/settings");
    const save = await screen.findByRole("button", { name: "Save" });
    await user.click(save);
    const word = await screen.findByText("Saved");
    expect(word.parentElement).toBe(save.parentElement);
    await user.type(screen.getByLabelText("Name"), "s");
    expect(screen.queryByText("Saved")).toBeNull();
  });

  it("offers no kinds of files of which none is ever taken", async () => {
    openApp("/museum/settings");
    const taken = within(await screen.findByRole("group", { name: "Files that are taken" })).getAllByRole("checkbox");
    expect(taken.map((box) => box.closest("label")?.textContent)).toEqual(["Images", "Video", "Audio", "Documents"]);
  });

  it("saves what happens to files as they arrive", async () => {
    let sent: { settings?: object } = {};
    server.use(
      http.patch("*/content/namespaces/:id/", async ({ request }) => {
        sent = (await request.json()) as typeof sent;
        return HttpResponse.json(world.namespaces[0]);
      }),
    );
    const { user } = openApp("/museum/settings");
    await user.click(await screen.findByRole("checkbox", { name: "Make large pictures smaller when they arrive" }));
    const longest = screen.getByLabelText("Longer side at most, in pixels");
    await user.clear(longest);
    await user.type(longest, "3000");
    await user.click(screen.getByRole("checkbox", { name: "Keep the original too" }));
    await user.type(screen.getByLabelText("Also of playable files over, in MB"), "250");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(sent.settings).toMatchObject({ downscale_longest: 3000, keep_original: false, transcode_over_bytes: 250e6 }),
    );
    await user.click(screen.getByRole("checkbox", { name: "Make a version that every browser plays" }));
    expect(screen.queryByLabelText("Longer side of films, in pixels")).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(sent.settings).toMatchObject({ transcode: false }));
    expect(sent.settings).not.toHaveProperty("video_longest");
  });

  it("is only read by those who do not manage it", async () => {
    world.me = makeMe("editor");
    world.namespaces = [makeNamespace({ role: "editor" })];
    openApp("/museum/settings");
    expect(await screen.findByText("Only managers change this.")).toBeInTheDocument();
    expect(screen.getByLabelText("Name")).toBeDisabled();
    expect(screen.queryByRole("button", { name: "Save" })).not.toBeInTheDocument();
  });
});

describe("members", () => {
  it("adds one by name and says who is unknown", async () => {
    let members: Membership[] = [{ user: ada, role: "manager", ...when }];
    server.use(
      http.get("*/content/namespaces/:id/members/", () => page(members)),
      http.post("*/content/namespaces/:id/members/", async ({ request }) => {
        const { user, role } = (await request.json()) as { user: string; role: Membership["role"] };
        if (user === "nobody") {
          return HttpResponse.json(
            { type: "validation_error", errors: [{ code: "does_not_exist", detail: "There is nobody of that name.", attr: "user" }] },
            { status: 400 },
          );
        }
        const member = { user: { id: "b", username: user, display_name: "" }, role, ...when };
        members = [...members, member];
        return HttpResponse.json(member, { status: 201 });
      }),
    );
    const { user } = openApp("/museum/settings/members");
    const name = await screen.findByLabelText("User name");
    await user.type(name, "nobody");
    await user.click(screen.getByRole("button", { name: "Add member" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("There is nobody of that name.");
    await user.clear(name);
    await user.type(name, "ben");
    await user.click(screen.getByRole("button", { name: "Add member" }));
    const list = screen.getByRole("list", { name: "Members" });
    expect(await within(list).findByText(/^ben ·/)).toHaveTextContent("uploads, edits own files");
  });
});

describe("API keys", () => {
  it("shows a new key this once and revokes it", async () => {
    let keys: ApiKey[] = [];
    server.use(
      http.get("*/auth/api-keys/", () => page(keys)),
      http.post("*/auth/api-keys/", async ({ request }) => {
        const { name, scopes } = (await request.json()) as Pick<ApiKey, "name" | "scopes">;
        const key: ApiKey = { id: "k1", name, scopes, prefix: "vk_12", created_at: when.created_at, last_used_at: null };
        keys = [key];
        return HttpResponse.json({ ...key, key: "vk_12_secret" }, { status: 201 });
      }),
      http.delete("*/auth/api-keys/:id/", () => {
        keys = [];
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const { user } = openApp("/museum/settings/keys");
    await user.type(await screen.findByLabelText("Name"), "Website build");
    await user.click(screen.getByRole("button", { name: "New key" }));
    const created = await screen.findByRole("dialog", { name: "Copy the key now" });
    expect(within(created).getByLabelText("Key")).toHaveValue("vk_12_secret");
    await user.click(within(created).getByRole("button", { name: "Close" }));
    await user.click(await screen.findByRole("button", { name: "Revoke Website build" }));
    await user.click(await screen.findByRole("button", { name: "Revoke key" }));
    expect(await screen.findByText("No keys yet")).toBeInTheDocument();
  });
});

describe("the account", () => {
  it("changes the password and says what is wrong with it beside the field", async () => {
    server.use(
      http.patch("*/auth/me/", async ({ request }) => {
        const { password } = (await request.json()) as { password: string };
        if (password.length < 8) {
          return HttpResponse.json(
            { type: "validation_error", errors: [{ code: "password_too_short", detail: "Too short.", attr: "password" }] },
            { status: 400 },
          );
        }
        return HttpResponse.json(world.me);
      }),
    );
    const { user } = openApp("/museum/settings/account");
    await user.type(await screen.findByLabelText("Current password"), "correct horse");
    await user.type(screen.getByLabelText("New password"), "short");
    await user.click(screen.getByRole("button", { name: "Change password" }));
    expect(await screen.findByText("Too short.")).toBeInTheDocument();
    await user.type(screen.getByLabelText("New password"), " and long enough");
    await user.click(screen.getByRole("button", { name: "Change password" }));
    expect(await screen.findByText("Your password is changed")).toBeInTheDocument();
  });

  it("goes back to signing in when the list is refused for want of a session", async () => {
    server.use(http.get("*/auth/api-keys/", () => problem(401, "not_authenticated")));
    openApp("/museum/settings/keys");
    await waitFor(() => expect(screen.getByRole("dialog", { name: "Sign in again" })).toBeInTheDocument());
  });
});
