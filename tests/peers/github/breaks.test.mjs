// SPDX-License-Identifier: Apache-2.0
// Each way to break the contract is a 599 that names the operation and the reason, and is kept; each refusal of GitHub's own is GitHub's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeClient } from "./client.mjs";
import { shapes } from "./shapes_of_ispo.mjs";
import { startGithub } from "./start.mjs";

let github, client;
before(async () => {
  github = await startGithub();
  client = makeClient(github);
});
after(() => github.stop());

const repos = "/orgs/acme/repos";
const tokens = "/app/installations/600001/access_tokens";

// [what, path, {method, headers, body}, operation, reason]
const rest = [
  ["a path that GitHub does not have", "/orgs/acme/repositories", {}, "GET /orgs/acme/repositories", /there is no GET/],
  ["the prefix of a GHES at github.com", "/api/v3/orgs/acme", {}, "GET /api/v3/orgs/acme", /there is no GET/],
  ["a method that the path does not have", repos, { method: "DELETE" }, "DELETE /orgs/acme/repos", /has no DELETE/],
  ["a call that is not served here", "/emojis", {}, "emojis/get", /does not serve it/],
  [
    "an address of a page that was never given",
    "/organizations/9001/repos?page=2",
    {},
    "GET /organizations/9001/repos",
    /only followed as Link/,
  ],
  [
    "a path value of the wrong type",
    "/repos/acme/x/issues/one/timeline",
    {},
    "issues/list-events-for-timeline",
    /\{issue_number\}.*integer/,
  ],
  ["an unknown parameter", `${repos}?since=2026-01-01T00:00:00Z`, {}, "repos/list-for-org", /the query has since/],
  ["a parameter twice", `${repos}?page=1&page=2`, {}, "repos/list-for-org", /page more than once/],
  ["a value outside of its list", `${repos}?type=secret`, {}, "repos/list-for-org", /type: .*allowed values: all, public/],
  ["a number that is none", `${repos}?per_page=many`, {}, "repos/list-for-org", /per_page: .*integer/],
  ["a page of more than 100", `${repos}?per_page=101`, {}, "repos/list-for-org", /per_page must be 1 to 100/],
  ["page zero", `${repos}?page=0`, {}, "repos/list-for-org", /page begins at 1/],
  ["a date that is none", "/repos/acme/x/issues?since=yesterday", {}, "issues/list-for-repo", /since: .*date-time/],
  ["a body that is not JSON", tokens, { method: "POST", body: "{" }, "apps/create-installation-access-token", /not JSON/],
  [
    "a body of another type",
    tokens,
    { method: "POST", body: "{}", headers: { "content-type": "text/plain" } },
    "apps/create-installation-access-token",
    /content-type/,
  ],
  ["an unknown property", tokens, { method: "POST", body: { repos: [1] } }, "apps/create-installation-access-token", /the body has repos/],
  [
    "a property of the wrong type",
    tokens,
    { method: "POST", body: { repository_ids: ["1"] } },
    "apps/create-installation-access-token",
    /repository_ids\/0 must be integer/,
  ],
  ["another Accept", repos, { headers: { accept: "application/json" } }, "repos/list-for-org", /Accept/],
  ["no Accept", repos, { headers: { accept: "*/*" } }, "repos/list-for-org", /Accept/],
  ["no version", repos, { headers: { "x-github-api-version": null } }, "repos/list-for-org", /Version is missing/],
  ["another version", repos, { headers: { "x-github-api-version": "2021-01-01" } }, "repos/list-for-org", /2021-01-01 is not the one/],
  ["a token where the App's JWT belongs", tokens, { method: "POST" }, "apps/create-installation-access-token", /takes the App's JWT/],
];

for (const [what, path, wish, operation, reason] of rest) {
  test(`REST: ${what}`, async () => {
    await github.del("calls");
    const { status, body } = await client.rest(path, wish);
    assert.equal(status, 599);
    assert.equal(body.operation, operation);
    assert.match(body.reasons.join("; "), reason);
    assert.deepEqual(
      (await github.get("breaks")).map(({ operation, reasons }) => ({ operation, reasons })),
      [body],
    );
  });
}

const org = (inner) => `{organization(login:"acme"){${inner}}}`;
const deep = org("repositories(first:100){nodes{pullRequests(first:100){nodes{reviews(first:100){nodes{state}}}}}}");
const queries = [
  ["a query that is none", "{organization(", /Syntax Error/],
  ["a field that GitHub does not have", org("nick"), /Cannot query field "nick"/],
  ["an argument that GitHub does not have", org("teams(first:1,since:1){totalCount}"), /Unknown argument "since"/],
  ["a missing argument", "{organization{login}}", /argument "login" .* is required/],
  ["a connection without first or last", org("teams{totalCount}"), /teams: a connection needs first or last/],
  ["a page of more than 100", org("teams(first:101){totalCount}"), /101, not 1 to 100/],
  ["a page of none", org("teams(first:0){totalCount}"), /0, not 1 to 100/],
  ["first and last together", org("teams(first:1,last:1){totalCount}"), /first and last together/],
  ["more than 500,000 nodes", deep, /1010100 nodes, more than 500000/],
  ["a missing variable", "query($o:String!){organization(login:$o){login}}", /"\$o" of required type/],
  ["a field that is not served here", org("packages(first:1){totalCount}"), /GitHub has Organization.packages/],
  ["an argument that would be ignored", org('teams(first:1,query:"a"){totalCount}'), /GitHub has Organization.teams\(query:\)/],
  ["a mutation", 'mutation{addStar(input:{starrableId:"x"}){clientMutationId}}', /no mutation/],
];

for (const [what, query, reason] of queries) {
  test(`GraphQL: ${what}`, async () => {
    const { status, body } = await client.graphql(query);
    assert.equal(status, 599);
    assert.match(body.reasons.join("; "), reason);
  });
}

test("GraphQL: a body with more than query, variables and operationName, and one of another type", async () => {
  const more = await client.graphql("", {}, { body: JSON.stringify({ query: "{viewer{login}}", id: 1 }) });
  assert.match(more.body.reasons.join(), /the body has id/);
  const plain = await client.graphql("{viewer{login}}", {}, { headers: { "content-type": "text/plain" } });
  assert.match(plain.body.reasons.join(), /content-type/);
  assert.equal((await client.rest("/graphql")).status, 599);
});

test("more bytes than anybody needs; somebody who leaves in the middle is no break", async () => {
  await github.del("calls");
  const large = await client.graphql("", {}, { body: " ".repeat(1024 * 1024 + 1) });
  assert.match(large.body.reasons.join(), /larger than 1048576 bytes/);
  await github.del("calls");
  const { connect } = await import("node:net");
  const { port } = new URL(github.api);
  const socket = connect(Number(port), "127.0.0.1", () => {
    socket.write("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{", () => socket.destroy());
  });
  await new Promise((resolve) => socket.once("close", resolve));
  assert.equal((await client.rest("/rate_limit")).status, 200);
  assert.deepEqual(await github.get("breaks"), []);
});

test("GraphQL: a switch answers as GitHub does, 200 with errors, and keeps the break all the same", async () => {
  await github.del("calls");
  await github.post("settings", { graphql_breaks: "as_github" });
  const { status, body } = await client.graphql(org("nick"));
  await github.post("settings", { graphql_breaks: "599" });
  assert.equal(status, 200);
  assert.match(body.errors[0].message, /Cannot query field "nick"/);
  assert.equal((await github.get("breaks")).length, 1);
});

test("each shape costs what GitHub's formula says", async () => {
  const costs = { A: [3, 4600], B: [5, 5700], B2: [2, 1600], C: [2, 300], E: [1, 10_050], F: [5, 4200], G: [1, 100] };
  for (const [name, [cost, nodes]] of Object.entries(costs)) {
    const { body } = await client.graphql(shapes[name], { org: "acme", name: "payments-api" });
    assert.deepEqual([name, body.data.rateLimit.cost, body.data.rateLimit.nodeCount], [name, cost, nodes]);
  }
});

test("without User-Agent 403, without a credential or with a bad one 401, and these are no breaks", async () => {
  await github.del("calls");
  const bare = await rawGet(`${github.base}${repos}`);
  assert.match(bare, /^HTTP\/1.1 403/);
  assert.match(bare, /User-Agent header/);
  assert.equal((await client.rest(repos, { headers: { authorization: null } })).status, 401);
  const bad = await client.rest(repos, { headers: { authorization: "Bearer ghp_nobody" } });
  assert.deepEqual([bad.status, bad.body.message], [401, "Bad credentials"]);
  assert.equal((await client.graphql("{viewer{login}}", {}, { headers: { authorization: null } })).status, 401);
  assert.deepEqual(await github.get("breaks"), []);
});

// fetch always sends a User-Agent.
async function rawGet(url) {
  const { connect } = await import("node:net");
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    let said = "";
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`),
    );
    socket.on("data", (bytes) => (said += bytes));
    socket.on("end", () => resolve(said));
    socket.on("error", reject);
  });
}

test("a GHES has its own prefixes, its own contract and no limits unless they are switched on", async (t) => {
  const ghes = await startGithub("--ghes");
  t.after(() => ghes.stop());
  const there = makeClient(ghes);
  assert.match(ghes.api, /\/api\/v3$/);
  assert.match(ghes.graphql, /\/api\/graphql$/);
  const { status, headers } = await there.rest("/orgs/acme");
  assert.deepEqual([status, headers.get("x-ratelimit-limit")], [200, null]);
  assert.equal((await there.graphql("{rateLimit{cost} viewer{login}}")).body.data.rateLimit, null);
  assert.match((await there.rest(`${ghes.base}/orgs/acme`)).body.reasons[0], /below \/api\/v3/);
  // github.com has it, GHES 3.19 does not.
  assert.match((await there.rest("/repos/acme/payments-api/community/profile")).body.reasons[0], /there is no GET/);
  await ghes.post("settings", { limits: { enabled: true } });
  assert.equal((await there.rest("/orgs/acme")).headers.get("x-ratelimit-limit"), "5000");
});
