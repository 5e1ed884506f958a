// SPDX-License-Identifier: Apache-2.0
// The built program with settings for a stand-in, in a folder of its own.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

// {run(words), sync(words), serve(), killed(isTime), remove()}. `more`: further settings; `token`: another than the stand-in's.
export async function office(github, { more = "", token = github.token, organisations = [github.organisation] } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "ispo-github-"));
  await writeFile(join(folder, "token"), `${token}\n`, { mode: 0o600 });
  await writeFile(
    join(folder, "ispo.toml"),
    `[github.acme]\nurl = "${github.base}"\norganisations = ${JSON.stringify(organisations)}\ntoken_file = "${join(folder, "token")}"\n${more}`,
    { mode: 0o600 },
  );
  const environment = { PATH: process.env.PATH, HOME: folder, STATE_DIRECTORY: join(folder, "data"), ISPO_CONFIG: join(folder, "ispo.toml"), ISPO_SERVER_LISTEN: "127.0.0.1:0", ISPO_SERVER_ADMIN_LISTEN: "127.0.0.1:1" };

  // {code, out, error, json}.
  const run = (...words) =>
    new Promise((resolve) => {
      execFile(process.env.ISPO, words, { env: environment, maxBuffer: 64 * 1024 * 1024 }, (failed, out, error) => {
        let json;
        try {
          json = JSON.parse(out);
        } catch {
          json = undefined;
        }
        resolve({ code: failed ? failed.code : 0, out, error, json });
      });
    });

  // Ends a sync with kill -9 as soon as `isTime()` says so; it may have ended by itself before.
  async function killed(isTime, ...words) {
    const child = spawn(process.env.ISPO, ["sync", ...words], { env: environment, stdio: "ignore" });
    let is_over = false;
    const ended = new Promise((resolve) =>
      child.once("exit", (_, signal) => {
        is_over = true;
        resolve(signal === "SIGKILL");
      }),
    );
    while (!is_over && !(await isTime())) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGKILL");
    return ended;
  }

  // SIGINT as soon as `isTime()` says so: {code, out, seconds until it ended}.
  async function interrupted(isTime, ...words) {
    const child = spawn(process.env.ISPO, ["sync", ...words], { env: environment, stdio: ["ignore", "pipe", "ignore"] });
    let out = "";
    child.stdout.on("data", (bytes) => (out += bytes));
    const ended = new Promise((resolve) => child.once("exit", resolve));
    while (child.exitCode === null && !(await isTime())) await new Promise((resolve) => setTimeout(resolve, 20));
    const start = Date.now();
    child.kill("SIGINT");
    return { code: await ended, out, seconds: (Date.now() - start) / 1000 };
  }

  async function serve() {
    const child = spawn(process.env.ISPO, ["serve"], { env: { ...environment, ISPO_SERVER_ADMIN_LISTEN: "127.0.0.1:0" }, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
    await new Promise((resolve, reject) => {
      child.stderr.on("data", (bytes) => {
        said += bytes;
        if (said.includes("service.started")) resolve();
      });
      child.once("exit", () => reject(new Error(`It did not start: ${said}`)));
    });
    return { log: () => said, stop: () => (child.kill("SIGTERM"), ended) };
  }

  return { folder, run, sync: (...words) => run("sync", "--json", ...words), killed, interrupted, serve, remove: () => rm(folder, { recursive: true, force: true }) };
}

// The rows as the shell shows them, by full name.
export async function rowsOf(home) {
  const { json, out, error } = await home.run("repositories", "--json");
  if (!json) throw new Error(`No JSON: ${out}${error}`);
  return json;
}
