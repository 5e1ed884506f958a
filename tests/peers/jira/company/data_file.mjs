// SPDX-License-Identifier: Apache-2.0
// A company from a data file: README.md describes its form. The first person is who reads, unless `me` names one.
const plain_person = { kind: "person", active: true, emailVisible: false };
const plain_project = {
  category: null,
  style: "classic",
  archived: false,
  hidden: false,
  components: [],
  created: "2020-01-01T00:00:00.000Z",
};
const plain_issue = {
  old_keys: [],
  description: null,
  type: "10001",
  parent: null,
  status: "10000",
  resolution: null,
  resolved: null,
  assignee: null,
  labels: [],
  components: [],
  team: null,
  points: null,
  history: [],
};

export function completed(rows) {
  const people = rows.people.map((row) => ({
    ...plain_person,
    username: row.id,
    name: row.id,
    email: `${row.username ?? row.id}@example.com`,
    ...row,
  }));
  const projects = rows.projects.map((row, i) => {
    const project = { id: String(10_000 + i), name: row.key, lead: people[0].id, ...plain_project, ...row };
    const issues = (row.issues ?? []).map((issue) => ({
      ...plain_issue,
      id: (Number(project.id) - 9_999) * 10_000 + issue.number,
      project: project.id,
      key: `${project.key}-${issue.number}`,
      creator: issue.reporter,
      updated: issue.created,
      ...issue,
    }));
    return { ...project, issues };
  });
  return { me: people[0].id, ...rows, people, projects };
}
