// SPDX-License-Identifier: Apache-2.0
// What a webhook tells of an act.
import { headOf, shaOf } from "../company/activity.mjs";

export const titles = { merge_request: "Merge Request Hook", note: "Note Hook", issue: "Issue Hook", push: "Push Hook" };
const visibility_levels = { private: 0, internal: 10, public: 20 };
const most_commits = 20; // of a push, however many there are

// The event and its action that an act has as its consequence, or undefined.
export function consequence(wish, { list }) {
  if (wish.do === "write_file" || wish.do === "remove_file") return { event: "push" };
  if (!list) return undefined;
  if (wish.do === "note") return { event: "note", action: "create" };
  const actions = { open_merge_request: "open", open_issue: "open", close: "close", reopen: "reopen", merge: "merge", approve: "approved" };
  return { event: list === "issues" ? "issue" : "merge_request", action: actions[wish.do] ?? "update" };
}

// `wish` {project, item, list, actor, action, text?, commits?}
export function payloadOf(sim, event, wish) {
  const { company, web } = sim;
  const { project, item, actor } = wish;
  const person = company.person(actor) ?? company.person("ghost") ?? company.admin();
  const user = {
    id: person.id,
    name: person.name,
    username: person.username,
    avatar_url: null,
    email: "[REDACTED]",
    state: person.state,
    web_url: `${web}/${person.username}`,
  };
  const home = `${web}/${project.full_path}`;
  const git = `git@${new URL(web).host}:${project.full_path}.git`;
  const about = {
    id: project.id,
    name: project.name,
    description: project.description,
    web_url: home,
    avatar_url: null,
    git_ssh_url: git,
    git_http_url: `${home}.git`,
    namespace: project.group,
    visibility_level: visibility_levels[project.visibility],
    path_with_namespace: project.full_path,
    default_branch: project.default_branch,
    ci_config_path: null,
    homepage: home,
    url: git,
    ssh_url: git,
    http_url: `${home}.git`,
  };
  const repository = {
    name: project.name,
    url: git,
    description: project.description,
    homepage: home,
    git_http_url: `${home}.git`,
    git_ssh_url: git,
    visibility_level: about.visibility_level,
  };
  const idOf = (username) => company.person(username)?.id ?? null;
  const labels = (item?.labels ?? []).map((title, i) => ({
    id: 10 + i,
    title,
    color: "#6699cc",
    project_id: project.id,
    created_at: project.created_at,
    updated_at: project.created_at,
    template: false,
    description: null,
    type: "ProjectLabel",
    group_id: null,
  }));
  const last_commit = item && {
    id: headOf(item),
    message: "Change\n",
    title: "Change",
    timestamp: item.updated_at,
    url: `${home}/-/commit/${headOf(item)}`,
    author: { name: person.name, email: "[REDACTED]" },
  };

  const request = () => ({
    id: item.id,
    iid: item.iid,
    target_branch: item.target_branch,
    source_branch: item.source_branch,
    source_project_id: item.source_project_id,
    target_project_id: project.id,
    author_id: idOf(item.author),
    assignee_id: idOf(item.assignees[0]),
    assignee_ids: item.assignees.map(idOf),
    reviewer_ids: item.reviewers.map(idOf),
    title: item.title,
    description: item.description,
    created_at: item.created_at,
    updated_at: item.updated_at,
    last_edited_at: null,
    last_edited_by_id: null,
    milestone_id: null,
    state_id: { opened: 1, closed: 2, merged: 3, locked: 4 }[item.state],
    state: item.state,
    blocking_discussions_resolved: true,
    work_in_progress: item.draft,
    draft: item.draft,
    first_contribution: false,
    merge_status: "unchecked",
    detailed_merge_status: "unchecked",
    merge_commit_sha: item.state === "merged" ? shaOf("merge", item.id) : null,
    total_time_spent: 0,
    time_change: 0,
    human_total_time_spent: null,
    human_time_change: null,
    human_time_estimate: null,
    position: 0,
    url: `${home}/-/merge_requests/${item.iid}`,
    source: about,
    target: about,
    last_commit,
    labels,
  });
  const base = { user, project: about, repository };
  // What did not change is not told.
  const changes = { updated_at: { previous: item?.created_at, current: item?.updated_at } };

  const tellings = {
    merge_request: () => ({
      object_kind: "merge_request",
      event_type: "merge_request",
      ...base,
      object_attributes: { ...request(), action: wish.action },
      labels,
      changes,
      assignees: item.assignees.map(sim.shapes.byName),
      reviewers: item.reviewers.map(sim.shapes.byName),
    }),
    issue: () => ({
      object_kind: "issue",
      event_type: "issue",
      ...base,
      object_attributes: {
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
        action: wish.action,
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
      },
      assignees: item.assignees.map(sim.shapes.byName),
      assignee: sim.shapes.byName(item.assignees[0]),
      labels,
      changes,
    }),
    note() {
      const note = item.notes.at(-1);
      const isIssue = wish.list === "issues";
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
      return { object_kind: "note", event_type: "note", ...base, project_id: project.id, object_attributes, ...on };
    },
    push() {
      const count = wish.commits ?? 1;
      const commits = Array.from({ length: Math.min(count, most_commits) }, (_, n) => ({
        id: String(n).padStart(40, "a"),
        message: `Change ${n}\n`,
        title: `Change ${n}`,
        timestamp: company.now(),
        url: `${home}/-/commit/${n}`,
        author: { name: person.name, email: "[REDACTED]" },
        added: [],
        modified: wish.path ? [wish.path] : [],
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
  return tellings[event]();
}
