// SPDX-License-Identifier: Apache-2.0
// For tests in Node: a stand-in as a process of its own.
import { spawn } from "node:child_process";

// Starts `program` (a path) and waits for the JSON of its first line. {served, child, ended, stop()}. Rejects with what it said if it does not start.
export async function startProgram(program, options) {
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
  // A second time is harmless.
  return { served, child, ended, stop: () => (child.kill("SIGTERM"), ended) };
}

// What the program said in its first line, and {base, get(path), post(path, body), del(path), stop()}: get, post and del talk to /control/.
export async function startStandIn(program, options) {
  const { served, stop } = await startProgram(program, options);
  const base = `${served.tls ? "https" : "http"}://127.0.0.1:${served.port}`;
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
    stop,
  };
}
