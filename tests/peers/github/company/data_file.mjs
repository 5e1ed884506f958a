// SPDX-License-Identifier: Apache-2.0
// A company from a data file: README.md describes its form.

// What a row of a data file may leave out.
const plain_repository = {
  description: null,
  visibility: "private",
  archived: false,
  fork: false,
  template: false,
  language: null,
  licence: null,
  topics: [],
  properties: {},
  default_branch: "main",
  forking_allowed: true,
  has_issues: true,
  has_discussions: false,
  host: null,
  teams: {},
  collaborators: {},
  protection: null,
  rulesets: [],
  files: {},
  created_at: "2020-01-01T00:00:00Z",
};
const plain_item = { body: null, state: "OPEN", association: "MEMBER", closed_at: null, labels: [], comments: [], events: [] };
const plain_issue = { ...plain_item, locked: false, assignees: [], closed_by: [] };
const plain_pull = {
  ...plain_item,
  draft: false,
  merged_at: null,
  merged_by: null,
  from_fork: false,
  additions: 0,
  deletions: 0,
  changed_files: 1,
  reviews: [],
  closes: [],
};

// A company of a data file, complete: ids and times of change where they were left out.
export function completed(rows) {
  const item = (plain, repository) => (row) => ({ id: repository.id * 10_000 + row.number, updated_at: row.created_at, ...plain, ...row });
  const repositories = rows.repositories.map((row, i) => {
    const repository = { id: 100_001 + i, ...plain_repository, ...row };
    repository.pushed_at ??= repository.created_at;
    repository.updated_at ??= repository.pushed_at;
    repository.pull_requests = (row.pull_requests ?? []).map(item(plain_pull, repository));
    repository.issues = (row.issues ?? []).map(item(plain_issue, repository));
    return repository;
  });
  const people = rows.people.map((row, i) => ({ id: 1001 + i, name: null, type: "User", member: true, role: "member", ...row }));
  const teams = rows.teams.map((row, i) => ({
    id: 501 + i,
    name: row.slug,
    description: null,
    privacy: "closed",
    parent: null,
    members: [],
    ...row,
  }));
  const organisation = {
    id: 9001,
    name: rows.organisation.login,
    created_at: "2015-03-02T09:00:00Z",
    default_permission: "read",
    ...rows.organisation,
  };
  return { properties: [], ...rows, organisation, people, teams, repositories };
}
