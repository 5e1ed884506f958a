// SPDX-License-Identifier: Apache-2.0
// GitLab's inventory read by @gitbeaker/rest and by hand, compared with the truth: projects, groups, members, posture, code.
import { Gitlab } from "@gitbeaker/rest";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { linked } from "../stand-in/client.mjs";
import { makeClient, startGitlab } from "./start.mjs";

let gitlab, call, client, truth;
before(async () => {
  gitlab = await startGitlab("--projects", "130");
  call = makeClient(gitlab);
  client = new Gitlab({ host: gitlab.host, token: gitlab.token });
  truth = await gitlab.get("company");
});
after(async () => {
  assert.deepEqual(await gitlab.get("breaks"), []);
  await gitlab.stop();
});

const seen = () => truth.projects.filter((project) => project.seen);
const ids = (rows) => rows.map(({ id }) => id).sort((a, b) => a - b);
const group = (path) => truth.groups.find(({ full_path }) => full_path === path);

test("@gitbeaker reads every project that may be seen, by keyset", async () => {
  const rows = await client.Projects.all({ pagination: "keyset", orderBy: "id", sort: "asc", perPage: 50 });
  assert.deepEqual(ids(rows), ids(seen()));
  assert.ok(seen().length < truth.projects.length, "something is hidden");
  const moved = rows.find(({ id }) => id === 100_001);
  assert.deepEqual([moved.path_with_namespace, moved.namespace.full_path], ["acme/platform/payments-api", "acme/platform"]);
});

test("a keyset goes on by Link, and ends with an empty page without one", async () => {
  let url = "/projects?pagination=keyset&order_by=id&sort=asc&per_page=100&simple=true";
  const sizes = [];
  while (url) {
    const { body, headers } = await call(url);
    sizes.push(body.length);
    assert.equal(headers.get("x-total"), null);
    url = linked(headers, "next");
  }
  assert.deepEqual(sizes, [100, seen().length - 100, 0]);
});

test("by offset headers tell where one is; above the setting nothing tells how many there are", async (t) => {
  t.after(() => gitlab.post("settings", { count_limit: 10_000, offset_limit: 50_000 }));
  const named = ["x-page", "x-per-page", "x-prev-page", "x-next-page", "x-total", "x-total-pages"];
  const { headers } = await call("/projects?per_page=20&page=2");
  assert.deepEqual(
    named.map((name) => headers.get(name)),
    ["2", "20", "1", "3", String(seen().length), String(Math.ceil(seen().length / 20))],
  );
  assert.ok(linked(headers, "last") && linked(headers, "first") && linked(headers, "prev"));
  await gitlab.post("settings", { count_limit: 10, offset_limit: 50 });
  const many = await call("/projects?per_page=20&page=2");
  assert.deepEqual([many.headers.get("x-total"), many.headers.get("x-total-pages"), linked(many.headers, "last")], [null, null, undefined]);
  assert.equal(many.headers.get("x-next-page"), "3");
  const far = await call("/projects?per_page=20&page=4");
  assert.equal(far.status, 405);
  assert.match(far.body.error, /maximum allowed offset of 50 .* Project/);
});

test("a project that moved redirects with the same query, and what changes it there is refused", async () => {
  const old = truth.projects.find(({ moved_from, seen }) => moved_from.length > 0 && seen);
  const address = `/projects/${encodeURIComponent(old.moved_from[0])}`;
  const found = await call(`${address}/members?per_page=5`);
  assert.deepEqual([found.status, found.headers.get("location")], [301, `${gitlab.api}/projects/${old.id}/members?per_page=5`]);
  assert.match(found.text, /moved permanently/);
  assert.equal(
    (await call(`${address}/hooks`, { method: "POST", body: { url: "http://x" }, headers: { "private-token": gitlab.admin_token } }))
      .status,
    405,
  );
  const project = await client.Projects.show(old.moved_from[0]); // fetch follows it
  assert.equal(project.id, old.id);
  await gitlab.post("act", { do: "move", project: old.id, to: "acme/renamed-once" });
  assert.equal((await client.Projects.show("acme/renamed-once")).id, old.id);
  assert.equal((await call(`/projects/${encodeURIComponent(old.full_path)}`)).status, 301);
});

test("groups, what is below them, and their projects", async () => {
  const all = await client.Groups.all({ allAvailable: true, perPage: 100 });
  assert.ok(!all.some(({ full_path }) => full_path === "vault"));
  const mine = await client.Groups.all({ allAvailable: false, perPage: 100 });
  assert.ok(mine.length > 0 && mine.every(({ full_path }) => full_path === "acme" || full_path.startsWith("acme/")));
  const below = await client.Groups.allDescendantGroups("acme", { perPage: 100 });
  assert.deepEqual(
    below.map(({ full_path }) => full_path).sort(),
    all
      .map(({ full_path }) => full_path)
      .filter((path) => path !== "acme")
      .sort(),
  );
  const direct = await client.Groups.allSubgroups("acme", { perPage: 100 });
  assert.deepEqual(ids(direct), ids(truth.groups.filter(({ parent }) => parent === "acme")));
  const projects = await client.Groups.allProjects("acme", { includeSubgroups: true, perPage: 100 });
  assert.deepEqual(ids(projects), ids(seen().filter(({ full_path }) => full_path.startsWith("acme/"))));
  const one = await client.Groups.show("acme/platform", { withProjects: false });
  assert.deepEqual(
    [one.parent_id, one.membership_lock, one.projects],
    [group("acme").id, group("acme/platform").membership_lock, undefined],
  );
});

