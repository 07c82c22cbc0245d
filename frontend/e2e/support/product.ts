import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the product is served. */
    address: string;
    /** The password of `admin`. */
    password: string;
    /** A folder for files that tests make; it goes with the product's data. */
    scratch: string;
  }
}

const ROOT = resolve(import.meta.dirname, "../../..");
const PYTHON = join(ROOT, ".venv/bin/python");
const PASSWORD = "a-ferry-at-noon";
const START = 60_000;
const END = 20_000;
/** What would lead to other services than the embedded ones, or to an app built for tests. */
const OUTSIDE = ["DATABASE_URL", "REDIS_URL", "BROKER_URL", "STORAGE_URL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "VITRINE_FRONTEND", "NODE_ENV"];

/** `manage.py serve`, which the kernel ends when this process is gone, however that came about. */
const SERVE = `
import runpy, sys
sys.path.insert(0, "backend")
from common.lifeline import tie_to_starter
tie_to_starter(${process.pid})
sys.argv = ["backend/manage.py", "serve"]
runpy.run_path(sys.argv[0], run_name="__main__")
`;

/** Starts the product as `make run` does, in an empty data folder on a free port; ends it with all it started. */
export default async function setup(project: TestProject) {
  const data = mkdtempSync(join(tmpdir(), "vitrine-e2e-"));
  const port = await freePort();
  const env = environment(data, port);
  let server: ChildProcess | undefined;
  try {
    run(["scripts/prepare.py", "app"], env);
    run(["backend/manage.py", "bootstrap"], env);
    server = spawn(PYTHON, ["-c", SERVE], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    await readiness(server);
  } catch (error) {
    await end(server);
    rmSync(data, { recursive: true, force: true });
    throw error;
  }
  project.provide("address", `http://127.0.0.1:${port}`);
  project.provide("password", PASSWORD);
  project.provide("scratch", mkdtempSync(join(data, "scratch-")));
  return async () => {
    await end(server);
    rmSync(data, { recursive: true, force: true });
  };
}

function environment(data: string, port: number): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !OUTSIDE.includes(name));
  return {
    ...Object.fromEntries(inherited),
    VITRINE_DATA: data,
    PORT: String(port),
    VITRINE_ADMIN_USERNAME: "admin",
    VITRINE_ADMIN_PASSWORD: PASSWORD,
    VITRINE_THROTTLE: "off",
    SECRET_KEY: "for-end-to-end-tests-alone-and-nothing-else",
  };
}

function run(command: string[], env: NodeJS.ProcessEnv) {
  const { status, error } = spawnSync(PYTHON, command, { cwd: ROOT, env, stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command.join(" ")} ended with ${status}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** Resolves with the supervisor's greeting; rejects with all it said when it ends before. */
function readiness(server: ChildProcess): Promise<void> {
  return new Promise((ready, fail) => {
    let said = "";
    const give = (why: string) => fail(new Error(`the product ${why}:\n${said}`));
    const timer = setTimeout(() => give(`was not ready after ${START / 1000} s`), START);
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes("Vitrine is ready at")) return;
      clearTimeout(timer);
      ready();
    };
    server.stdout?.on("data", hear);
    server.stderr?.on("data", hear);
    server.once("exit", (code) => give(`ended with ${code}`));
  });
}

async function end(server: ChildProcess | undefined) {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  const late = setTimeout(() => server.kill("SIGKILL"), END);
  await ended;
  clearTimeout(late);
}
