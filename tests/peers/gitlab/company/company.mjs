// SPDX-License-Identifier: Apache-2.0
// The company that the stand-in shows: rows by their keys, what a test changed, and who may see what.
import { at } from "./sample.mjs";

// Activity of this many projects is kept; the rest is made again when asked.
const kept = 200;

// `rows` {people, groups, projects, activity?, reader?}. Without `activity` each project row carries its own `merge_requests` and `issues`.
export function makeCompany(rows, clock) {
  const people = new Map(rows.people.map((person) => [person.username, person]));
  const by_id = new Map(rows.projects.map((row) => [row.id, row]));
  const by_path = new Map(
    rows.projects.flatMap((row) => [row.full_path, ...(row.moved_from ?? [])].map((path) => [path.toLowerCase(), row])),
  );
  const groups = new Map(
    rows.groups.flatMap((row) => [
      [String(row.id), row],
      [row.full_path.toLowerCase(), row],
    ]),
  );
  const remembered = new Map();
  const changed = new Map();
  const access = new Map(); // person and place → {today, level}
  const indexes = new Map(); // project id → its lists in short
  const now = () => at(clock.now());

  function activity(project) {
    if (changed.has(project.id)) return changed.get(project.id);
    if (!rows.activity) return { merge_requests: project.merge_requests ?? [], issues: project.issues ?? [] };
    if (!remembered.has(project.id)) {
      if (remembered.size >= kept) remembered.delete(remembered.keys().next().value);
      remembered.set(project.id, rows.activity(project));
    }
    return remembered.get(project.id);
  }

  const company = {
    people,
    groups: rows.groups,
    projects: () => rows.projects.filter((row) => !row.gone),
    any: (name) => by_id.get(Number(name)) ?? by_path.get(String(name).toLowerCase()),
    person: (username) => people.get(username),
    reader: () => people.get(rows.reader ?? "ispo-reader"),
    admin: () => rows.people.find(({ admin }) => admin),
    // By id or full path, also an old one.
    project(name) {
      const row = /^\d+$/.test(name) ? by_id.get(Number(name)) : by_path.get(name.toLowerCase());
      return row && !row.gone ? row : undefined;
    },
    group: (name) => groups.get(name.toLowerCase()),
    children: ({ full_path }) => rows.groups.filter(({ parent }) => parent === full_path),
    below: ({ full_path }) => rows.groups.filter((row) => row.full_path.startsWith(`${full_path}/`)),
    // Its groups, the outermost first.
    groupsOf(path) {
      const parts = path.split("/");
      return parts
        .map((_, i) =>
          groups.get(
            parts
              .slice(0, i + 1)
              .join("/")
              .toLowerCase(),
          ),
        )
        .filter(Boolean);
    },
    // Rows {username, access_level, since, until} that hold today, of a group or project itself, or with what it inherits: the highest wins.
    membersOf: ({ members }) => (members ?? []).filter(({ until }) => until === null || until > now().slice(0, 10)),
    allMembersOf(row) {
      const all = new Map();
      for (const holder of [...company.groupsOf(row.group ?? row.full_path), ...(row.group ? [row] : [])]) {
        for (const member of company.membersOf(holder)) {
          if (!((all.get(member.username)?.access_level ?? -1) >= member.access_level)) all.set(member.username, member);
        }
      }
      return [...all.values()];
    },
    // Of a group's project without members of its own it is the group's.
    accessOf(person, row) {
      if (person?.admin) return 50;
      if (person === undefined) return 0;
      const own = row.group !== undefined && row.members?.length > 0;
      const key = `${person.username} ${own ? row.full_path : (row.group ?? row.full_path)}`;
      const today = now().slice(0, 10); // memberships end with a day
      const found = access.get(key);
      if (found?.today === today) return found.level;
      const level = company.allMembersOf(row).find(({ username }) => username === person.username)?.access_level ?? 0;
      access.set(key, { today, level });
      return level;
    },
    // Somebody has joined, left or moved.
    forgetAccess: () => access.clear(),
    maySee(person, row) {
      if (row.gone || (row.hidden && !person?.admin)) return false;
      return row.visibility === "public" || (row.visibility === "internal" && person !== undefined) || company.accessOf(person, row) > 0;
    },
    maySeeGroup: (person, row) => company.maySee(person, row),

    // {merge_requests, issues}, lowest iid first.
    activity,
    // The same, and it stays: a test is about to change it.
    changeable(project) {
      changed.set(project.id, activity(project));
      indexes.delete(project.id);
      return changed.get(project.id);
    },
    // Rows in short of many projects: [{project, iid, …what lists filter and sort by}]. Kept, as every page of a group's list needs all of them.
    index(list, projects) {
      return projects.flatMap((project) => {
        if (!indexes.has(project.id)) indexes.set(project.id, inShort(project, activity(project)));
        return indexes.get(project.id)[list];
      });
    },
    item: ({ project, iid }, list) => activity(project)[list].find((item) => item.iid === iid),

    move(project, full_path) {
      by_path.set(full_path.toLowerCase(), project);
      const parts = full_path.split("/");
      Object.assign(project, { full_path, path: parts.at(-1), group: parts.slice(0, -1).join("/") });
      project.updated_at = now();
    },
    touch(row) {
      row.updated_at = now();
      return row;
    },
    now,
  };
  return company;
}

const filtered = [
  "iid",
  "id",
  "state",
  "author",
  "created_at",
  "updated_at",
  "labels",
  "assignees",
  "reviewers",
  "confidential",
  "draft",
  "title",
  "merged_at",
  "source_branch",
  "target_branch",
];

function inShort(project, lists) {
  const short = (item) => ({ project, ...Object.fromEntries(filtered.map((name) => [name, item[name]])) });
  return { merge_requests: lists.merge_requests.map(short), issues: lists.issues.map(short) };
}
