// SPDX-License-Identifier: Apache-2.0
// A pull request with its reviews, comments and timeline.
import { nodeId } from "../company/ids.mjs";
import { connection } from "./connection.mjs";
import { labels } from "./issue.mjs";
import { only } from "./resolve.mjs";
import { commentNode, reviewNode, timeline } from "./timeline.mjs";

export function pullRequestNode(sim, repository, row) {
  const { company, nodes } = sim;
  return {
    __typename: "PullRequest",
    id: nodeId("PR", repository.id, row.number),
    databaseId: row.id,
    fullDatabaseId: String(row.id),
    number: row.number,
    title: row.title,
    body: row.body ?? "",
    bodyText: row.body ?? "",
    url: `${sim.web}/${company.organisation.login}/${repository.name}/pull/${row.number}`,
    state: row.state,
    isDraft: row.draft,
    locked: false,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    closedAt: row.closed_at,
    mergedAt: row.merged_at,
    closed: row.state !== "OPEN",
    merged: row.state === "MERGED",
    additions: row.additions,
    deletions: row.deletions,
    changedFiles: row.changed_files,
    author: () => nodes.actor(row.author),
    authorAssociation: row.association,
    mergedBy: () => nodes.actor(row.merged_by),
    baseRefName: repository.default_branch,
    headRefName: `change-${row.number}`,
    isCrossRepository: row.from_fork,
    reviewDecision: decision(row.reviews),
    repository: () => nodes.repository(repository),
    reviews(args, context, info) {
      only("first last after before states", args, context, info);
      const rows = row.reviews.filter(({ state }) => !args.states || args.states.includes(state));
      return connection(args, rows, { node: (review) => reviewNode(sim, repository, row, review) });
    },
    comments(args, context, info) {
      only("first last after before", args, context, info);
      return connection(args, row.comments, { node: (comment) => commentNode(sim, repository, row, comment) });
    },
    labels: (args, context, info) => labels(repository, row, args, context, info),
    timelineItems: (args, context, info) => timeline(sim, repository, row, args, context, info),
    closingIssuesReferences(args, context, info) {
      only("first last after before", args, context, info);
      const rows = company.activity(repository).issues.filter(({ number }) => row.closes.includes(number));
      return connection(args, rows, { node: (issue) => nodes.issue(repository, issue) });
    },
  };
}

// Null when nobody must review and nobody did.
function decision(reviews) {
  const last = reviews.filter(({ state }) => state === "APPROVED" || state === "CHANGES_REQUESTED").at(-1);
  return last?.state ?? null;
}
