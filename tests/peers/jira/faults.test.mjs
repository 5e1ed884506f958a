// SPDX-License-Identifier: Apache-2.0
// Faults and limits show as Jira's do, and are no break of the contract.
import assert from "node:assert/strict";
import { test } from "node:test";
import { testFaults } from "../stand-in/suite.mjs";
import { makeClient, startCloud, startDataCenter } from "./start.mjs";

const headers = ({ authorization }) => ({ authorization });
testFaults({
  start: startDataCenter,
  makeClient,
  path: "/project",
  operation: "GET /rest/api/2/project",
  field: "projectTypeKey",
  headers,
});

test("Cloud: 429 with each reason, its reset, and with or without Retry-After", async (t) => {
  const jira = await startCloud("--projects", "5");
  t.after(() => jira.stop());
  const call = makeClient(jira);
  const struck = async (fault) => {
    await jira.post("faults", fault);
    return call("/myself");
  };
  for (const reason of ["jira-burst-based", "jira-quota-global-based", "jira-quota-tenant-based", "jira-per-issue-on-write"]) {
    const { status, headers } = await struck({ action: "limit", reason, retry_after: 17 });
    assert.deepEqual(
      [status, headers.get("ratelimit-reason"), headers.get("retry-after"), headers.get("x-ratelimit-remaining")],
      [429, reason, "17", "0"],
    );
    assert.ok(Date.parse(headers.get("x-ratelimit-reset")) > Date.now());
  }
  assert.equal((await struck({ action: "limit", retry_after: null })).headers.get("retry-after"), null);
  assert.equal((await struck({ action: "unauthorized" })).status, 401);
  assert.equal((await struck({ action: "forbidden" })).status, 403);
  assert.equal((await struck({ action: "not_found" })).status, 404);
  assert.match((await struck({ action: "status", status: 503 })).text, /^<html>/);
  assert.equal((await call("/myself")).status, 200);
  assert.deepEqual(await jira.get("breaks"), []);
});

test("Cloud: a burst is counted by endpoint and method, told in headers, and over when its time is", async (t) => {
  const jira = await startCloud("--projects", "5");
  t.after(() => jira.stop());
  const call = makeClient(jira);
  assert.equal((await call("/myself")).headers.get("x-ratelimit-limit"), null);
  await jira.post("settings", { limits: { enabled: true, calls: 2, period_s: 86_400 } });
  assert.equal((await call("/myself")).headers.get("x-ratelimit-remaining"), "1");
  assert.equal((await call("/myself")).headers.get("x-ratelimit-nearlimit"), "true");
  const late = await call("/myself");
  assert.deepEqual([late.status, late.headers.get("ratelimit-reason")], [429, "jira-burst-based"]);
  assert.equal((await call("/field")).status, 200);
  await jira.post("clock", { advance_ms: Number(late.headers.get("retry-after")) * 1000 });
  assert.equal((await call("/myself")).status, 200);
});

test("Data Center: a bucket of tokens that fills again", async (t) => {
  const jira = await startDataCenter("--projects", "5");
  t.after(() => jira.stop());
  const call = makeClient(jira);
  await jira.post("settings", { limits: { enabled: true, size: 3, fill: 1, interval_s: 3600 } });
  const { headers } = await call("/myself");
  assert.deepEqual(
    ["limit", "remaining", "fillrate", "interval-seconds"].map((name) => headers.get(`x-ratelimit-${name}`)),
    ["3", "2", "1", "3600"],
  );
  await jira.post("budget", { remaining: 0 });
  const late = await call("/myself");
  assert.deepEqual([late.status, late.headers.get("x-ratelimit-remaining")], [429, "0"]);
  await jira.post("clock", { advance_ms: Number(late.headers.get("retry-after")) * 1000 });
  assert.equal((await call("/myself")).status, 200);
  assert.equal((await call("/myself")).status, 429);
  await jira.post("settings", { limits: { enabled: false } });
  await jira.post("faults", { action: "captcha" });
  assert.match((await call("/myself")).headers.get("x-authentication-denied-reason"), /^CAPTCHA_CHALLENGE/);
});
