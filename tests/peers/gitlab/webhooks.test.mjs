// SPDX-License-Identifier: Apache-2.0
// Webhooks as GitLab sends them: both signatures, lost and repeated ones, and a hook that is disabled after four failures.
import { Gitlab } from "@gitbeaker/rest";
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { makeClient, startGitlab } from "./start.mjs";

const signing_token = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const act = { do: "merge", project: 100_001, merge_request: 1, author: "root" };
let gitlab, admin, receiver, got, status;
before(async () => {
  gitlab = await startGitlab();
  admin = makeClient(gitlab, gitlab.admin_token);
  receiver = createServer((req, res) => {
    let body = "";
    req.on("data", (bytes) => (body += bytes));
    req.on("end", () => {
      got.push({ headers: req.headers, body });
      res.writeHead(status);
      res.end();
    });
  });
  await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});
beforeEach(() => {
  got = [];
  status = 200;
});
afterEach(async () => {
  assert.deepEqual(await gitlab.get("breaks"), []);
  await gitlab.post("reset");
});
after(async () => {
  receiver.close();
  await gitlab.stop();
});

const url = () => `http://127.0.0.1:${receiver.address().port}/gitlab`;
const hook = (more) => gitlab.post("hook", { owner: 100_001, url: url(), ...more });

test("@gitbeaker makes, changes, lists and removes a hook; its secrets are never shown again", async () => {
  const client = new Gitlab({ host: gitlab.host, token: gitlab.admin_token });
  const made = await client.ProjectHooks.add(100_001, url(), { token: "secret", mergeRequestsEvents: true });
  assert.deepEqual([made.merge_requests_events, made.alert_status, made.token_present, made.token], [true, "executable", true, undefined]);
  await client.ProjectHooks.edit(100_001, made.id, url(), { noteEvents: true });
  const [shown] = await client.ProjectHooks.all(100_001);
  assert.deepEqual([shown.id, shown.note_events, shown.project_id], [made.id, true, 100_001]);
  await gitlab.post("act", { ...act, deliver: {} });
  assert.equal(got[0].headers["x-gitlab-token"], "secret");
  await client.ProjectHooks.remove(100_001, made.id);
  assert.deepEqual(await client.ProjectHooks.all(100_001), []);
  assert.equal((await admin("/projects/100001/hooks", { method: "POST", body: { url: "ftp://x" } })).status, 422);
  assert.equal((await makeClient(gitlab)("/projects/100001/hooks")).status, 403);
});

test("the secret in clear and the signature of Standard Webhooks stand side by side", async () => {
  await hook({ token: "secret", signing_token });
  await gitlab.post("act", { ...act, deliver: {} });
  const [{ headers, body }] = got;
  assert.deepEqual(
    [headers["x-gitlab-event"], headers["x-gitlab-token"], headers["webhook-id"]],
    ["Merge Request Hook", "secret", headers["idempotency-key"]],
  );
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  assert.equal(headers["webhook-signature"], `v1,${createHmac("sha256", Buffer.alloc(32, 7)).update(signed).digest("base64")}`);
  assert.ok(Math.abs(Number(headers["webhook-timestamp"]) - Date.now() / 1000) < 60);
  const told = JSON.parse(body);
  assert.deepEqual(
    [told.object_kind, told.object_attributes.action, told.object_attributes.iid, told.user.username],
    ["merge_request", "merge", 1, "root"],
  );
});

test("a hook of a group gets what happens below it; one that does not want the event does not", async () => {
  await hook({ kind: "groups", owner: "acme" });
  await hook({ merge_requests_events: false });
  const { deliveries } = await gitlab.post("act", { ...act, deliver: {} });
  assert.deepEqual(
    deliveries.map(({ status }) => status),
    [200],
  );
  assert.equal((await admin("/groups/acme/hooks")).body.length, 1);
});

test("wrong, missing and old signatures, the same one twice, one that is lost", async () => {
  await hook({ token: "secret", signing_token });
  for (const deliver of [{ sign: "wrong" }, { sign: "missing" }, { sign: "old" }, { times: 2 }, { lose: true }, { lose: "silently" }])
    await gitlab.post("act", { ...act, deliver });
  assert.equal(got.length, 5);
  const [wrong, missing, old, one, two] = got.map(({ headers }) => headers);
  assert.equal(wrong["x-gitlab-token"], "secret?");
  assert.deepEqual([missing["x-gitlab-token"], missing["webhook-signature"]], [undefined, undefined]);
  assert.ok(Number(old["webhook-timestamp"]) < Date.now() / 1000 - 3000);
  assert.equal(one["idempotency-key"], two["idempotency-key"]);
  assert.deepEqual(
    (await gitlab.get("deliveries")).map(({ status }) => status),
    [0, 200, 200, 200, 200, 200],
  );
});

test("four failures with 5xx disable a hook for a while, with 4xx for good; who changes it has it on again", async () => {
  const { id } = await hook({});
  const shown = async () => (await admin(`/projects/100001/hooks/${id}`)).body;
  status = 500;
  for (let n = 0; n < 5; n++) await gitlab.post("act", { ...act, deliver: {} });
  assert.equal(got.length, 4);
  assert.equal((await shown()).alert_status, "temporarily_disabled");
  await gitlab.post("clock", { advance_ms: 61_000 });
  status = 200;
  await gitlab.post("act", { ...act, deliver: {} });
  assert.deepEqual([got.length, (await shown()).alert_status], [5, "executable"]);
  status = 404;
  for (let n = 0; n < 5; n++) await gitlab.post("act", { ...act, deliver: {} });
  assert.deepEqual([got.length, (await shown()).alert_status], [9, "disabled"]);
  await gitlab.post("clock", { advance_ms: 86_400_000 });
  await gitlab.post("act", { ...act, deliver: {} });
  assert.equal(got.length, 9);
  status = 200;
  assert.equal(
    (await admin(`/projects/100001/hooks/${id}`, { method: "PUT", body: { push_events: true } })).body.alert_status,
    "executable",
  );
  await gitlab.post("act", { ...act, deliver: {} });
  assert.equal(got.length, 10);
});

test("a push lists twenty commits at most; a note, an issue and an unknown author are told", async () => {
  await hook({});
  await gitlab.post("act", {
    do: "write_file",
    project: 100_001,
    path: "README.md",
    text: "# New",
    actor: "root",
    deliver: { commits: 33 },
  });
  const push = JSON.parse(got[0].body);
  assert.deepEqual([push.commits.length, push.total_commits_count, got[0].headers["x-gitlab-event"]], [20, 33, "Push Hook"]);
  await gitlab.post("act", { do: "note", project: 100_001, merge_request: 1, author: "root", body: "Hm", deliver: {} });
  await gitlab.post("act", { do: "open_issue", project: 100_001, author: "nobody-any-more", title: "Help", deliver: {} });
  assert.deepEqual(
    got.slice(1).map(({ body }) => JSON.parse(body).object_kind),
    ["note", "issue"],
  );
  assert.equal(JSON.parse(got[2].body).user.username, "ghost");
});
