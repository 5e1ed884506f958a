// SPDX-License-Identifier: Apache-2.0
// Which event tells of which act.
const isPull = (item) => "merged_at" in item;
const ofItem =
  (action, more = () => ({})) =>
  (wish, { repository, item }) => ({
    event: isPull(item) ? "pull_request" : "issues",
    action,
    repository,
    item,
    ...more(wish),
  });
const ofRepository =
  (action) =>
  (_, { repository }) => ({ event: "repository", action, repository });
const push = ({ path }, { repository }) => ({ event: "push", repository, paths: [path] });
const membership =
  (action) =>
  ({ person }, { team }) => ({ event: "membership", action, team, person });

const consequences = {
  open_pull: ofItem("opened"),
  open_issue: ofItem("opened"),
  edit: ofItem("edited"),
  close: ofItem("closed"),
  merge: ofItem("closed"),
  ready: ofItem("ready_for_review"),
  label: ofItem("labeled", ({ label }) => ({ label })),
  assign: ofItem("assigned", ({ person }) => ({ person })),
  comment: (_, { repository, item }) => ({ event: "issue_comment", action: "created", repository, item, comment: item.comments.at(-1) }),
  review: (_, { repository, item }) => ({
    event: "pull_request_review",
    action: "submitted",
    repository,
    item,
    review: item.reviews.at(-1),
  }),
  write_file: push,
  remove_file: push,
  archive: ofRepository("archived"),
  delete: ofRepository("deleted"),
  set_visibility: ({ to }, { repository }) => ({ event: "repository", action: to === "public" ? "publicized" : "privatized", repository }),
  rename: (_, { repository, from }) => ({ event: "repository", action: "renamed", repository, from }),
  join_team: membership("added"),
  leave_team: membership("removed"),
};

// The event {event, action, …rows} of an act and what it did; undefined where GitHub says nothing.
export const consequence = (wish, done) => consequences[wish.do]?.(wish, done);