test("members are a group's own, or with those that it inherits; who left is not there", async () => {
  const today = new Date().toISOString().slice(0, 10);
  const present = ({ members }) => members.filter(({ until }) => until === null || until > today);
  const own = await client.GroupMembers.all("acme/platform", { perPage: 100 });
  assert.deepEqual(
    own.map(({ username }) => username).sort(),
    present(group("acme/platform"))
      .map(({ username }) => username)
      .sort(),
  );
  const inherited = await client.GroupMembers.all("acme/platform", { includeInherited: true, perPage: 100 });
  const added = inherited.map(({ username }) => username).filter((name) => !own.some(({ username }) => username === name));
  assert.deepEqual(added.sort(), ["ispo-reader", "root"]);
  const of_project = await client.ProjectMembers.all(100_001, { includeInherited: true, perPage: 100 });
  assert.equal(of_project.length, inherited.length);
  await gitlab.post("act", { do: "join_group", group: "acme/platform", person: "acme-ci", access_level: 40 });
  const joined = (await client.GroupMembers.all("acme/platform", { perPage: 100 })).find(({ username }) => username === "acme-ci");
  assert.deepEqual([joined.access_level, joined.expires_at], [40, null]);
});

test("the posture of a project is what was set", async () => {
  const admin = new Gitlab({ host: gitlab.host, token: gitlab.admin_token });
  const ruled = truth.projects.find(
    ({ approval_rules, push_rule, protected_branches }) => approval_rules.length > 0 && push_rule && protected_branches.length > 0,
  );
  const project = await admin.Projects.show(ruled.id);
  for (const name of [
    "visibility",
    "forking_access_level",
    "merge_requests_access_level",
    "issues_access_level",
    "request_access_enabled",
    "archived",
    "default_branch",
  ])
    assert.equal(project[name], ruled[name], name);
  const [rule] = await admin.MergeRequestApprovals.allApprovalRules(ruled.id);
  assert.deepEqual([rule.name, rule.approvals_required], ["review", ruled.approval_rules[0].approvals_required]);
  const [branch] = await admin.ProtectedBranches.all(ruled.id);
  assert.deepEqual(
    [branch.name, branch.push_access_levels[0].access_level, branch.code_owner_approval_required],
    [ruled.protected_branches[0].name, ruled.protected_branches[0].push, ruled.protected_branches[0].code_owners],
  );
  assert.equal((await admin.ProjectPushRules.show(ruled.id)).prevent_secrets, ruled.push_rule.prevent_secrets);
  assert.equal((await admin.ApplicationSettings.show()).default_project_visibility, "internal");
});

test("a tree is read by its tokens, files as they are, code of a private project by who reports there", async () => {
  let url = "/projects/100001/repository/tree?recursive=true&pagination=keyset&per_page=100";
  const paths = [];
  while (url) {
    const { body, headers } = await call(url);
    paths.push(...body.filter(({ type }) => type === "blob").map(({ path }) => path));
    url = linked(headers, "next");
  }
  assert.deepEqual(paths.sort(), truth.projects[0].paths.sort());
  const top = await client.Repositories.allRepositoryTrees(100_001);
  assert.deepEqual([top[0].type, top.at(-1).type], ["tree", "blob"]);
  const raw = await call("/projects/100001/repository/files/README.md/raw?ref=HEAD");
  assert.match(raw.text, /^# payments-api\n/);
  assert.equal(raw.headers.get("x-gitlab-size"), String(raw.text.length));
  const file = await client.RepositoryFiles.show(100_001, "README.md", "main");
  assert.equal(Buffer.from(file.content, "base64").toString(), raw.text);
  const deep = truth.projects[0].paths.find((path) => path.includes(" "));
  if (deep) assert.equal((await call(`/projects/100001/repository/files/${encodeURIComponent(deep)}/raw`)).status, 200);
  const [branch] = await client.Branches.all(100_001);
  const [commit] = await client.Commits.all(100_001, { perPage: 2, maxPages: 1 });
  assert.deepEqual([branch.default, branch.commit.id], [true, commit.id]);
  assert.equal((await call("/projects/100001/repository/commits?per_page=2")).headers.get("x-total"), null);
});

test("who asks, with what, and what is answered", async () => {
  assert.equal((await client.Users.showCurrentUser()).username, "ispo-reader");
  assert.deepEqual((await client.PersonalAccessTokens.show()).scopes, ["read_api", "read_repository"]);
  assert.match((await client.Metadata.show()).version, /^\d+\.\d+\.\d+-ee$/);
  await gitlab.post("act", { do: "hide", project: 100_002 });
  await assert.rejects(client.Projects.show(100_002), /404 Project Not Found/);
  await gitlab.post("act", { do: "show", project: 100_002 });
});
