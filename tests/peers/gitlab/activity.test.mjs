// SPDX-License-Identifier: Apache-2.0
// Merge requests, issues, notes and approvals as @gitbeaker/rest and a careful reader see them, compared with the truth.
import { Gitlab } from "@gitbeaker/rest";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { linked } from "../stand-in/client.mjs";
import { makeClient, startGitlab } from "./start.mjs";

let gitlab, call, client;
before(async () => {
  gitlab = await startGitlab();
  call = makeClient(gitlab);
  client = new Gitlab({ host: gitlab.host, token: gitlab.token });
});
after(async () => {
  assert.deepEqual(await gitlab.get("breaks"), []);
  await gitlab.stop();
});

const truth = (name = 100_001) => gitlab.get(`project?name=${name}`);
const first = (rows, ...tests) => rows.find((row) => tests.every((test) => test(row)));

// All rows by offset, in windows of time as somebody must who reads more than offset paging gives.
async function inWindows(path, windows) {
  const rows = [];
  for (const [after, before] of windows) {
    let url = `${path}?updated_after=${after}&updated_before=${before}&order_by=updated_at&sort=asc&per_page=100`;
    while (url) {
      const { body, headers } = await call(url);
      rows.push(...body);
      url = linked(headers, "next");
    }
  }
  return rows;
}

test("a project's merge requests are all there, by @gitbeaker and cut into windows of time", async () => {
  const { merge_requests } = await truth();
  const rows = await client.MergeRequests.all({ projectId: 100_001, perPage: 100 });
  assert.equal(rows.length, 260);
  assert.deepEqual(
    rows.map(({ iid }) => iid).sort((a, b) => a - b),
    merge_requests.map(({ iid }) => iid),
  );
  const cut = await inWindows("/projects/100001/merge_requests", [
    ["2000-01-01", "2025-06-01T00:00:00Z"],
    ["2025-06-01T00:00:00.001Z", "2030-01-01"],
  ]);
  assert.equal(new Set(cut.map(({ iid }) => iid)).size, 260);
  const merged = first(merge_requests, ({ state, merged_by }) => state === "merged" && merged_by !== "ghost");
  const shown = rows.find(({ iid }) => iid === merged.iid);
  assert.deepEqual(
    [shown.state, shown.merged_at, shown.merged_by.username, shown.author.username],
    ["merged", merged.merged_at, merged.merged_by, merged.author],
  );
});

test("a group's list holds what is below it, but no archived project; everywhere means my own unless it says all", async () => {
  const { projects } = await gitlab.get("company");
  const open = projects.filter(
    ({ seen, archived, merge_requests_access_level, full_path }) =>
      seen && !archived && merge_requests_access_level !== "disabled" && full_path.startsWith("acme/"),
  );
  let expected = 0;
  for (const { id } of open) expected += (await truth(id)).merge_requests.length;
  const { headers } = await call("/groups/acme/merge_requests?per_page=1");
  assert.equal(headers.get("x-total"), String(expected));
  assert.equal((await call("/merge_requests")).body.length, 0);
  assert.ok(Number((await call("/merge_requests?scope=all&per_page=1")).headers.get("x-total")) >= expected);
  const disabled = projects.find(({ merge_requests_access_level, seen }) => merge_requests_access_level === "disabled" && seen);
  assert.equal((await call(`/projects/${disabled.id}/merge_requests/1`)).status, 403);
  assert.equal((await call(`/projects/${disabled.id}/merge_requests`)).status, 403);
});

test("what happens while somebody reads moves rows to the front", async () => {
  const newest = async () => (await call("/projects/100001/merge_requests?order_by=updated_at&per_page=1")).body[0];
  const { merge_requests } = await truth();
  const old = merge_requests[0];
  await gitlab.post("act", { do: "note", project: 100_001, merge_request: old.iid, author: "root", body: "Hello" });
  assert.equal((await newest()).iid, old.iid);
  await gitlab.post("act", { do: "open_merge_request", project: 100_001, author: "root", title: "Fresh", fields: { draft: true } });
  assert.deepEqual([(await newest()).title, (await newest()).draft], ["Fresh", true]);
  await gitlab.post("faults", {
    on: "GET /projects/:id/merge_requests",
    action: "act",
    acts: [{ do: "note", project: 100_001, merge_request: 2, author: "root" }],
  });
  const { body } = await call("/projects/100001/merge_requests?order_by=updated_at&per_page=2");
  assert.equal(body[0].iid, 2);
});

