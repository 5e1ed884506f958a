// SPDX-License-Identifier: Apache-2.0
// Jira Cloud read by jira.js and by hand, compared with the truth.
import { createCloudClient } from "jira.js";
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { makeClient, startCloud } from "./start.mjs";

let jira, call, client;
before(async () => {
  jira = await startCloud();
  call = makeClient(jira);
  client = createCloudClient({ host: jira.site, auth: { type: "basic", email: jira.email, apiToken: jira.token } });
});
afterEach(async () => {
  assert.deepEqual(await jira.get("breaks"), []);
  await jira.post("reset");
});
after(() => jira.stop());

const truth = (project = "PAY") => jira.get(`issues?project=${project}`);
const search = (jql, more) => call("/search/jql", { body: { jql, ...more } });

// All issues from a token on, turning pages until there is none.
async function all(jql, { nextPageToken, ...more } = {}) {
  const rows = [];
  do {
    const { status, body } = await search(jql, { ...more, ...(nextPageToken ? { nextPageToken } : {}) });
    assert.equal(status, 200);
    rows.push(...body.issues);
    nextPageToken = body.nextPageToken;
  } while (nextPageToken);
  return rows;
}

test("jira.js reads who it is, the server, fields, statuses and projects, with its own schemas", async () => {
  assert.equal((await client.serverInfo.getServerInfo()).deploymentType, "Cloud");
  const me = await client.myself.getCurrentUser();
  assert.deepEqual([me.emailAddress, me.timeZone], [jira.email, "Europe/Berlin"]);
  const fields = await client.issueFields.getFields();
  assert.equal(fields.filter(({ name }) => name === "Story Points").length, 2);
  const statuses = await client.status.search({ maxResults: 3 });
  assert.deepEqual([statuses.values.length, statuses.total, statuses.isLast], [3, 7, false]);
  const projects = await client.projects.searchProjects({ maxResults: 1000 });
  const { projects: rows } = await jira.get("company");
  const seen = rows.filter(({ hidden, archived }) => !hidden && !archived);
  assert.deepEqual([projects.maxResults, projects.total], [100, seen.length]);
  assert.deepEqual(projects.values.map(({ key }) => key).sort(), seen.map(({ key }) => key).sort());
});

test("a search answers ids only by default, tells no total, and ends without a token", async () => {
  const first = (await search("project = PAY")).body;
  assert.deepEqual(Object.keys(first.issues[0]), ["id"]);
  assert.deepEqual([first.total, first.isLast, typeof first.nextPageToken], [undefined, false, "string"]);
  const rows = await all("project = PAY ORDER BY updated ASC", { maxResults: 100 });
  assert.deepEqual(
    rows.map(({ id }) => Number(id)).sort((a, b) => a - b),
    (await truth()).map(({ id }) => id).sort((a, b) => a - b),
  );
  const page = await client.issueSearch.searchAndReconsileIssuesUsingJqlPost({
    jql: "project = PAY",
    fields: ["summary", "status"],
    maxResults: 5000,
  });
  assert.deepEqual([page.issues.length, Object.keys(page.issues[0].fields).sort()], [100, ["status", "summary"]]);
  const by_get = await client.issueSearch.searchAndReconsileIssuesUsingJql({ jql: "project = PAY", fields: ["summary"], maxResults: 2 });
  assert.equal(by_get.issues.length, 2);
  assert.equal((await client.issueSearch.countIssues({ jql: "project = PAY" })).count, 260);
});

test("isLast may be unreliable, and the last page may be empty", async () => {
  await jira.post("settings", { is_last: "never", last_page: "empty" });
  const first = (await search("project = PAY", { maxResults: 5000 })).body;
  assert.deepEqual([first.issues.length, first.isLast, typeof first.nextPageToken], [260, false, "string"]);
  const second = (await search("project = PAY", { maxResults: 5000, nextPageToken: first.nextPageToken })).body;
  assert.deepEqual([second.issues, second.isLast, second.nextPageToken], [[], false, undefined]);
  await jira.post("settings", { is_last: "absent" });
  assert.ok(!("isLast" in (await search("project = PAY")).body));
});

test("a token belongs to its query and is over after a week", async () => {
  const { nextPageToken } = (await search("project = PAY")).body;
  const other = await search("project = SRCH", { nextPageToken });
  assert.match(other.body.reasons.join(), /belongs to the query/);
  await jira.del("calls");
  await jira.post("clock", { advance_ms: 8 * 86_400_000 });
  assert.equal((await search("project = PAY", { nextPageToken })).status, 400);
});

