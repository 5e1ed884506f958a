// SPDX-License-Identifier: Apache-2.0
// Webhooks: signed, in GitHub's form, never sent twice by themselves; lost ones are found in the log and sent again under the same id.
import assert from "node:assert/strict";
import { createHmac, createSign } from "node:crypto";
import { createServer } from "node:http";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { linked, makeClient } from "./client.mjs";
import { startGithub } from "./start.mjs";
import { signature } from "./webhooks/hooks.mjs";

const secret = "It's a Secret to Everybody";
const repository = "payments-api";
let github, app, client, server, url;
let got = [];
let answerWith = 200;

before(async () => {
  github = await startGithub();
  ({ app } = await github.get("about"));
  server = createServer((req, res) => {
    const parts = [];
    req.on("data", (part) => parts.push(part));
    req.on("end", () => {
      got.push({ headers: req.headers, raw: Buffer.concat(parts), body: JSON.parse(Buffer.concat(parts)) });
      res.writeHead(answerWith).end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${server.address().port}/github`;
});
beforeEach(async () => {
  got = [];
  answerWith = 200;
  client = makeClient(github, jwt());
  await github.post("hook", { url, secret });
});
afterEach(async () => {
  assert.deepEqual(await github.get("breaks"), []);
  await github.post("reset");
});
after(async () => {
  server.close();
  server.closeAllConnections();
  await github.stop();
});

function jwt() {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part({ iat: now - 60, exp: now + 540, iss: app.id })}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(app.private_key, "base64url")}`;
}

const act = (wish, deliver = {}) => github.post("act", { repository, ...wish, deliver });
const until = async (holds) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
};

test("the signature is the one that GitHub's documentation shows", () => {
  const known = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  assert.equal(signature(secret, "Hello, World!"), `sha256=${known}`);
});

test("a delivery carries its id, its event, and a signature over its very bytes", async () => {
  const { deliveries } = await act({ do: "open_pull", author: "ada-lind", title: "Größe 💶" });
  const [{ headers, raw, body }] = got;
  assert.equal(headers["x-hub-signature-256"], `sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`);
  assert.deepEqual([headers["x-github-event"], headers["x-github-delivery"]], ["pull_request", deliveries[0].guid]);
  assert.match(headers["user-agent"], /^GitHub-Hookshot\//);
  assert.deepEqual([body.action, body.pull_request.title, body.pull_request.user.login], ["opened", "Größe 💶", "ada-lind"]);
  assert.equal(body.installation.id, app.installation_id);
});

// Every payload is held to GitHub's schema before it is sent.
const kinds = [
  [{ do: "edit", number: 1, fields: { title: "Other" } }, "pull_request", "edited"],
  [{ do: "ready", number: 1 }, "pull_request", "ready_for_review"],
  [{ do: "label", number: 1, label: "bug" }, "pull_request", "labeled"],
  [{ do: "merge", number: 1, actor: "ben-lind" }, "pull_request", "closed"],
  [{ do: "review", number: 1, author: "ben-lind" }, "pull_request_review", "submitted"],
  [{ do: "comment", number: 1, author: "ben-lind" }, "issue_comment", "created"],
  [{ do: "open_issue", author: "ada-lind" }, "issues", "opened"],
  [{ do: "label", number: 3, label: "good first issue" }, "issues", "labeled"],
  [{ do: "assign", number: 3, person: "ben-lind" }, "issues", "assigned"],
  [{ do: "close", number: 3 }, "issues", "closed"],
  [{ do: "comment", number: 3, author: "ben-lind" }, "issue_comment", "created"],
  [{ do: "write_file", path: "README.md", text: "# New" }, "push", undefined],
  [{ do: "rename", to: "money-api" }, "repository", "renamed"],
  [{ do: "archive" }, "repository", "archived"],
  [{ do: "set_visibility", to: "public" }, "repository", "publicized"],
  [{ do: "delete" }, "repository", "deleted"],
  [{ do: "join_team", team: "platform", person: "ada-lind" }, "membership", "added"],
  [{ do: "leave_team", team: "platform", person: "ada-lind" }, "membership", "removed"],
];
for (const [wish, event, action] of kinds) {
  test(`${wish.do}${wish.number ? ` ${wish.number}` : ""} tells ${event} ${action ?? ""}`, async () => {
    await act(wish);
    assert.deepEqual(
      got.map(({ headers, body }) => [headers["x-github-event"], body.action]),
      [[event, action]],
    );
  });
}

test("a wrong or missing signature, and one delivery three times side by side", async () => {
  await act({ do: "archive" }, { sign: "wrong" });
  await act({ do: "archive" }, { sign: "missing" });
  await act({ do: "archive" }, { times: 3 });
  const right = (one) => `sha256=${createHmac("sha256", secret).update(one.raw).digest("hex")}`;
  assert.notEqual(got[0].headers["x-hub-signature-256"], right(got[0]));
  assert.equal(got[1].headers["x-hub-signature-256"], undefined);
  assert.equal(got.length, 5);
  assert.equal(new Set(got.slice(2).map(({ headers }) => headers["x-github-delivery"])).size, 1);
});

test("what was lost or failed is in the log, is never sent again by itself, and comes again under its id when asked", async () => {
  const [lost] = (await act({ do: "archive" }, { lose: true })).deliveries;
  answerWith = 503;
  const [failed] = (await act({ do: "set_visibility", to: "public" })).deliveries;
  answerWith = 200;
  const [well] = (await act({ do: "set_visibility", to: "private" })).deliveries;
  assert.equal(got.length, 2);
  const log = (await client.rest("/app/hook/deliveries?per_page=100")).body;
  assert.deepEqual(
    log.map(({ guid, status_code }) => [guid, status_code]),
    [
      [well.guid, 200],
      [failed.guid, 503],
      [lost.guid, 0],
    ],
  );
  const failures = (await client.rest("/app/hook/deliveries?status=failure")).body;
  assert.deepEqual(
    failures.map(({ guid }) => guid),
    [failed.guid],
  );
  const one = (await client.rest(`/app/hook/deliveries/${lost.id}`)).body;
  assert.deepEqual([one.request.payload.action, one.status], ["archived", "failed to connect to host"]);

  assert.equal((await client.rest(`/app/hook/deliveries/${lost.id}/attempts`, { method: "POST" })).status, 202);
  await until(() => got.length === 3);
  assert.equal(got[2].headers["x-github-delivery"], lost.guid);
  await until(async () => (await client.rest("/app/hook/deliveries")).body.length === 4);
  const [newest] = (await client.rest("/app/hook/deliveries")).body;
  assert.deepEqual([newest.guid, newest.redelivery, newest.status_code], [lost.guid, true, 200]);
});

test("what is lost silently is nowhere, yet the change is there", async () => {
  assert.deepEqual((await act({ do: "archive" }, { lose: "silently" })).deliveries, []);
  assert.deepEqual((await client.rest("/app/hook/deliveries")).body, []);
  assert.equal((await makeClient(github).rest(`/repos/acme/${repository}`)).body.archived, true);
});

test("the log is read by cursor, newest first, and forgets after three days", async () => {
  for (let n = 0; n < 5; n++) await act({ do: "archive" });
  const ids = [];
  for (let at = "/app/hook/deliveries?per_page=2"; at; ) {
    const { body, headers } = await client.rest(at);
    ids.push(...body.map(({ id }) => id));
    at = linked(headers, "next");
  }
  assert.deepEqual(ids, [...ids].sort().reverse());
  assert.equal(new Set(ids).size, 5);
  await github.post("clock", { advance_ms: 3 * 24 * 3_600_000 });
  assert.deepEqual((await client.rest("/app/hook/deliveries")).body, []);
});

test("the organisation's hook has a log of its own, which a token reads", async () => {
  await github.post("hook", { kind: "app" });
  await github.post("hook", { kind: "org", url, secret });
  const [{ id }] = (await act({ do: "archive" }, { lose: true })).deliveries;
  const person = makeClient(github);
  assert.deepEqual(
    (await person.rest("/orgs/acme/hooks/8001/deliveries")).body.map((row) => row.id),
    [id],
  );
  assert.equal((await person.rest(`/orgs/acme/hooks/8001/deliveries/${id}/attempts`, { method: "POST" })).status, 202);
  await until(() => got.length === 1);
  assert.equal(got[0].headers["x-github-hook-installation-target-type"], "organization");
  assert.equal((await person.rest("/orgs/acme/hooks/8002/deliveries")).status, 404);
});
