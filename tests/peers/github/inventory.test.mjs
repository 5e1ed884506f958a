// SPDX-License-Identifier: Apache-2.0
// The organisation as GitHub's own client reads it: lists page by page, the inventory in GraphQL, teams, files. Compared with the truth that the
// control tells, and without a single break of the contract.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Octokit } from "@octokit/core";
import { sampleCompany } from "./company/sample.mjs";
import { linked, makeClient } from "./client.mjs";
import { shapes } from "./shapes_of_ispo.mjs";
import { startGithub } from "./start.mjs";

let github, client, octokit, truth;
before(async () => {
  github = await startGithub("--repositories", "230");
  client = makeClient(github);
  octokit = new Octokit({ auth: github.token, baseUrl: github.api, userAgent: "tests" });
  octokit.hook.before("request", (options) => void (options.headers["x-github-api-version"] = "2022-11-28"));
  truth = await github.get("company");
});
after(async () => {
  assert.deepEqual(await github.get("breaks"), []);
  await github.stop();
});

const sorted = (list) => [...list].sort();

async function everyPage(path) {
  const all = [];
  for (let url = `${github.api}${path}`; url; ) {
    const { status, body, headers } = await client.rest(url);
    assert.equal(status, 200);
    all.push(...body);
    url = linked(headers, "next");
  }
  return all;
}

async function everyNode(query, list, variables = {}) {
  const all = [];
  for (let after = null; ; ) {
    const data = await octokit.graphql(query, { org: "acme", ...variables, after });
    const page = list(data);
    all.push(...(page.nodes ?? page.edges));
    if (!page.pageInfo.hasNextPage) return { all, total: page.totalCount, rateLimit: data.rateLimit };
    after = page.pageInfo.endCursor;
  }
}

test("GitHub's client reads the repositories page by page, each once", async () => {
  const names = [];
  for (let page = 1; ; page++) {
    const { data } = await octokit.request("GET /orgs/{org}/repos", { org: "acme", per_page: 100, page });
    names.push(...data.map(({ name }) => name));
    if (data.length < 100) break;
  }
  assert.deepEqual(sorted(names), sorted(truth.repositories.map(({ name }) => name)));
});

test("pages are followed as Link gives them, and end", async () => {
  const all = await everyPage("/orgs/acme/repos?per_page=100&sort=full_name");
  assert.equal(all.length, 230);
  assert.deepEqual(
    all.map(({ name }) => name),
    sorted(all.map(({ name }) => name)),
  );
  assert.deepEqual(await everyPage("/orgs/acme/properties/values?per_page=100").then((rows) => rows.length), 230);
});

