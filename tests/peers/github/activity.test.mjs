// SPDX-License-Identifier: Apache-2.0
// Pull requests, reviews, issues and comments: what GraphQL and REST say of the same row, compared with the truth that the control tells.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { linked, makeClient } from "./client.mjs";
import { shapes } from "./shapes_of_ispo.mjs";
import { startGithub } from "./start.mjs";

let github, client, truth;
const org = "acme";
const name = "payments-api";
before(async () => {
  github = await startGithub();
  client = makeClient(github);
  await github.post("settings", { limits: { enabled: false } });
  truth = await github.get(`repository?name=${name}`);
});
afterEach(async () => assert.deepEqual(await github.get("breaks"), []));
after(() => github.stop());

async function everyNode(query, list, variables) {
  const all = [];
  for (let after = null; ; ) {
    const { body } = await client.graphql(query, { ...variables, after });
    const page = list(body.data);
    all.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return all;
    after = page.pageInfo.endCursor;
  }
}

async function everyPage(path) {
  const all = [];
  for (let url = `${github.api}${path}`; url; ) {
    const { body, headers } = await client.rest(url);
    all.push(...body);
    url = linked(headers, "next");
  }
  return all;
}

const withoutBot = (login) => login?.replace(/\[bot\]$/, "");

test("every pull request once, newest change first, with the reviews and comments of the truth", async () => {
  const all = await everyNode(shapes.B2, (data) => data.repository.pullRequests, { org, name, first: 60 });
  assert.equal(all.length, truth.pull_requests.length);
  const stamps = all.map(({ updatedAt }) => updatedAt);
  assert.deepEqual(stamps, [...stamps].sort().reverse());
  for (const node of all) {
    const row = truth.pull_requests.find(({ number }) => number === node.number);
    assert.deepEqual(
      [node.state, node.isDraft, node.mergedAt, node.author?.login, node.reviews.totalCount],
      [row.state, row.draft, row.merged_at, row.author === null ? undefined : withoutBot(row.author), row.reviews.length],
    );
    assert.deepEqual(
      node.reviews.nodes.map(({ author }) => author.login),
      row.reviews.slice(0, 10).map(({ author }) => author),
    );
  }
});

test("bots are of type Bot, a service account is a User, a deleted account is null", async () => {
  const all = await everyNode(shapes.B2, (data) => data.repository.pullRequests, { org, name, first: 100 });
  assert.ok(all.some(({ author }) => author?.__typename === "Bot" && author.login === "dependabot"));
  assert.ok(all.some(({ author }) => author === null));
  const reviewers = all.flatMap(({ reviews }) => reviews.nodes.map(({ author }) => author));
  assert.ok(reviewers.some(({ login, __typename }) => login === "acme-ci" && __typename === "User"));
});

test("deep questions: a pull request by its node id; labels, comments and the issues it closes", async () => {
  const [first] = await everyNode(shapes.B, (data) => data.repository.pullRequests, { org, name, first: 100 });
  const { body } = await client.graphql(shapes.node, { id: first.id });
  assert.equal(body.data.node.number, first.number);
  const closing = truth.pull_requests.find(({ closes }) => closes.length > 0);
  const all = await everyNode(shapes.B, (data) => data.repository.pullRequests, { org, name, first: 100 });
  const node = all.find(({ number }) => number === closing.number);
  assert.deepEqual(
    node.closingIssuesReferences.nodes.map(({ number }) => number),
    closing.closes,
  );
});

test("newcomer issues by label and since, with who claimed them and which pull requests close them", async () => {
  const labels = ["good first issue", "good-first-issue", "help wanted"];
  const since = "2025-03-01T00:00:00Z";
  const all = await everyNode(shapes.F, (data) => data.repository.issues, { org, name, first: 10, since, labels });
  const wanted = truth.issues.filter(
    (row) => row.state === "OPEN" && row.updated_at >= since && row.labels.some((label) => labels.includes(label)),
  );
  assert.ok(wanted.length > 0);
  assert.deepEqual(all.map(({ number }) => number).sort(), wanted.map(({ number }) => number).sort());
  for (const node of all) {
    const row = wanted.find(({ number }) => number === node.number);
    assert.deepEqual(
      node.assignees.nodes.map(({ login }) => login),
      row.assignees,
    );
    assert.deepEqual(
      node.closedByPullRequestsReferences.nodes.map(({ number }) => number),
      row.closed_by,
    );
  }
});

