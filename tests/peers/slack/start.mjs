// SPDX-License-Identifier: Apache-2.0
// For tests in Node: the simulator as a process of its own, and a stand-in for the app that it talks to.
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startProgram } from "../stand-in/start.mjs";

const program = fileURLToPath(new URL("main.mjs", import.meta.url));

// With SLACK_SENT, a folder, all that was sent is written there as TypeScript before it is forgotten: see ../slack-types/sent.sh.
let kept = 0;
async function keep(call) {
  if (!process.env.SLACK_SENT) return;
  await writeFile(join(process.env.SLACK_SENT, `sent_${process.pid}_${++kept}.ts`), await call("GET", "typescript"));
}

// {port, base, api, get(path), post(path, body), del(path), stop()}. Rejects with what it said if it does not start.
export async function startSimulator(...options) {
  const { served, child, stop: end } = await startProgram(program, options);
  const { port } = served;
  const base = `http://127.0.0.1:${port}`;
  const call = async (method, path, body) => {
    const response = await fetch(`${base}/control/${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return /json/.test(response.headers.get("content-type")) ? JSON.parse(text) : text;
  };
  const forgets = (method, path) => (method === "POST" && path === "reset") || (method === "DELETE" && path === "log");
  const say = async (method, path, body) => {
    if (forgets(method, path)) await keep(call);
    return call(method, path, body);
  };
  // A second time is harmless.
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) await keep(call);
    return end();
  };
  return {
    port,
    base,
    api: `${base}/api/`,
    get: (path) => say("GET", path),
    post: (path, body = {}) => say("POST", path, body),
    del: (path) => say("DELETE", path),
    stop,
  };
}

// A server that answers with what `answerWith(request)` returns ({status, headers, body}) and keeps what it got.
export async function startApp(answerWith = () => ({})) {
  const got = [];
  const app = { got, answerWith };
  const server = createServer((req, res) => {
    let body = "";
    req.on("data", (bytes) => (body += bytes));
    req.on("end", async () => {
      const form = /x-www-form-urlencoded/.test(req.headers["content-type"]) ? Object.fromEntries(new URLSearchParams(body)) : undefined;
      const payload = form?.payload ? JSON.parse(form.payload) : (form ?? (body.startsWith("{") ? JSON.parse(body) : undefined));
      const request = { path: req.url, headers: req.headers, body, payload };
      got.push(request);
      const { status = 200, headers = {}, body: said = "" } = (await app.answerWith(request)) ?? {};
      res.writeHead(status, typeof said === "string" ? headers : { "content-type": "application/json", ...headers });
      res.end(typeof said === "string" ? said : JSON.stringify(said));
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  app.url = `http://127.0.0.1:${server.address().port}`;
  app.stop = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return app;
}