test("the inventory costs what GitHub's formula says and tells every repository once", async () => {
  const { all, total, rateLimit } = await everyNode(shapes.A, (data) => data.organization.repositories);
  assert.deepEqual([rateLimit.cost, rateLimit.nodeCount, total, all.length], [3, 4600, 230, 230]);
  const row = truth.repositories.find(({ paths, protection }) => paths.includes(".github/CODEOWNERS") && protection);
  const node = all.find(({ databaseId }) => databaseId === row.id);
  assert.match(node.owners1.text, /@acme\//);
  assert.equal(node.branchProtectionRules.nodes[0].requiredApprovingReviewCount, row.protection.approvals);
  assert.ok(all.some(({ readme }) => readme?.isTruncated));
  assert.equal(all.filter(({ defaultBranchRef }) => defaultBranchRef === null).length, 1);
});

test("teams with their parents, members of today and repositories", async () => {
  const { all, rateLimit } = await everyNode(shapes.E, (data) => data.organization.teams);
  assert.deepEqual([rateLimit.cost, rateLimit.nodeCount], [1, 10_050]);
  assert.equal(all.length, truth.teams.length);
  for (const { slug, parentTeam, members } of all) {
    const team = truth.teams.find((row) => row.slug === slug);
    assert.equal(parentTeam?.slug ?? null, team.parent);
    const today = team.members.filter(({ until }) => until === null || until > "2026-06-01").map(({ login }) => login);
    assert.deepEqual(sorted(members.edges.map(({ node }) => node.login)), sorted(today));
  }
  assert.equal((await everyPage("/orgs/acme/teams?per_page=5")).length, truth.teams.length);
});

test("members with their roles; outside collaborators apart", async () => {
  const { all } = await everyNode(shapes.G, (data) => data.organization.membersWithRole);
  assert.deepEqual(
    sorted(all.map(({ node }) => node.login)),
    sorted(truth.people.filter(({ member }) => member).map(({ login }) => login)),
  );
  const outsiders = await everyPage("/orgs/acme/outside_collaborators");
  assert.ok(outsiders.length > 0);
  for (const { login } of outsiders) assert.equal(truth.people.find((person) => person.login === login).member, false);
});

test("files by tree, blob and path are the same bytes", async () => {
  const row = truth.repositories.find(({ paths }) => paths.includes("docs/architecture/größe.md"));
  const tree = (await client.rest(`/repos/acme/${row.name}/git/trees/HEAD?recursive=1`)).body;
  const { sha } = tree.tree.find(({ path }) => path === "docs/architecture/größe.md");
  const blob = (await client.rest(`/repos/acme/${row.name}/git/blobs/${sha}`)).body;
  const file = (await client.rest(`/repos/acme/${row.name}/contents/docs/architecture/${encodeURIComponent("größe.md")}`)).body;
  const raw = await client.rest(`/repos/acme/${row.name}/git/blobs/${sha}`, { headers: { accept: "application/vnd.github.raw+json" } });
  assert.equal(Buffer.from(blob.content, "base64").toString(), "# Größe\n");
  assert.equal(file.content, blob.content);
  assert.equal(raw.text, "# Größe\n");
});

test("an empty repository has no tree, and says so as GitHub does", async () => {
  const row = truth.repositories.find(({ empty }) => empty);
  assert.equal((await client.rest(`/repos/acme/${row.name}/git/trees/HEAD`)).status, 409);
  assert.equal((await client.rest(`/repos/acme/${row.name}/contents/README.md`)).status, 404);
});

test("who may do what, and the rules of a branch", async () => {
  const row = truth.repositories.find(
    ({ protection, rulesets, teams }) =>
      protection && rulesets.length === 2 && rulesets[1].enforcement === "active" && Object.keys(teams).length > 0,
  );
  const at = `/repos/acme/${row.name}`;
  const branch = encodeURIComponent(row.default_branch);
  const shown = async (path) => (await client.rest(`${at}${path}`)).body;
  assert.deepEqual(Object.fromEntries((await shown("/teams")).map(({ slug, permission }) => [slug, permission])), row.teams);
  assert.ok((await shown("/collaborators?permission=admin")).every(({ role_name }) => role_name === "admin"));
  assert.equal((await shown(`/rules/branches/${branch}`))[0].type, "pull_request");
  assert.deepEqual(
    (await shown("/rulesets")).map(({ source }) => source),
    ["acme", `acme/${row.name}`],
  );
  assert.deepEqual(
    (await shown("/rulesets?includes_parents=false")).map(({ id }) => id),
    [row.rulesets[1].id],
  );
  assert.equal(
    (await shown(`/branches/${branch}/protection`)).required_pull_request_reviews.required_approving_review_count,
    row.protection.approvals,
  );
  assert.equal((await shown("")).visibility, row.visibility);
});

test("the same seed gives the same company, another seed another one", () => {
  const [first, again, other] = [7, 7, 8].map((seed) => {
    const { activity, ...rows } = sampleCompany({ repositories: 60, seed });
    return { ...rows, activities: rows.repositories.map(activity) };
  });
  assert.deepEqual(again, first);
  assert.notDeepEqual(other.repositories, first.repositories);
  assert.notDeepEqual(other.activities, first.activities);
});
