// SPDX-License-Identifier: Apache-2.0
// Each fault shows as GitHub documents it, strikes as often as ordered, and is no break of the contract.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { makeClient } from "./client.mjs";
import { shapes } from "./shapes_of_ispo.mjs";
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

const order = (fault) => github.post("faults", fault);
const repos = "/orgs/acme/repos";
const pulls = (first, after = null) => client.graphql(shapes.B2, { org: "acme", name: "payments-api", first, after });

// [fault, status, what else must hold]
const rest = [
  [{ action: "primary_limit" }, 403, ({ headers }) => assert.equal(headers.get("x-ratelimit-remaining"), "0")],
  [{ action: "primary_limit", status: 429 }, 429, ({ headers }) => assert.equal(headers.get("x-ratelimit-remaining"), "0")],
  [{ action: "secondary_limit", retry_after: 7 }, 403, ({ headers }) => assert.equal(headers.get("retry-after"), "7")],
  [{ action: "secondary_limit", retry_after: null, status: 429 }, 429, ({ headers }) => assert.equal(headers.get("retry-after"), null)],
  [{ action: "unauthorized" }, 401, ({ body }) => assert.equal(body.message, "Bad credentials")],
  [{ action: "not_found" }, 404, ({ body }) => assert.equal(body.message, "Not Found")],
  [{ action: "gone" }, 410, ({ headers }) => assert.match(headers.get("sunset"), /GMT$/)],
  [{ action: "status", status: 500 }, 500, ({ body }) => assert.equal(body.message, "Server Error")],
  [{ action: "status", status: 503 }, 503, ({ body }) => assert.match(body.message, /No server/)],
  [{ action: "gateway", status: 504 }, 504, ({ body }) => assert.match(body.message, /timeout/)],
  [{ action: "invalid_json" }, 200, ({ body, text }) => assert.deepEqual([body, text.length > 0], [undefined, true])],
  [
    { action: "missing_fields", fields: ["id", "visibility"] },
    200,
    ({ body }) => assert.ok(!("id" in body[0]) && !("visibility" in body[0])),
  ],
  [
    { action: "headers", headers: { sunset: "Fri, 10 Mar 2028 00:00:00 GMT" } },
    200,
    ({ headers }) => assert.match(headers.get("sunset"), /2028/),
  ],
];

for (const [fault, status, holds] of rest) {
  test(`REST: ${JSON.stringify(fault)} strikes once`, async () => {
    await order({ on: "repos/list-for-org", ...fault });
    const struck = await client.rest(repos);
    assert.equal(struck.status, status);
    holds(struck);
    if (fault.action === "primary_limit") await github.post("clock", { advance_ms: 3_600_000 });
    assert.equal((await client.rest(repos)).status, 200);
  });
}

