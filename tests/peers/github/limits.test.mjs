// SPDX-License-Identifier: Apache-2.0
// Budgets as GitHub keeps them: what is charged, what is free, how their end shows, and when they begin again.
import assert from "node:assert/strict";
import { afterEach, before, after, test } from "node:test";
import { makeClient } from "./client.mjs";
import { startGithub } from "./start.mjs";

let github, client;
before(async () => {
  github = await startGithub();
  client = makeClient(github);
});
afterEach(async () => {
  assert.deepEqual(await github.get("breaks"), []);
  await github.post("reset");
});
after(() => github.stop());

const remaining = async (resource = "core") => (await client.rest("/rate_limit")).body.resources[resource].remaining;
const viewer = "{viewer{login} rateLimit{cost remaining resetAt}}";

test("a call costs one, asking for the budget costs nothing, and every answer tells what is left", async () => {
  assert.equal(await remaining(), 5000);
  const { headers } = await client.rest("/orgs/acme");
  assert.equal(headers.get("x-ratelimit-remaining"), "4999");
  assert.equal(headers.get("x-ratelimit-resource"), "core");
  assert.equal(await remaining(), 4999);
});

test("an answer that did not change is 304 without a charge; a changed one is 200", async () => {
  const name = "payments-api";
  const first = await client.rest(`/repos/acme/${name}`);
  const etag = { headers: { "if-none-match": first.headers.get("etag") } };
  const before = await remaining();
  const second = await client.rest(`/repos/acme/${name}`, etag);
  assert.deepEqual([second.status, second.text, second.headers.get("etag")], [304, "", first.headers.get("etag")]);
  assert.equal(await remaining(), before);
  await github.post("act", { do: "archive", repository: name });
  assert.equal((await client.rest(`/repos/acme/${name}`, etag)).body.archived, true);
  assert.equal(await remaining(), before - 1);
});

test("GraphQL is charged by its cost from a budget of its own, and rateLimit tells the truth", async () => {
  const { body, headers } = await client.graphql(viewer);
  assert.deepEqual([body.data.rateLimit.cost, body.data.rateLimit.remaining], [1, 4999]);
  assert.equal(headers.get("x-ratelimit-remaining"), "4999");
  assert.equal(headers.get("x-ratelimit-resource"), "graphql");
  assert.equal(Date.parse(body.data.rateLimit.resetAt) / 1000, Number(headers.get("x-ratelimit-reset")));
  assert.deepEqual([await remaining("graphql"), await remaining("core")], [4999, 5000]);
});

test("an empty budget: REST 403 with remaining 0, until the hour is over", async () => {
  await github.post("budget", { resource: "core", remaining: 1 });
  assert.equal((await client.rest("/orgs/acme")).status, 200);
  const { status, headers, body } = await client.rest("/orgs/acme");
  assert.deepEqual([status, headers.get("x-ratelimit-remaining"), headers.get("retry-after")], [403, "0", null]);
  assert.match(body.message, /^API rate limit exceeded for user ID/);
  assert.ok(Number(headers.get("x-ratelimit-reset")) * 1000 > Date.now());
  assert.equal((await client.graphql(viewer)).body.data.viewer.login.length > 0, true);
  await github.post("clock", { advance_ms: 3_600_000 });
  assert.equal((await client.rest("/orgs/acme")).status, 200);
});

test("an empty budget: GraphQL 200 with errors of type RATE_LIMITED and no data", async () => {
  await github.post("budget", { resource: "graphql", remaining: 0 });
  const { status, headers, body } = await client.graphql(viewer);
  assert.deepEqual([status, headers.get("x-ratelimit-remaining")], [200, "0"]);
  assert.deepEqual([body.errors[0].type, "data" in body], ["RATE_LIMITED", false]);
});

test("more points in a minute than allowed: the secondary limit, with retry-after", async () => {
  await github.post("settings", { limits: { per_minute: { rest: 2 } } });
  await client.rest("/orgs/acme");
  await client.rest("/orgs/acme");
  const { status, headers, body } = await client.rest("/orgs/acme");
  assert.deepEqual([status, headers.get("retry-after")], [403, "60"]);
  assert.match(body.message, /secondary rate limit/);
  assert.notEqual(headers.get("x-ratelimit-remaining"), "0");
  await github.post("clock", { advance_ms: 61_000 });
  assert.equal((await client.rest("/orgs/acme")).status, 200);
});

test("more calls side by side than allowed: the secondary limit; how many there were can be asked", async () => {
  await github.post("settings", { limits: { concurrent: 1 } });
  await github.post("faults", { on: "orgs/get", action: "slow", ms: 60_000 });
  const controller = new AbortController();
  const slow = fetch(`${github.api}/orgs/acme`, {
    signal: controller.signal,
    headers: { authorization: `Bearer ${github.token}`, accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" },
  }).catch(() => "cut");
  while (Object.keys((await github.get("stats")).most_at_once).length === 0);
  assert.match((await client.rest("/orgs/acme/repos")).body.message, /secondary rate limit/);
  assert.deepEqual(Object.values((await github.get("stats")).most_at_once), [2]);
  controller.abort();
  assert.equal(await slow, "cut");
});
