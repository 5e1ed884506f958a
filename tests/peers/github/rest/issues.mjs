// SPDX-License-Identifier: Apache-2.0
// Issues (with pull requests among them, as GitHub lists them), their comments and timelines, and the reviews of a pull request.
import { nodeId } from "../company/ids.mjs";
import { notFound, refuse } from "../refusal.mjs";
import { itemOf, repositoryOf } from "./find.mjs";
import { paged } from "./paging.mjs";

const fields = { created: "created_at", updated: "updated_at" };

// By `sort`, falling unless `direction` is "asc", not older than `since`.
function ordered({ query }, rows, direction) {
  const sort = query.get("sort") ?? "created";
  const value = sort === "comments" ? (row) => row.comments.length : (row) => row[fields[sort]];
  const since = query.get("since");
  const wanted = rows.filter((row) => since === null || Date.parse(row.updated_at) >= Date.parse(since));
  wanted.sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : a.id - b.id));
  return direction === "asc" ? wanted : wanted.reverse();
}

function list(ctx) {
  const repository = repositoryOf(ctx);
  if (!repository.has_issues) refuse(410, "Issues has been disabled in this repository.");
  const state = ctx.query.get("state") ?? "open";
  const labels = ctx.query.get("labels")?.split(",") ?? [];
  const { pull_requests, issues } = ctx.company.activity(repository);
  const rows = [...pull_requests, ...issues].filter(
    (row) => (state === "all" || (state === "open") === (row.state === "OPEN")) && labels.every((label) => row.labels.includes(label)),
  );
  return paged(ctx, ordered(ctx, rows, ctx.query.get("direction")), (row) => ctx.sim.shapes.issue(repository, row));
}

function comments(ctx) {
  const repository = repositoryOf(ctx);
  const { pull_requests, issues } = ctx.company.activity(repository);
  const rows = [...pull_requests, ...issues].flatMap((item) => item.comments.map((row) => ({ ...row, item })));
  const direction = ctx.query.has("sort") ? ctx.query.get("direction") : "asc"; // ignored without sort
  return paged(ctx, ordered(ctx, rows, direction), ({ item, ...row }) => ctx.sim.shapes.comment(repository, item, row));
}

function timeline(ctx) {
  const repository = repositoryOf(ctx);
  const item = itemOf(ctx, repository, ctx.values.issue_number);
  const { shapes } = ctx.sim;
  const plain = (row, event, more = {}) => ({ ...eventOf(ctx, repository, row, event), ...more });
  const rows = [
    ...item.events.map((row) => [
      row.at,
      row.type === "labeled" ? plain(row, "labeled", { label: { name: row.label, color: "7057ff" } }) : plain(row, "ready_for_review"),
    ]),
    ...item.comments.map((row) => {
      const user = shapes.byLogin(row.author);
      return [row.created_at, { ...shapes.comment(repository, item, row), event: "commented", actor: user }];
    }),
    ...(item.reviews ?? [])
      .filter(({ submitted_at }) => submitted_at)
      .map((row) => [row.submitted_at, { ...shapes.review(repository, item, row), event: "reviewed", state: row.state.toLowerCase() }]),
  ];
  if (item.closed_at)
    rows.push([
      item.closed_at,
      plain({ id: item.id * 10 + 9, actor: item.merged_by ?? item.author, at: item.closed_at }, "closed", { state_reason: null }),
    ]);
  rows.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return paged(ctx, rows, ([, body]) => body);
}

function eventOf({ sim, company }, repository, { id, actor, at }, event) {
  return {
    id,
    node_id: nodeId("EV", repository.id, id),
    url: `${sim.api()}/repos/${company.organisation.login}/${repository.name}/issues/events/${id}`,
    actor: sim.shapes.byLogin(actor),
    event,
    commit_id: null,
    commit_url: null,
    created_at: at,
    performed_via_github_app: null,
  };
}

function reviews(ctx) {
  const repository = repositoryOf(ctx);
  const pull = itemOf(ctx, repository, ctx.values.pull_number);
  if (!pull.reviews) notFound();
  return paged(ctx, pull.reviews, (row) => ctx.sim.shapes.review(repository, pull, row));
}

export const issues = {
  "issues/list-for-repo": list,
  "issues/list-comments-for-repo": comments,
  "issues/list-events-for-timeline": timeline,
  "issues/get": (ctx) => {
    const repository = repositoryOf(ctx);
    return { body: ctx.sim.shapes.issue(repository, itemOf(ctx, repository, ctx.values.issue_number)) };
  },
  "pulls/list-reviews": reviews,
};
