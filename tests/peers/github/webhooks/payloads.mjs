// SPDX-License-Identifier: Apache-2.0
// What a webhook tells of a row: the parts that a client reads. The schema fills the rest.
import { headOid } from "../company/git.mjs";
import { nodeId } from "../company/ids.mjs";

const nobody = "0".repeat(40);

// {event, action?} and the rows it is about → the payload, without what every payload has.
export const tellings = {
  pull_request: (sim, { repository, item, label }) => ({
    number: item.number,
    pull_request: pullRequest(sim, repository, item),
    ...(label ? { label: sim.shapes.label(repository, label) } : {}),
  }),
  pull_request_review: (sim, { repository, item, review }) => ({
    pull_request: pullRequest(sim, repository, item),
    review: { ...sim.shapes.review(repository, item, review), state: review.state.toLowerCase() },
  }),
  issues: (sim, { repository, item, label, person }) => ({
    issue: sim.shapes.issue(repository, item),
    ...(label ? { label: sim.shapes.label(repository, label) } : {}),
    ...(person ? { assignee: sim.shapes.byLogin(person) } : {}),
  }),
  issue_comment: (sim, { repository, item, comment }) => ({
    issue: sim.shapes.issue(repository, item),
    comment: sim.shapes.comment(repository, item, comment),
  }),
  push: (sim, { repository, paths = [], actor }) => {
    const id = headOid(repository);
    const commit = {
      id,
      tree_id: id,
      distinct: true,
      message: "Change files",
      timestamp: repository.pushed_at,
      url: `${sim.web}/commit/${id}`,
      author: { name: actor, email: null, username: actor },
      committer: { name: actor, email: null, username: actor },
      added: [],
      removed: [],
      modified: paths,
    };
    return {
      ref: `refs/heads/${repository.default_branch}`,
      before: nobody,
      after: id,
      base_ref: null,
      compare: `${sim.web}/compare/${id}`,
      commits: [commit],
      head_commit: commit,
      pusher: { name: actor, email: null },
    };
  },
  repository: (_, { from }) => (from ? { changes: { repository: { name: { from } } } } : {}),
  membership: (sim, { team, person }) => ({
    scope: "team",
    member: sim.shapes.byLogin(person),
    team: sim.shapes.team(team),
  }),
};

function pullRequest(sim, repository, row) {
  const { login } = sim.company.organisation;
  const { html_url: html } = sim.shapes.issue(repository, row);
  const url = `${sim.api()}/repos/${login}/${repository.name}/pulls/${row.number}`;
  const end = (ref, isFork) => ({
    ref,
    label: `${isFork ? row.author : login}:${ref}`,
    sha: nobody,
    user: sim.shapes.owner(),
    repo: sim.shapes.repository(repository, "full-repository"),
  });
  return {
    id: row.id,
    node_id: nodeId("PR", repository.id, row.number),
    number: row.number,
    title: row.title,
    body: row.body,
    state: row.state === "OPEN" ? "open" : "closed",
    draft: row.draft,
    locked: false,
    merged: row.state === "MERGED",
    user: sim.shapes.byLogin(row.author),
    author_association: row.association,
    created_at: row.created_at,
    updated_at: row.updated_at,
    closed_at: row.closed_at,
    merged_at: row.merged_at,
    merged_by: sim.shapes.byLogin(row.merged_by),
    additions: row.additions,
    deletions: row.deletions,
    changed_files: row.changed_files,
    comments: row.comments.length,
    labels: row.labels.map((name) => sim.shapes.label(repository, name)),
    url,
    html_url: html,
    head: end(`change-${row.number}`, row.from_fork),
    base: end(repository.default_branch, false),
  };
}
