import { screen } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";

import { namespacesQuery } from "../api/namespace";
import { problem } from "../testing/handlers";
import { makeFile, makeMe } from "../testing/makers";
import { openApp } from "../testing/render";
import { server } from "../testing/server";
import { world } from "../testing/world";

/** Accepts the one password that the world knows, as the server does. */
function guardedDoor() {
  const person = world.me;
  world.me = { user: null };
  server.use(
    http.post("*/api/v1/auth/login/", async ({ request }) => {
      const { password } = (await request.json()) as { password: string };
      if (password !== world.password) return problem(400, "invalid_credentials", "User name and password do not belong together.");
      world.me = person;
      return HttpResponse.json(person);
    }),
  );
}

async function signInAs(user: ReturnType<typeof openApp>["user"], password: string) {
  await user.type(await screen.findByLabelText("User name"), "ada");
  await user.type(screen.getByLabelText("Password"), password);
  await user.click(screen.getByRole("button", { name: "Sign in" }));
}

describe("signing in", () => {
  it("shows the library that was asked for", async () => {
    world.files = [makeFile()];
    guardedDoor();
    const { user } = openApp("/museum/library");
    await signInAs(user, "correct horse");
    expect(await screen.findByRole("grid", { name: "Files" })).toBeInTheDocument();
  });

  it("says the server's own sentence when the password is wrong", async () => {
    guardedDoor();
    const { user } = openApp("/museum/library");
    await signInAs(user, "wrong");
    expect(await screen.findByRole("alert")).toHaveTextContent("User name and password do not belong together.");
  });

  it("asks again in place when the session ends, and keeps the view", async () => {
    world.files = [makeFile({ title: "Pine avenue" })];
    const { user, client } = openApp("/museum/library");
    await screen.findByText("Pine avenue");
    guardedDoor();
    server.use(http.get("*/api/v1/content/namespaces/", () => problem(401, "not_authenticated", "Sign in first."), { once: true }));
    await client.refetchQueries({ queryKey: namespacesQuery.queryKey });
    expect(await screen.findByRole("dialog", { name: "Sign in again" })).toBeInTheDocument();
    expect(screen.getByText("Pine avenue")).toBeInTheDocument();
    world.me = makeMe();
    await signInAs(user, "correct horse");
    expect(await screen.findByRole("grid", { name: "Files" })).toBeInTheDocument();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("leads from the bare address to the namespace", async () => {
    world.files = [makeFile()];
    const { router } = openApp("/");
    await screen.findByRole("grid", { name: "Files" });
    expect(router.state.location.pathname).toBe("/museum/library");
  });

  it("says that a namespace that is not there leads nowhere", async () => {
    openApp("/elsewhere/library");
    expect(await screen.findByRole("heading", { name: "Nothing here" })).toBeInTheDocument();
  });
});