test("the sweep tells of every repository when something in it last changed", async () => {
  const all = await everyNode(shapes.C, (data) => data.organization.repositories, { org, first: 15 });
  assert.equal(all.length, 40);
  const newest = (rows) =>
    rows
      .map((row) => row.updated_at)
      .sort()
      .at(-1);
  const node = all.find(({ pullRequests }) => pullRequests.totalCount === truth.pull_requests.length);
  assert.equal(node.pullRequests.nodes[0].updatedAt, newest(truth.pull_requests));
});

test("REST lists pull requests among the issues, since a time, and their comments and reviews", async () => {
  const since = "2025-06-01T00:00:00Z";
  const rows = await everyPage(`/repos/${org}/${name}/issues?state=all&since=${since}&per_page=100`);
  const wanted = [...truth.pull_requests, ...truth.issues].filter((row) => row.updated_at >= since);
  assert.deepEqual(rows.map(({ number }) => number).sort(), wanted.map(({ number }) => number).sort());
  assert.equal(rows.filter(({ pull_request }) => pull_request).length, wanted.filter((row) => "merged_at" in row).length);
  const comments = await everyPage(`/repos/${org}/${name}/issues/comments?since=${since}&per_page=100`);
  assert.equal(
    comments.length,
    [...truth.pull_requests, ...truth.issues].flatMap((row) => row.comments).filter((row) => row.updated_at >= since).length,
  );
  const reviewed = truth.pull_requests.find(({ reviews }) => reviews.length > 2);
  assert.equal((await everyPage(`/repos/${org}/${name}/pulls/${reviewed.number}/reviews`)).length, reviewed.reviews.length);
  const events = await everyPage(`/repos/${org}/${name}/issues/${reviewed.number}/timeline`);
  assert.ok(events.some(({ event }) => event === "reviewed"));
});

test("issues that are switched off are 410 in REST", async () => {
  const row = (await github.get("company")).repositories.find(({ has_issues }) => !has_issues);
  assert.equal((await client.rest(`/repos/${org}/${row.name}/issues`)).status, 410);
});

test("what people do moves the time of change: review, comment, ready, label, merge, a new pull request", async () => {
  const { item } = await github.post("act", { do: "open_pull", repository: "search-api", author: "ada-lind", title: "Mine", draft: true });
  const steps = [
    { do: "ready" },
    { do: "comment", author: "ben-lind" },
    { do: "review", author: "chloe-lind", state: "APPROVED" },
    { do: "label", label: "bug" },
    { do: "merge", actor: "chloe-lind" },
  ];
  for (const step of steps) await github.post("act", { ...step, repository: "search-api", number: item.number });
  const { body } = await client.graphql(shapes.B, { org, name: "search-api", first: 1 });
  const node = body.data.repository.pullRequests.nodes[0];
  assert.deepEqual(
    [node.title, node.isDraft, node.state, node.reviewDecision, node.mergedBy.login],
    ["Mine", false, "MERGED", "APPROVED", "chloe-lind"],
  );
  assert.deepEqual(node.timelineItems.nodes.map(({ __typename }) => __typename).sort(), [
    "IssueComment",
    "PullRequestReview",
    "ReadyForReviewEvent",
  ]);
});

test("every call that is served answers within the contract for every kind of repository, at github.com and on a GHES", async (t) => {
  const ghes = await startGithub("--ghes", "--seed", "3");
  t.after(() => ghes.stop());
  for (const there of [github, ghes]) {
    const ask = makeClient(there);
    const { repositories } = await there.get("company");
    for (const row of repositories.slice(2, 9)) {
      const branch = encodeURIComponent(row.default_branch);
      const paths = [
        "",
        "/teams",
        "/collaborators",
        "/rulesets",
        `/rules/branches/${branch}`,
        `/branches/${branch}`,
        `/branches/${branch}/protection`,
      ];
      paths.push(
        "/git/trees/HEAD?recursive=1",
        "/contents/src",
        "/issues?state=all&per_page=100",
        "/issues/comments?per_page=100",
        "/issues/1/timeline",
      );
      for (const path of paths) assert.ok([200, 404, 409, 410].includes((await ask.rest(`/repos/${org}/${row.name}${path}`)).status), path);
      for (const shape of ["B", "B2", "F"])
        assert.equal((await ask.graphql(shapes[shape], { org, name: row.name })).body.errors, undefined);
    }
    assert.deepEqual(await there.get("breaks"), []);
  }
});

test("ten thousand repositories start in a moment and stay within memory", async (t) => {
  const large = await startGithub("--repositories", "10000");
  t.after(() => large.stop());
  const { body } = await makeClient(large).graphql(shapes.C, { org, first: 100 });
  assert.equal(body.data.organization.repositories.totalCount, 10_000);
  assert.ok((await large.get("stats")).memory_mib < 700);
});