test("what changes while somebody pages by updated moves to the end: nothing is missed, unless a token is a number of rows", async () => {
  const jql = "project = PAY ORDER BY updated ASC";
  for (const [place, isWhole] of [
    ["row", true],
    ["offset", false],
  ]) {
    await jira.post("settings", { token_place: place });
    const first = (await search(jql, { maxResults: 100, fields: ["updated"] })).body;
    const moved = [first.issues[5], first.issues.at(-1)];
    for (const { id } of moved) await jira.post("act", { do: "edit", issue: id, fields: { summary: `Changed while paging by ${place}` } });
    const rest = await all(jql, { maxResults: 100, fields: ["updated"], nextPageToken: first.nextPageToken });
    const ids = [...first.issues, ...rest].map(({ id }) => id);
    assert.equal(new Set(ids).size === 260, isWhole);
    assert.ok(moved.every(({ id }) => rest.some((row) => row.id === id)));
  }
});

test("times of JQL are relative, or minutes in the zone of who asks", async () => {
  const { issue } = await jira.post("act", { do: "open", project: "PAY", summary: "Fresh" });
  const keys = async (jql) => (await all(jql, { fields: ["key"] })).map(({ key }) => key);
  assert.deepEqual(await keys('project = PAY AND updated >= "-5m" ORDER BY updated ASC'), [issue.key]);
  await jira.post("clock", { advance_ms: 600_000 });
  assert.deepEqual(await keys("project = PAY AND updated >= -5m"), []);
  const [row] = (await search(`key = ${issue.key}`, { fields: ["updated", "created"] })).body.issues;
  assert.match(row.fields.updated, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0[12]00$/);
  const local = row.fields.updated.slice(0, 16).replaceAll("-", "/").replace("T", " ");
  assert.deepEqual(await keys(`project = PAY AND updated >= "${local}"`), [issue.key]);
  await jira.post("settings", { time_zone: "America/New_York" });
  assert.deepEqual(await keys(`project = PAY AND updated >= "${local}"`), []); // the same words, six hours later
});

test("the search is late; who names an id has it at once, and reading an issue never is", async () => {
  await jira.post("settings", { index_lag_ms: 60_000 });
  const { issue } = await jira.post("act", { do: "open", project: "PAY", summary: "Fresh" });
  const seen = async (more) => (await all(`project = PAY AND created >= -1h`, more)).length;
  assert.equal(await seen(), 0);
  assert.equal(await seen({ reconcileIssues: [issue.id] }), 1);
  assert.equal((await call(`/issue/${issue.key}`)).status, 200);
  const [{ key, status }] = await truth();
  await jira.post("act", { do: "transition", issue: key, to: status === "10002" ? "3" : "10002" });
  assert.deepEqual(await all(`key = ${key} AND updated >= -1h`), []);
  await jira.post("clock", { advance_ms: 61_000 });
  assert.equal(await seen(), 1);
  assert.equal((await all(`key = ${key} AND updated >= -1h`)).length, 1);
});

test("a log within an issue is capped; bulkfetch has all of it, by field and in pages, its times as numbers", async () => {
  const [first] = await truth();
  assert.ok(first.history.length > 100);
  const { changelog } = (await call("/issue/PAY-1?expand=changelog&fields=summary")).body;
  assert.deepEqual([changelog.histories.length, changelog.total], [40, first.history.length]);
  assert.equal(changelog.histories[0].id, String(first.history.at(-1).id));
  const page = await client.issues.getBulkChangelogs({ issueIdsOrKeys: ["PAY-1", "PAY-2", "PAY-99999"], maxResults: 100 });
  assert.equal(page.issueChangeLogs.flatMap(({ changeHistories }) => changeHistories).length, 100);
  const rows = [];
  let nextPageToken;
  do {
    const { body } = await call("/changelog/bulkfetch", {
      body: { issueIdsOrKeys: ["PAY-1", "10002"], maxResults: 50, ...(nextPageToken ? { nextPageToken } : {}) },
    });
    rows.push(...body.issueChangeLogs.flatMap(({ issueId, changeHistories }) => changeHistories.map((row) => ({ issueId, ...row }))));
    nextPageToken = body.nextPageToken;
  } while (nextPageToken);
  assert.equal(rows.filter(({ issueId }) => issueId === String(first.id)).length, first.history.length);
  assert.equal(rows[0].created, Date.parse(first.history[0].created));
  const { body } = await call("/changelog/bulkfetch", { body: { issueIdsOrKeys: ["PAY-1"], fieldIds: ["status", "assignee"] } });
  const names = new Set(
    body.issueChangeLogs.flatMap(({ changeHistories }) => changeHistories.flatMap(({ items }) => items.map(({ fieldId }) => fieldId))),
  );
  assert.ok(names.size > 0 && [...names].every((name) => ["status", "assignee"].includes(name)));
  await jira.post("settings", { bulk_created: "epoch_s" });
  const again = await call("/changelog/bulkfetch", { body: { issueIdsOrKeys: ["PAY-1"], maxResults: 1 } });
  assert.equal(again.body.issueChangeLogs[0].changeHistories[0].created, Math.floor(Date.parse(first.history[0].created) / 1000));
});

