// SPDX-License-Identifier: Apache-2.0
// Faults and limits show as GitLab's do, and are no break of the contract.
import assert from "node:assert/strict";
import { test } from "node:test";
import { testFaults } from "../stand-in/suite.mjs";
import { makeClient, startGitlab } from "./start.mjs";

const headers = ({ token }) => ({ "private-token": token });
testFaults({ start: startGitlab, makeClient, path: "/projects", operation: "GET /projects", field: "visibility", headers });

test("GitLab's own faults: 429 in plain text, 429 of an endpoint, 401, 404, a query that took too long, a page of what stands in front", async (t) => {
  const gitlab = await startGitlab("--projects", "5");
  t.after(() => gitlab.stop());
  const call = makeClient(gitlab);
  const struck = async (fault) => {
    await gitlab.post("faults", fault);
    return call("/user");
  };
  const late = await struck({ action: "limit", retry_after: 7 });
  assert.deepEqual(
    [late.status, late.text, late.headers.get("content-type"), late.headers.get("retry-after")],
    [429, "Retry later\n", "text/plain", "7"],
  );
  assert.equal((await struck({ action: "limit", retry_after: null })).headers.get("retry-after"), null);
  const endpoint = await struck({ action: "endpoint_limit" });
  assert.deepEqual([endpoint.status, endpoint.headers.get("retry-after")], [429, null]);
  assert.match(endpoint.body.message.error, /too many times/);
  assert.deepEqual((await struck({ action: "unauthorized" })).body, { message: "401 Unauthorized" });
  assert.equal((await struck({ action: "not_found" })).status, 404);
  assert.equal((await struck({ action: "timeout" })).status, 500);
  assert.match((await struck({ action: "status", status: 502 })).text, /^<html>/);
  assert.equal((await call("/user")).status, 200);
});

test("a self-managed GitLab tells no limits until they are switched on", async (t) => {
  const gitlab = await startGitlab("--projects", "5");
  t.after(() => gitlab.stop());
  const call = makeClient(gitlab);
  assert.equal((await call("/user")).headers.get("ratelimit-limit"), null);
  await gitlab.post("settings", { limits: { enabled: true } });
  assert.equal((await call("/user")).headers.get("ratelimit-limit"), "7200");
});

test("at GitLab.com a user's calls are counted and told; one too many waits for the window's end", async (t) => {
  const gitlab = await startGitlab("--projects", "5", "--com");
  t.after(() => gitlab.stop());
  const call = makeClient(gitlab);
  const first = (await call("/user")).headers;
  assert.deepEqual(
    ["limit", "name", "observed", "remaining"].map((name) => first.get(`ratelimit-${name}`)),
    ["2000", "throttle_authenticated_api", "1", "1999"],
  );
  assert.ok(Number(first.get("ratelimit-reset")) * 1000 > Date.now());
  await gitlab.post("settings", { limits: { period_s: 3600 } });
  await gitlab.post("budget", { remaining: 1 });
  assert.equal((await call("/user")).headers.get("ratelimit-remaining"), "0");
  const late = await call("/user");
  assert.deepEqual([late.status, late.text], [429, "Retry later\n"]);
  const wait_s = Number(late.headers.get("retry-after"));
  assert.ok(wait_s > 0 && wait_s <= 3600);
  assert.ok(Date.parse(late.headers.get("ratelimit-resettime")) > 0);
  await gitlab.post("clock", { advance_ms: wait_s * 1000 });
  assert.equal((await call("/user")).status, 200);
});

test("an endpoint has a limit of its own, which no header tells", async (t) => {
  const gitlab = await startGitlab("--projects", "5", "--com");
  t.after(() => gitlab.stop());
  const call = makeClient(gitlab);
  await gitlab.post("settings", { limits: { endpoints: { projects: { calls: 2, period_s: 86_400 } } } });
  assert.equal((await call("/projects")).status, 200);
  assert.equal((await call("/projects")).status, 200);
  const refused = await call("/projects");
  assert.equal(refused.status, 429);
  assert.match(refused.body.message.error, /too many times/);
  assert.equal((await call("/user")).status, 200);
});
