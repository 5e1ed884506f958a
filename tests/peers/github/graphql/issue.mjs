// SPDX-License-Identifier: Apache-2.0
// An issue, and the labels that pull requests have too.
import { nodeId } from "../company/ids.mjs";
import { connection } from "./connection.mjs";
import { only } from "./resolve.mjs";
import { commentNode, timeline } from "./timeline.mjs";

export function issueNode(sim, repository, row) {
  const { company, nodes } = sim;
  return {
    __typename: "Issue",
    id: nodeId("I", repository.id, row.number),
    databaseId: row.id,
    fullDatabaseId: String(row.id),
    number: row.number,
    title: row.title,
    body: row.body ?? "",
    bodyText: row.body ?? "",
    url: `${sim.web}/${company.organisation.login}/${repository.name}/issues/${row.number}`,
    state: row.state,
    stateReason: row.state === "CLOSED" ? "COMPLETED" : null,
    locked: row.locked,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    closedAt: row.closed_at,
    closed: row.state === "CLOSED",
    author: () => nodes.actor(row.author),
    authorAssociation: row.association,
    repository: () => nodes.repository(repository),
    assignees(args, context, info) {
      only("first last after before", args, context, info);
      return connection(args, row.assignees, { node: nodes.actor });
    },
    labels: (args, context, info) => labels(repository, row, args, context, info),
    comments(args, context, info) {
      only("first last after before", args, context, info);
      return connection(args, row.comments, { node: (comment) => commentNode(sim, repository, row, comment) });
    },
    timelineItems: (args, context, info) => timeline(sim, repository, row, args, context, info),
    closedByPullRequestsReferences(args, context, info) {
      only("first last after before includeClosedPrs", args, context, info);
      const rows = company
        .activity(repository)
        .pull_requests.filter(({ number, state }) => row.closed_by.includes(number) && (args.includeClosedPrs || state !== "CLOSED"));
      return connection(args, rows, { node: (pull) => nodes.pullRequest(repository, pull) });
    },
  };
}

export function labels(repository, row, args, context, info) {
  only("first last after before", args, context, info);
  const node = (name) => ({ __typename: "Label", id: nodeId("LA", repository.id, name), name, color: "7057ff", description: null });
  return connection(args, row.labels, { node });
}