test("notes tell the system's apart, oldest first when asked", async () => {
  const { merge_requests } = await truth();
  const talked = first(
    merge_requests,
    ({ notes }) => notes.filter(({ system }) => system).length > 0 && notes.filter(({ system }) => !system).length > 1,
  );
  const rows = await client.MergeRequestNotes.all(100_001, talked.iid, { sort: "asc", orderBy: "created_at" });
  assert.equal(rows.length, talked.notes.length);
  const times = rows.map(({ created_at }) => created_at);
  assert.deepEqual(times, [...times].sort());
  assert.deepEqual(new Set(rows.map(({ system }) => system)), new Set([true, false]));
  const only = await call(`/projects/100001/merge_requests/${talked.iid}/notes?activity_filter=only_comments`);
  assert.ok(only.body.length > 0 && only.body.every(({ system }) => !system));
});

test("approvals name who approved; an approval is also a system note", async () => {
  const { merge_requests } = await truth();
  const approved = first(merge_requests, ({ approved_by }) => approved_by.length > 0);
  const shown = await client.MergeRequestApprovals.showConfiguration(100_001, { mergerequestIId: approved.iid });
  assert.deepEqual(
    shown.approved_by.map(({ user }) => user.username),
    approved.approved_by,
  );
  await gitlab.post("act", { do: "approve", project: 100_001, merge_request: approved.iid, author: "acme-ci" });
  const { body } = await call(`/projects/100001/merge_requests/${approved.iid}/notes`);
  assert.deepEqual([body[0].body, body[0].system, body[0].author.username], ["approved this merge request", true, "acme-ci"]);
});

test("issues by label, and what closes them; a confidential one is for who reports there", async () => {
  const { issues } = await truth();
  const wanted = issues.filter(({ state, labels }) => state === "opened" && labels.includes("good first issue")).map(({ iid }) => iid);
  const rows = await client.Issues.all({ projectId: 100_001, state: "opened", labels: "good first issue" });
  assert.deepEqual(
    rows.map(({ iid }) => iid).sort((a, b) => a - b),
    wanted,
  );
  const closed = first(issues, ({ closed_by_merge_requests }) => closed_by_merge_requests.length > 0);
  const by = (await call(`/projects/100001/issues/${closed.iid}/closed_by`)).body;
  assert.deepEqual(
    by.map(({ iid }) => iid),
    closed.closed_by_merge_requests,
  );
  const back = (await call(`/projects/100001/merge_requests/${by[0].iid}/closes_issues`)).body;
  assert.deepEqual(
    back.map(({ iid }) => iid),
    [closed.iid],
  );
  const linked_one = first(issues, ({ links }) => links.length > 0);
  const links = (await call(`/projects/100001/issues/${linked_one.iid}/links`)).body;
  assert.ok(links.some(({ iid, link_type }) => iid === linked_one.links[0].iid && link_type === "relates_to"));
  const secret = first(issues, ({ confidential }) => confidential);
  assert.equal((await call(`/projects/100001/issues/${secret.iid}`)).status, 200);
  await gitlab.post("act", { do: "leave_group", group: "acme", person: "ispo-reader" });
  await gitlab.post("act", { do: "set", project: 100_001, fields: { visibility: "internal" } });
  assert.equal((await call(`/projects/100001/issues/${secret.iid}`)).status, 404);
  await gitlab.post("act", { do: "join_group", group: "acme", person: "ispo-reader", access_level: 20 });
});

test("the company has what breaks who trusts it: hostile titles and names, the ghost, bots, drafts, people who are blocked", async () => {
  const rows = await client.MergeRequests.all({ projectId: 100_001, perPage: 100 });
  const titles = rows.map(({ title }) => title).join("\n");
  for (const sign of ["<script>", "<!channel>", "\u202e", "\u2028", "x".repeat(255), "DROP TABLE", "=HYPERLINK"])
    assert.ok(titles.includes(sign), JSON.stringify(sign));
  const authors = new Set(rows.map(({ author }) => author.username));
  assert.ok(authors.has("ghost") && authors.has("project_100001_bot_4f2a"));
  assert.ok(rows.some(({ draft }) => draft) && rows.some(({ source_project_id }) => source_project_id !== 100_001));
  const { people } = await gitlab.get("company");
  assert.ok(people.some(({ state }) => state === "blocked") && people.some(({ name }) => name.includes("DROP TABLE")));
});

test("the seed determines the company", async () => {
  const again = await startGitlab();
  const other = await startGitlab("--seed", "2");
  await gitlab.post("reset");
  const first_one = await truth();
  assert.deepEqual(await again.get("project?name=100001"), first_one);
  assert.notDeepEqual(await other.get("project?name=100001"), first_one);
  await again.stop();
  await other.stop();
});
