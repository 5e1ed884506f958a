// SPDX-License-Identifier: Apache-2.0
// The company that the stand-in shows: rows by their keys, what a test changed, and what the search has not seen yet.
import { at } from "./sample.mjs";

// `rows` {people, projects, issues?, me?}. Without `issues` each project row carries its own.
export function makeCompany(rows, clock, lag_ms) {
  const people = new Map(rows.people.map((person) => [person.id, person]));
  const projects = new Map(
    rows.projects.flatMap((row) => [
      [row.id, row],
      [row.key, row],
    ]),
  );
  const components = new Map(rows.projects.flatMap((row) => row.components).map((row) => [row.id, row]));
  const lists = new Map(); // project id → issues
  const numbers = new Map(); // the next number of a project
  const old_keys = new Map(); // key that an issue had → issue
  const late = new Map(); // issue → {until, was: what the search still shows, or undefined}

  function issuesOf(project) {
    if (!lists.has(project.id)) {
      const list = rows.issues ? rows.issues(project) : (project.issues ?? []);
      lists.set(project.id, list);
      numbers.set(project.id, 1 + Math.max(0, ...list.map(({ number }) => number)));
    }
    return lists.get(project.id);
  }

  const company = {
    people,
    projects: () => rows.projects.filter(({ gone }) => !gone),
    project: (name) => [projects.get(String(name))].find((row) => row && !row.gone),
    person: (id) => people.get(id),
    component: (id) => components.get(id),
    me: () => people.get(rows.me) ?? rows.people[0],
    maySee: (person, project) => person !== undefined && !project.hidden && !project.gone,
    seen: (person) => company.projects().filter((project) => company.maySee(person, project)),
    issuesOf,
    // By id or key, also one that it had; wherever it is.
    issue(name) {
      const text = String(name).toUpperCase();
      if (old_keys.has(text)) return old_keys.get(text);
      if (/^\d+$/.test(text)) {
        const guess = company.project(String(Math.floor(Number(text) / 10_000) + 9_999));
        return (
          (guess && issuesOf(guess).find(({ id }) => id === Number(text))) ?? company.everywhere().find(({ id }) => id === Number(text))
        );
      }
      const project = company.project(text.replace(/-\d+$/, ""));
      return project && issuesOf(project).find(({ key }) => key === text);
    },
    everywhere: () => rows.projects.flatMap(issuesOf),
    // What the search knows of these projects: a change comes there later. `fresh`: ids for which it must not be late.
    indexed(list, fresh) {
      const now = clock.now();
      const current = list.flatMap(issuesOf);
      if (late.size === 0) return current;
      const ids = new Set(list.map(({ id }) => id));
      const isLate = (issue) => late.has(issue) && late.get(issue).until > now && !fresh.has(issue.id);
      const kept = current.filter((issue) => !isLate(issue));
      const old = [...late.keys()].filter(isLate).flatMap((issue) => late.get(issue).was ?? []);
      return [...kept, ...old.filter(({ project }) => ids.has(project))];
    },
    // A test is about to change it.
    willChange(issue, isNew = false) {
      const until = clock.now() + lag_ms();
      const was = late.get(issue)?.until > clock.now() ? late.get(issue).was : isNew ? undefined : structuredClone(issue);
      late.set(issue, { until, was });
    },
    add(project, issue) {
      const list = issuesOf(project);
      const number = numbers.get(project.id);
      numbers.set(project.id, number + 1);
      Object.assign(issue, { project: project.id, number, key: `${project.key}-${number}` });
      issue.id ??= (Number(project.id) - 9_999) * 10_000 + number;
      list.push(issue);
    },
    // The id stays, the key does not, and the old key leads here.
    move(issue, to) {
      const from = company.project(issue.project);
      lists.set(
        from.id,
        issuesOf(from).filter((row) => row !== issue),
      );
      old_keys.set(issue.key, issue);
      issue.old_keys.push(issue.key);
      issuesOf(to);
      company.add(to, issue);
    },
    remove(issue) {
      const project = projects.get(issue.project);
      lists.set(
        project.id,
        issuesOf(project).filter((row) => row !== issue),
      );
    },
    now: () => at(clock.now()),
  };
  return company;
}
