// SPDX-License-Identifier: Apache-2.0
// The company that the stand-in shows: rows by their keys, what a test changed, and nothing that GitHub would hide.
import { at } from "./sample.mjs";

// Activity of this many repositories is kept; the rest is made again when asked.
const kept = 200;

// `rows` {organisation, people, teams, properties, repositories, activity?}. Without `activity` each repository row carries its own
// `pull_requests` and `issues`.
export function makeCompany(rows, clock) {
  const people = new Map(rows.people.map((person) => [person.login, person]));
  const teams = new Map(rows.teams.map((team) => [team.slug, team]));
  const byId = new Map();
  const byName = new Map();
  for (const row of rows.repositories) {
    byId.set(row.id, row);
    byName.set(row.name.toLowerCase(), row);
  }
  const remembered = new Map();
  const changed = new Map();
  const orders = new Map();
  const now = () => at(clock.now());

  const company = {
    organisation: rows.organisation,
    properties: rows.properties ?? [],
    people,
    teams,
    person: (login) => people.get(login),
    members: () => rows.people.filter((person) => person.member),
    membersOf: (team) => team.members.filter(({ until }) => until === null || until > now().slice(0, 10)),
    children: (team) => rows.teams.filter((other) => other.parent === team.slug),
    // Those that exist and that the credential may see.
    repositories: () => rows.repositories.filter(isVisible),
    // The same, rising by a field; kept until an act, because a client asks for the same order page by page.
    repositoriesBy(field) {
      if (!orders.has(field)) {
        const key = (row) => `${row[field].toLowerCase()} ${row.id}`;
        orders.set(
          field,
          company
            .repositories()
            .map((row) => [key(row), row])
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([, row]) => row),
        );
      }
      return orders.get(field);
    },
    reorder: () => orders.clear(),
    // By present or former name. A former name gives {repository, moved: true}.
    named(name) {
      const repository = byName.get(name.toLowerCase());
      if (!repository || !isVisible(repository)) return undefined;
      return { repository, moved: repository.name.toLowerCase() !== name.toLowerCase() };
    },
    // The row even if GitHub would hide it: for those who change the company.
    any: (name) => byName.get(String(name).toLowerCase()),
    byId: (id) => [byId.get(id)].find((repository) => repository && isVisible(repository)),
    teamsOf: (repository) => Object.entries(repository.teams ?? {}).map(([slug, permission]) => ({ team: teams.get(slug), permission })),
    repositoriesOf: (team) =>
      company
        .repositories()
        .filter((repository) => repository.teams?.[team.slug])
        .map((repository) => ({ repository, permission: repository.teams[team.slug] })),
    outsiders: () => {
      const logins = new Set(company.repositories().flatMap((repository) => Object.keys(repository.collaborators ?? {})));
      return rows.people.filter((person) => !person.member && logins.has(person.login));
    },

    // {pull_requests, issues}, lowest number first.
    activity(repository) {
      if (changed.has(repository.id)) return changed.get(repository.id);
      if (!rows.activity) return { pull_requests: repository.pull_requests ?? [], issues: repository.issues ?? [] };
      if (!remembered.has(repository.id)) {
        if (remembered.size >= kept) remembered.delete(remembered.keys().next().value);
        remembered.set(repository.id, rows.activity(repository));
      }
      return remembered.get(repository.id);
    },
    // The same, and it stays: a test is about to change it.
    changeable(repository) {
      changed.set(repository.id, company.activity(repository));
      return changed.get(repository.id);
    },

    rename(repository, name) {
      repository.name = name;
      byName.set(name.toLowerCase(), repository);
      company.touch(repository);
    },
    touch(row) {
      row.updated_at = now();
      return row;
    },
    now,
  };
  return company;
}

// `gone`: deleted; `hidden`: the credential lost its permission. GitHub says the same of both.
const isVisible = (repository) => !repository.gone && !repository.hidden;