test("bytes that end early, bytes that do not unpack, a connection that is cut, a header without its body", async () => {
  for (const action of ["truncated", "broken_gzip", "cut"]) {
    await order({ action });
    await assert.rejects(client.rest(repos), action);
  }
  await order({ action: "hang" });
  const response = await fetch(`${github.api}${repos}`, {
    headers: { authorization: `Bearer ${github.token}`, accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" },
  });
  assert.equal(response.status, 200);
  await response.body.cancel();
});

test("an answer is gzip for who accepts it, and plain for who does not", async () => {
  const packed = await client.rest(repos, { headers: { "accept-encoding": "gzip" } });
  assert.deepEqual([packed.headers.get("content-encoding"), packed.body.length], ["gzip", 30]);
  assert.equal(packed.headers.get("transfer-encoding"), "chunked");
  assert.equal((await client.rest(repos, { headers: { "accept-encoding": "identity" } })).headers.get("content-encoding"), null);
});

test("a fault from the second call on, twice; and one for ever, until it is cleared", async () => {
  await order({ on: "rest", action: "status", status: 502, nth: 2, times: 2 });
  const seen = [];
  for (let n = 0; n < 4; n++) seen.push((await client.rest(repos)).status);
  assert.deepEqual(seen, [200, 502, 502, 200]);
  await order({ on: "rest", path: "/teams", action: "not_found", times: 0 });
  assert.equal((await client.rest("/orgs/acme/teams")).status, 404);
  assert.equal((await client.rest("/orgs/acme/teams")).status, 404);
  assert.equal((await client.rest(repos)).status, 200);
  await github.del("faults");
  assert.equal((await client.rest("/orgs/acme/teams")).status, 200);
});

test("GraphQL: pages larger than n end in 502 and cost points; smaller ones pass", async () => {
  await order({ on: "graphql", action: "gateway", page_over: 50, times: 0, points: 3 });
  const large = await pulls(100);
  assert.deepEqual([large.status, large.body.data, large.headers.get("x-ratelimit-used")], [502, null, "3"]);
  assert.match(large.body.errors[0].message, /timeout/);
  assert.equal((await pulls(50)).status, 200);
});

test("GraphQL: the limits, by their old and their new name", async () => {
  for (const [type, code] of [
    ["RATE_LIMITED", undefined],
    ["RATE_LIMIT", "graphql_rate_limit"],
  ]) {
    await order({ on: "graphql", action: "primary_limit", type });
    const { status, body, headers } = await pulls(1);
    assert.deepEqual([status, body.errors[0].type, body.errors[0].code, headers.get("x-ratelimit-remaining")], [200, type, code, "0"]);
    await github.post("budget", { resource: "graphql", remaining: 100 });
  }
  await order({ on: "graphql", action: "secondary_limit", retry_after: 5 });
  const { status, headers } = await pulls(1);
  assert.deepEqual([status, headers.get("retry-after")], [403, "5"]);
});

test("GraphQL: partial data, whose holes the errors name", async () => {
  await order({ on: "graphql", action: "partial", keep: 2 });
  const { status, body } = await pulls(4);
  const { nodes } = body.data.repository.pullRequests;
  assert.equal(status, 200);
  assert.deepEqual(
    nodes.map((node) => node !== null),
    [true, true, false, false],
  );
  assert.deepEqual(
    body.errors.map(({ path }) => path.at(-1)),
    [2, 3],
  );
});

test("GraphQL: what is not there is null with an error of type NOT_FOUND", async () => {
  const { status, body } = await client.graphql(shapes.B2, { org: "acme", name: "no-such" });
  assert.deepEqual([status, body.data.repository, body.errors[0].type, body.errors[0].path], [200, null, "NOT_FOUND", ["repository"]]);
});

test("a renamed repository: REST 301 to an address that works, GraphQL follows by itself", async () => {
  await github.post("act", { do: "rename", repository: "payments-api", to: "money-api" });
  const moved = await client.rest("/repos/acme/payments-api/teams?per_page=5");
  assert.equal(moved.status, 301);
  assert.equal(moved.headers.get("location"), `${github.api}/repositories/100001/teams?per_page=5`);
  assert.equal((await client.rest(moved.headers.get("location"))).status, 200);
  const { body } = await client.graphql('{repository(owner:"acme",name:"payments-api"){nameWithOwner}}');
  assert.equal(body.data.repository.nameWithOwner, "acme/money-api");
});

test("a repository that was deleted or hidden is 404, and in no list", async () => {
  for (const wish of ["delete", "hide"]) {
    await github.post("act", { do: wish, repository: "payments-api" });
    assert.equal((await client.rest("/repos/acme/payments-api")).status, 404);
    const { body } = await client.graphql(
      '{organization(login:"acme"){repositories(first:1){totalCount}} repository(owner:"acme",name:"payments-api"){id}}',
    );
    assert.deepEqual([body.data.organization.repositories.totalCount, body.data.repository, body.errors[0].type], [39, null, "NOT_FOUND"]);
    await github.post("act", { do: "show", repository: "payments-api" });
  }
});

test("a pull request that moves while it is walked jumps in front of the cursor: nothing is met twice, it is missed", async () => {
  const first = (await pulls(100)).body.data.repository.pullRequests;
  const last = (await github.get("repository?name=payments-api")).pull_requests.find(({ number }) => number === 1);
  await order({ on: "graphql", action: "act", acts: [{ do: "edit", repository: "payments-api", number: 1, fields: { title: "Moved" } }] });
  const numbers = first.nodes.map(({ number }) => number);
  for (let page = first; page.pageInfo.hasNextPage; ) {
    page = (await pulls(100, page.pageInfo.endCursor)).body.data.repository.pullRequests;
    numbers.push(...page.nodes.map(({ number }) => number));
  }
  assert.equal(last.title === "Moved", false);
  assert.equal(numbers.length, 259);
  assert.equal(new Set(numbers).size, 259);
  assert.equal((await pulls(1)).body.data.repository.pullRequests.nodes[0].title, "Moved");
});

test("a page by number shows a row twice when something new comes in front", async () => {
  const page = (n) => client.rest(`/repos/acme/payments-api/issues?state=all&sort=updated&per_page=10&page=${n}`);
  const first = (await page(1)).body.map(({ number }) => number);
  await github.post("act", { do: "open_issue", repository: "payments-api", author: "ada-lind", title: "New" });
  assert.equal((await page(2)).body[0].number, first.at(-1));
});

test("revoked tokens are 401; a mistake in the control is told with what would be right", async () => {
  await github.post("tokens", { do: "revoke" });
  assert.equal((await client.rest(repos)).status, 401);
  await assert.rejects(order({ action: "explode" }), /A fault's action is one of/);
  await assert.rejects(github.post("act", { do: "dance" }), /There is no doing dance/);
  await assert.rejects(github.post("act", { do: "archive", repository: "nowhere" }), /There is no repository nowhere/);
  await assert.rejects(github.post("settings", { limit: 1 }), /There is no setting limit/);
  await assert.rejects(github.get("nothing"), /There is no GET nothing/);
});
