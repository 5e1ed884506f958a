// SPDX-License-Identifier: Apache-2.0
// A company from a data file: README.md describes its form.

const plain_project = {
  description: null,
  visibility: "private",
  archived: false,
  forked_from: null,
  topics: [],
  default_branch: "main",
  created_at: "2020-01-01T00:00:00.000Z",
  forking_access_level: "enabled",
  merge_requests_access_level: "enabled",
  issues_access_level: "enabled",
  request_access_enabled: true,
  squash_option: "default_off",
  protected_branches: [],
  approval_rules: [],
  push_rule: null,
  members: [],
  moved_from: [],
  files: {},
};
const plain_group = {
  parent: null,
  description: "",
  visibility: "internal",
  created_at: "2020-01-01T00:00:00.000Z",
  request_access_enabled: true,
  membership_lock: false,
  require_two_factor_authentication: false,
  project_creation_level: "developer",
  prevent_forking_outside_group: false,
  default_branch_protection: 2,
  members: [],
};
const plain_item = { description: null, state: "opened", closed_at: null, closed_by: null, labels: [], assignees: [], notes: [] };
const plain_issue = { ...plain_item, confidential: false, discussion_locked: null, links: [], closed_by_merge_requests: [] };
const plain_request = {
  ...plain_item,
  draft: false,
  merged_at: null,
  merged_by: null,
  reviewers: [],
  source_branch: "feature",
  target_branch: "main",
  approved_by: [],
  closes: [],
};

// A company of a data file, complete: ids and times of change where they were left out. The first person is the reader unless `reader` names one.
export function completed(rows) {
  const people = rows.people.map((row, i) => ({
    id: 1001 + i,
    name: row.username,
    state: "active",
    admin: false,
    bot: false,
    kind: "person",
    email: `${row.username}@example.com`,
    ...row,
  }));
  if (!people.some(({ admin }) => admin))
    people.push({
      id: 1,
      username: "root",
      name: "Administrator",
      state: "active",
      admin: true,
      bot: false,
      kind: "person",
      email: "root@example.com",
    });
  const groups = rows.groups.map((row, i) => {
    const group = { id: 501 + i, name: row.path, ...plain_group, ...row };
    return { ...group, full_path: row.full_path ?? (group.parent ? `${group.parent}/${row.path}` : row.path) };
  });
  return { ...rows, people, groups, reader: rows.reader ?? rows.people[0].username, projects: rows.projects.map(project) };
}

function project(row, i) {
  const made = { id: 100_001 + i, name: row.path, full_path: `${row.group}/${row.path}`, ...plain_project, ...row };
  made.last_activity_at ??= made.created_at;
  made.updated_at ??= made.last_activity_at;
  const item = (plain, add) => (given) => ({
    id: made.id * 10_000 + add + given.iid,
    updated_at: given.created_at,
    ...plain,
    source_project_id: made.id,
    ...given,
    notes: (given.notes ?? []).map((note, n) => ({
      id: made.id * 1_000_000 + given.iid * 100 + n,
      system: false,
      updated_at: note.created_at,
      ...note,
    })),
  });
  made.merge_requests = (row.merge_requests ?? []).map(item(plain_request, 0));
  made.issues = (row.issues ?? []).map(item(plain_issue, 5000));
  return made;
}
