// SPDX-License-Identifier: Apache-2.0
// What happened to a pull request or issue, in order: comments, reviews and events, each of a type that a query may pick.
import { nodeId } from "../company/ids.mjs";
import { connection, padded } from "./connection.mjs";
import { only } from "./resolve.mjs";

export function timeline(sim, repository, item, args, context, info) {
  only("first last after before itemTypes since", args, context, info);
  const rows = items(sim, repository, item).filter(
    ({ type, at }) => (!args.itemTypes || args.itemTypes.includes(type)) && (!args.since || Date.parse(at) >= Date.parse(args.since)),
  );
  const page = connection(args, rows, { position: ({ at, id }) => `${at} ${padded(id)}`, node: ({ node }) => node });
  return { ...page, filteredCount: rows.length, pageCount: 0, updatedAt: item.updated_at };
}

function items(sim, repository, item) {
  const key = [repository.id, item.number];
  const event = (type, name, row, more = {}) => ({
    type,
    at: row.at,
    id: row.id,
    node: { __typename: name, id: nodeId("EV", ...key, row.id), createdAt: row.at, actor: () => sim.nodes.actor(row.actor), ...more },
  });
  const events = item.events.map((row) =>
    row.type === "labeled"
      ? event("LABELED_EVENT", "LabeledEvent", row, {
          label: { __typename: "Label", name: row.label, id: nodeId("LA", repository.id, row.label) },
        })
      : event("READY_FOR_REVIEW_EVENT", "ReadyForReviewEvent", row),
  );
  if (item.merged_at) events.push(event("MERGED_EVENT", "MergedEvent", { id: 1, at: item.merged_at, actor: item.merged_by }));
  if (item.closed_at)
    events.push(event("CLOSED_EVENT", "ClosedEvent", { id: 2, at: item.closed_at, actor: item.merged_by ?? item.author }));
  const comments = item.comments.map((row) => ({
    type: "ISSUE_COMMENT",
    at: row.created_at,
    id: row.id,
    node: commentNode(sim, repository, item, row),
  }));
  const reviews = (item.reviews ?? [])
    .filter(({ submitted_at }) => submitted_at !== null)
    .map((row) => ({ type: "PULL_REQUEST_REVIEW", at: row.submitted_at, id: row.id, node: reviewNode(sim, repository, item, row) }));
  return [...events, ...comments, ...reviews];
}

// An Int has 32 bits; `fullDatabaseId` has no such limit.
const small = (id) => (id < 2 ** 31 ? id : null);

export const commentNode = (sim, repository, item, row) => ({
  __typename: "IssueComment",
  id: nodeId("IC", repository.id, item.number, row.id),
  databaseId: small(row.id),
  fullDatabaseId: String(row.id),
  author: () => sim.nodes.actor(row.author),
  authorAssociation: "MEMBER",
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  body: row.body,
  bodyText: row.body,
  url: `${sim.web}/${sim.company.organisation.login}/${repository.name}/issues/${item.number}#issuecomment-${row.id}`,
});

export const reviewNode = (sim, repository, item, row) => ({
  __typename: "PullRequestReview",
  id: nodeId("PRR", repository.id, item.number, row.id),
  databaseId: small(row.id),
  fullDatabaseId: String(row.id),
  author: () => sim.nodes.actor(row.author),
  authorAssociation: "MEMBER",
  state: row.state,
  submittedAt: row.submitted_at,
  createdAt: row.submitted_at ?? item.created_at,
  updatedAt: row.submitted_at ?? item.created_at,
  body: row.body,
  bodyText: row.body,
});
