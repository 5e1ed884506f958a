// SPDX-License-Identifier: Apache-2.0
// For tests in Node: the stand-in as a process of its own.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("main.mjs", import.meta.url));

// {port, base, api, graphql, organisation, token, app_id, installation_id, get(path), post(path, body), del(path), stop()}: get, post and del
// talk to /control/. Rejects with what it said if it does not start.
export async function startGithub(...options) {
  const child = spawn(process.execPath, [program, "--port", "0", ...options], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const served = await new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (bytes) => (said += bytes));
    child.stdout.on("data", (bytes) => {
      said += bytes;
      if (said.includes("\n")) resolve(JSON.parse(said.split("\n")[0]));
    });
    child.once("exit", (code) => reject(new Error(`The stand-in ended with ${code}: ${said}`)));
  });
  const base = `http://127.0.0.1:${served.port}`;
  const say = async (method, path, body) => {
    const response = await fetch(`${base}/control/${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return JSON.parse(text);
  };
  return {
    ...served,
    base,
    get: (path) => say("GET", path),
    post: (path, body = {}) => say("POST", path, body),
    del: (path) => say("DELETE", path),
    // A second time is harmless.
    stop: () => (child.kill("SIGTERM"), ended),
  };
}
