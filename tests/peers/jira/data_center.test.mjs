// SPDX-License-Identifier: Apache-2.0
// Jira Data Center read by hand, as no client of it is kept; compared with the truth.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { makeClient, startDataCenter } from "./start.mjs";

let jira, call;
before(async () => {
  jira = await startDataCenter();
  call = makeClient(jira);
});
after(async () => {
  assert.deepEqual(await jira.get("breaks"), []);
  await jira.stop();
});

const search = (jql, more) => call("/search", { body: { jql, ...more } });

test("it calls itself Server, and has v2 only", async () => {
  const { body } = await call("/serverInfo");
  assert.deepEqual([body.deploymentType, body.versionNumbers[0]], ["Server", 9]);
  assert.equal((await call("/myself")).body.name, "ispo-reader");
});

test("a page is cut without a word; who goes on by what came has every issue once", async (t) => {
  t.after(() => jira.post("settings", { search_max: 1000 }));
  await jira.post("settings", { search_max: 70 });
  const ids = [];
  let total;
  do {
    const { body } = await search("project = PAY ORDER BY created ASC", { startAt: ids.length, maxResults: 1000, fields: ["summary"] });
    assert.equal(body.maxResults, 70);
    ids.push(...body.issues.map(({ id }) => id));
    ({ total } = body);
  } while (ids.length < total);
  assert.deepEqual([total, new Set(ids).size], [260, 260]);
  const by_get = (await call("/search?jql=project%20%3D%20PAY&startAt=250&fields=summary,status")).body;
  assert.deepEqual([by_get.startAt, by_get.issues.length, Object.keys(by_get.issues[0].fields).sort()], [250, 10, ["status", "summary"]]);
});

test("with expand=changelog the whole log comes, oldest first; people have names and keys, texts are no documents", async () => {
  const [truth] = await jira.get("issues?project=PAY");
  const { issues } = (await search("key = PAY-1", { expand: ["changelog"], fields: ["*all"] })).body;
  const [{ changelog, fields }] = issues;
  assert.deepEqual([changelog.total, changelog.histories.length], [truth.history.length, truth.history.length]);
  assert.equal(changelog.histories[0].id, String(truth.history[0].id));
  assert.deepEqual(
    [typeof fields.reporter.name, typeof fields.reporter.key, fields.reporter.accountId, fields.reporter.emailAddress.includes("@")],
    ["string", "string", undefined, true],
  );
  const rows = (await search("project = PAY", { maxResults: 1000, fields: ["description"] })).body.issues;
  assert.ok(rows.some(({ fields: { description } }) => typeof description === "string" && description.startsWith("Steps:")));
  const changed = (await search("project = PAY", { maxResults: 1000, expand: ["changelog"], fields: ["assignee"] })).body.issues
    .flatMap(({ changelog }) => changelog.histories.flatMap(({ items }) => items))
    .find(({ field, to }) => field === "assignee" && to !== null);
  assert.match(changed.to, /^JIRAUSER/);
});

test("projects come in one list, without archived ones and those that may not be browsed", async () => {
  const { projects } = await jira.get("company");
  const { body } = await call("/project");
  assert.deepEqual(
    body.map(({ key }) => key).sort(),
    projects
      .filter(({ hidden, archived }) => !hidden && !archived)
      .map(({ key }) => key)
      .sort(),
  );
  assert.ok((await call("/project?includeArchived=true")).body.length > body.length);
  assert.ok((await call("/field")).body.some(({ id, name }) => id === "customfield_10001" && name === "Team"));
  assert.ok((await call("/status")).body.every(({ scope }) => scope === undefined));
});

test("a webhook is signed with X-Hub-Signature, without -256; wrong and missing ones are sent when asked", async (t) => {
  const got = [];
  const receiver = createServer((req, res) => {
    let body = "";
    req.on("data", (bytes) => (body += bytes));
    req.on("end", () => (got.push({ headers: req.headers, body }), res.end()));
  });
  await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  t.after(() => receiver.close());
  await jira.post("hook", { url: `http://127.0.0.1:${receiver.address().port}/`, secret: "s" });
  for (const deliver of [{}, { sign: "wrong" }, { sign: "missing" }])
    await jira.post("act", { do: "transition", issue: "PAY-1", to: got.length === 1 ? "3" : "10002", deliver });
  const right = ({ body }) => `sha256=${createHmac("sha256", "s").update(body).digest("hex")}`;
  assert.equal(got[0].headers["x-hub-signature"], right(got[0]));
  assert.notEqual(got[1].headers["x-hub-signature"], right(got[1]));
  assert.equal(got[2].headers["x-hub-signature"], undefined);
  assert.deepEqual([JSON.parse(got[0].body).webhookEvent, JSON.parse(got[0].body).issue.key], ["jira:issue_updated", "PAY-1"]);
});