test("an issue that moved keeps its id; its old key leads to it, and its log tells", async () => {
  const [, moved] = await truth();
  const { issue } = await jira.post("act", { do: "move", issue: moved.key, to: "SRCH" });
  assert.deepEqual([issue.id, issue.key.startsWith("SRCH-")], [moved.id, true]);
  assert.equal((await call(`/issue/${moved.key}?fields=project`)).body.key, issue.key);
  const { issues, issueErrors } = (
    await call("/issue/bulkfetch", { body: { issueIdsOrKeys: [moved.key, String(moved.id), "GONE-1"], fields: ["project"] } })
  ).body;
  assert.deepEqual([issues.length, issues[0].key, issueErrors.map(({ id }) => id)], [1, issue.key, ["GONE-1"]]);
  assert.deepEqual(
    (await all(`key = ${moved.key}`)).map(({ id }) => id),
    [String(moved.id)],
  );
  assert.ok(!(await all("project = PAY")).some(({ id }) => id === String(moved.id)));
  const { body } = await call("/changelog/bulkfetch", { body: { issueIdsOrKeys: [String(moved.id)] } });
  const last = body.issueChangeLogs[0].changeHistories.at(-1).items;
  assert.deepEqual(last.map(({ field, toString }) => [field, toString]).at(-1), ["Key", issue.key]);
});

test("people hide their addresses, are forgotten or deactivated; descriptions are documents", async () => {
  const rows = await all("project = PAY", { fields: ["reporter", "description"] });
  const reporters = rows.map(({ fields }) => fields.reporter);
  assert.ok(
    reporters.some(({ emailAddress }) => emailAddress === undefined) && reporters.some(({ emailAddress }) => emailAddress !== undefined),
  );
  assert.ok(reporters.every(({ accountId, name, key }) => accountId && name === undefined && key === undefined));
  assert.ok(reporters.some(({ displayName, active }) => displayName === "Former user" && !active));
  assert.ok(reporters.some(({ accountType }) => accountType === "app"));
  const { description } = rows.find(({ fields }) => fields.description !== null).fields;
  assert.deepEqual([description.type, description.version, description.content.at(-1).type], ["doc", 1, "bulletList"]);
  const someone = reporters.find(({ active, accountType }) => active && accountType === "atlassian").accountId;
  await jira.post("act", { do: "forget", person: someone });
  const again = (await all("project = PAY", { fields: ["reporter"] }))
    .map(({ fields }) => fields.reporter)
    .find(({ accountId }) => accountId === someone);
  assert.deepEqual([again.displayName, again.active, again.emailAddress], ["Former user", false, undefined]);
});

test("a project that may not be browsed is not there, and one name of it refuses a whole search", async () => {
  await jira.post("act", { do: "hide", project: "SRCH" });
  assert.equal((await search("project in (PAY, SRCH)")).status, 400);
  assert.ok(!(await client.projects.searchProjects({ maxResults: 100 })).values.some(({ key }) => key === "SRCH"));
  assert.equal((await call("/issue/SRCH-1")).status, 404);
});

test("the company has what breaks who trusts it", async () => {
  const rows = [...(await all("project = PAY", { fields: ["summary", "status"] }))];
  const summaries = rows.map(({ fields }) => fields.summary).join("\n");
  for (const sign of ["<script>", "<!channel>", "\u202e", "\u2028", "x".repeat(255), "DROP TABLE", "=HYPERLINK", 'OR key = "A-1'])
    assert.ok(summaries.includes(sign), JSON.stringify(sign));
  const statuses = (await client.status.search({ maxResults: 200 })).values;
  assert.deepEqual(
    statuses.filter(({ name }) => name === "Done").map(({ statusCategory }) => statusCategory),
    ["DONE", "IN_PROGRESS"],
  );
  const issues = await truth();
  assert.ok(
    issues.some(({ history }) =>
      history.some(({ items }) => items.some(({ name, from, to }) => name === "resolution" && from !== null && to === null)),
    ),
  ); // reopened
  assert.ok(issues.some(({ resolution }) => resolution === "10001" || resolution === "10002"));
});
