// SPDX-License-Identifier: Apache-2.0
// What a webhook tells of an act.
import { partsOf } from "./parts.mjs";

export const titles = { merge_request: "Merge Request Hook", note: "Note Hook", issue: "Issue Hook", push: "Push Hook" };
const most_commits = 20; // of a push, however many there are

// The event and its action that an act has as its consequence, or undefined.
export function consequence(wish, { list }) {
  if (wish.do === "write_file" || wish.do === "remove_file") return { event: "push" };
  if (!list) return undefined;
  if (wish.do === "note") return { event: "note", action: "create" };
  const actions = { open_merge_request: "open", open_issue: "open", close: "close", reopen: "reopen", merge: "merge", approve: "approved" };
  return { event: list === "issues" ? "issue" : "merge_request", action: actions[wish.do] ?? "update" };
}

// `wish` {project, item, list, actor, action, path?, commits?}
export const payloadOf = (sim, event, wish) => tellings[event](sim, wish, partsOf(sim, wish));

// What did not change is not told.
const changesOf = ({ created_at, updated_at }) => ({ updated_at: { previous: created_at, current: updated_at } });
const baseOf = ({ user, about, repository }) => ({ user, project: about, repository });

const tellings = {
  merge_request: (sim, { item, action }, parts) => ({
    object_kind: "merge_request",
    event_type: "merge_request",
    ...baseOf(parts),
    object_attributes: { ...parts.request(), action },
    labels: parts.labels,
    changes: changesOf(item),
    assignees: item.assignees.map(sim.shapes.byName),
    reviewers: item.reviewers.map(sim.shapes.byName),
  }),
  issue: (sim, wish, parts) => ({
    object_kind: "issue",
    event_type: "issue",
    ...baseOf(parts),
    object_attributes: issueAttributes(wish, parts),
    assignees: wish.item.assignees.map(sim.shapes.byName),
    assignee: sim.shapes.byName(wish.item.assignees[0]),
    labels: parts.labels,
    changes: changesOf(wish.item),
  }),
  note(sim, { project, item, list }, parts) {
    const { home, idOf, labels, request } = parts;
    const note = item.notes.at(-1);
    const isIssue = list === "issues";
    const url = `${home}/-/${isIssue ? "issues" : "merge_requests"}/${item.iid}#note_${note.id}`;
    const object_attributes = {
      id: note.id,
      note: note.body,
      noteable_type: isIssue ? "Issue" : "MergeRequest",
      discussion_id: String(note.id),
      author_id: idOf(note.author),
      created_at: note.created_at,
      updated_at: note.updated_at,
      project_id: project.id,
      attachment: null,
      line_code: null,
      commit_id: "",
      noteable_id: item.id,
      system: note.system,
      st_diff: null,
      action: "create",
      url,
    };
    const on = isIssue
      ? {
          issue: {
            id: item.id,
            iid: item.iid,
            title: item.title,
            state: item.state,
            author_id: idOf(item.author),
            project_id: project.id,
            created_at: item.created_at,
            updated_at: item.updated_at,
            description: item.description,
            confidential: item.confidential,
            labels,
          },
        }
      : { merge_request: { ...request(), assignee: sim.shapes.byName(item.assignees[0]) } };
    return { object_kind: "note", event_type: "note", ...baseOf(parts), project_id: project.id, object_attributes, ...on };
  },
  push({ company }, { project, path, commits: count = 1 }, { person, home, about, repository }) {
    const commits = Array.from({ length: Math.min(count, most_commits) }, (_, n) => ({
      id: String(n).padStart(40, "a"),
      message: `Change ${n}\n`,
      title: `Change ${n}`,
      timestamp: company.now(),
      url: `${home}/-/commit/${n}`,
      author: { name: person.name, email: "[REDACTED]" },
      added: [],
      modified: path ? [path] : [],
      removed: [],
    }));
    return {
      object_kind: "push",
      event_name: "push",
      before: "0".repeat(40),
      after: "a".repeat(40),
      ref: `refs/heads/${project.default_branch}`,
      ref_protected: true,
      checkout_sha: "a".repeat(40),
      message: null,
      user_id: person.id,
      user_name: person.name,
      user_username: person.username,
      user_email: null,
      user_avatar: null,
      project_id: project.id,
      project: about,
      commits,
      total_commits_count: count,
      push_options: {},
      repository,
    };
  },
};

const issueAttributes = ({ project, item, action }, { home, idOf, labels, person }) => ({
  id: item.id,
  iid: item.iid,
  title: item.title,
  description: item.description,
  state: item.state,
  state_id: item.state === "opened" ? 1 : 2,
  confidential: item.confidential,
  author_id: idOf(item.author),
  assignee_id: idOf(item.assignees[0]),
  assignee_ids: item.assignees.map(idOf),
  project_id: project.id,
  created_at: item.created_at,
  updated_at: item.updated_at,
  closed_at: item.closed_at,
  url: `${home}/-/issues/${item.iid}`,
  action,
  labels,
  severity: "unknown",
  type: "Issue",
  discussion_locked: item.discussion_locked,
  due_date: null,
  milestone_id: null,
  moved_to_id: null,
  duplicated_to_id: null,
  relative_position: 0,
  time_estimate: 0,
  total_time_spent: 0,
  time_change: 0,
  human_total_time_spent: null,
  human_time_estimate: null,
  human_time_change: null,
  weight: null,
  health_status: null,
  updated_by_id: person.id,
  last_edited_at: null,
  last_edited_by_id: null,
  escalation_status: null,
  escalation_policy: null,
});
