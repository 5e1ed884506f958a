// SPDX-License-Identifier: Apache-2.0
// What people do at Jira while a client reads. Each act moves `updated` to the stand-in's now; the search sees it later (setting `index_lag_ms`).
import { change } from "./company/activity.mjs";

const of_issues = {
  edit: (sim, issue, { fields, author }) => changed(sim, issue, author, fields),
  transition: (sim, issue, { to, author, resolution }) =>
    changed(sim, issue, author, { status: to, ...(resolution === undefined ? {} : { resolution }) }),
  assign: (sim, issue, { person = null, author }) => changed(sim, issue, author, { assignee: person }),
  label: (_, issue, { label }) => void issue.labels.push(label),
  move(sim, issue, { to, author }) {
    const [from, project] = [sim.company.project(issue.project), sim.company.project(to)];
    if (!project) throw new Error(`There is no project ${to}.`);
    const key = issue.key;
    sim.company.move(issue, project);
    const items = [
      {
        name: "project",
        field: "project",
        fieldId: "project",
        from: from.id,
        fromString: from.name,
        to: project.id,
        toString: project.name,
      },
      { name: "key", field: "Key", fieldId: undefined, from: null, fromString: key, to: null, toString: issue.key },
    ];
    issue.history.push({
      id: issue.id * 1000 + issue.history.length,
      author: author ?? sim.company.me().id,
      created: sim.company.now(),
      items,
    });
  },
  delete: (sim, issue) => sim.company.remove(issue),
};
const changed = (sim, issue, author, fields) => change(issue, author ?? sim.company.me().id, sim.clock.now(), fields);

const of_projects = {
  hide: (_, project) => void (project.hidden = true),
  show: (_, project) => void (project.hidden = false),
  archive: (_, project) => void (project.archived = true),
  delete_project: (_, project) => void (project.gone = true),
  open(sim, project, { summary = "New", author, ...fields }) {
    const me = author ?? sim.company.me().id;
    const now = sim.company.now();
    const issue = {
      old_keys: [],
      summary,
      description: null,
      type: "10001",
      parent: null,
      status: "10000",
      resolution: null,
      resolved: null,
      creator: me,
      reporter: me,
      assignee: null,
      created: now,
      updated: now,
      labels: [],
      components: [],
      team: null,
      points: null,
      history: [],
      ...fields,
    };
    sim.company.add(project, issue);
    sim.company.willChange(issue, true);
    return issue;
  },
};
const of_people = {
  // Only an id is left of who asked to be forgotten.
  forget: (_, person) => void Object.assign(person, { kind: "deleted", active: false, name: "Former user", email: "" }),
  deactivate: (_, person) => void (person.active = false),
};

// {do, issue: id or key | project: id or key | person: an id, …}: answers {issue}, {project, issue?} or {person}.
export function act(sim, wish) {
  const { company } = sim;
  if (Object.hasOwn(of_people, wish.do)) {
    const person = found(company.person(wish.person), "person", wish.person);
    of_people[wish.do](sim, person);
    return { person };
  }
  if (Object.hasOwn(of_projects, wish.do)) {
    const project = found(company.project(wish.project), "project", wish.project);
    return { project, issue: of_projects[wish.do](sim, project, wish) };
  }
  if (!Object.hasOwn(of_issues, wish.do))
    throw new Error(`There is no doing ${wish.do}. Known: ${[of_issues, of_projects, of_people].flatMap(Object.keys).join(", ")}.`);
  const issue = found(company.issue(wish.issue), "issue", wish.issue);
  company.willChange(issue);
  of_issues[wish.do](sim, issue, wish);
  issue.updated = company.now();
  return { issue };
}

function found(row, kind, name) {
  if (!row) throw new Error(`There is no ${kind} ${name}.`);
  return row;
}
