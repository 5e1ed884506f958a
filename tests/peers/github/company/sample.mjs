// SPDX-License-Identifier: Apache-2.0
// A company that one seed and a number of repositories determine. README.md describes its form. What happens in a repository (pull
// requests, issues) is made only when somebody looks: see activity.mjs.
import { makeActivity } from "./activity.mjs";
import { sampleFiles } from "./files.mjs";
import { samplePeople, sampleTeams } from "./people.mjs";
import { makeRandom } from "../../stand-in/random.mjs";

export const sample_now = Date.parse("2026-01-05T08:00:00Z");
const day = 86_400_000;
const things = [
  "payments",
  "search",
  "identity",
  "billing",
  "catalog",
  "shipping",
  "pricing",
  "ledger",
  "portal",
  "notify",
  "reports",
  "stock",
];
const kinds = ["api", "web", "service", "sdk", "worker", "schema", "cli", "gateway", "docs", "tools", "jobs", "ui"];
const languages = ["Java", "TypeScript", "Go", "Python", "C++", "Kotlin", null];
const topics = ["innersource", "api", "java", "platform", "library", "deprecated", "help-wanted", "golden-path"];
const licences = ["MIT", "Apache-2.0", "NOASSERTION", null, null, null];

export const at = (ms) => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");

// {organisation, people, teams, properties, repositories, activity(repository)}
export function sampleCompany({ repositories, seed }) {
  const people = samplePeople(Math.min(3000, Math.max(24, Math.floor(repositories * 0.6))), seed);
  const teams = sampleTeams(people, seed, sample_now);
  const company = {
    organisation: { id: 9001, login: "acme", name: "Acme", created_at: "2015-03-02T09:00:00Z", default_permission: "read" },
    people,
    teams,
    properties: [
      { name: "owner-team", type: "string", description: "The team that owns this repository" },
      { name: "lifecycle", type: "single_select", values: ["experimental", "production", "retired"] },
    ],
    repositories: Array.from({ length: repositories }, (_, i) => sampleRepository(i, repositories, seed, people, teams)),
  };
  return { ...company, activity: makeActivity(company, seed, sample_now) };
}

function sampleRepository(i, count, seed, people, teams) {
  const random = makeRandom(seed, "repository", i);
  const name = `${things[i % things.length]}-${kinds[Math.floor(i / things.length) % kinds.length]}`;
  const generation = Math.floor(i / (things.length * kinds.length));
  const host = random.chance(0.9) ? random.pick(teams) : undefined;
  const created = sample_now - random.between(30, 2500) * day;
  const pushed = i === 3 ? created : Math.max(created, sample_now - random.skewed(90) * day - random.below(day));
  const repository = {
    id: 100_001 + i,
    name: generation === 0 ? name : `${name}-${generation + 1}`,
    description: description(i, random),
    visibility: random.pick(["private", "private", "internal", "internal", "internal", "public"]),
    archived: i % 20 === 7,
    fork: i % 20 === 11,
    template: i % 20 === 13,
    empty: i === 3, // no commit yet
    language: random.pick(languages),
    licence: random.pick(licences),
    topics: topics.filter(() => random.chance(0.2)),
    properties: properties(host, random),
    default_branch: i % 10 === 4 ? "release/next" : "main",
    created_at: at(created),
    pushed_at: at(pushed),
    updated_at: at(pushed),
    forking_allowed: random.chance(0.8),
    has_issues: i % 20 !== 9,
    has_discussions: random.chance(0.2),
    host: host?.slug ?? null, // the truth; GitHub shows it only through the fields below
    teams: permissions(host, teams, random),
    collaborators: i % 20 === 8 ? { [people[5].login]: "push" } : collaborators(people, random),
    protection: random.chance(0.5) ? { approvals: random.between(1, 2), code_owners: random.chance(0.4) } : null,
    rulesets: rulesets(i, random),
  };
  // Large lists are somewhere known, so that every company makes a client turn pages.
  repository.pulls_about = i === 0 ? 260 : i === 1 ? 101 : i === 2 ? 0 : random.skewed(count <= 100 ? 24 : 9);
  repository.issues_about = i === 0 ? 130 : Math.floor(repository.pulls_about / 2);
  return { ...repository, files: repository.empty ? {} : sampleFiles(repository, host, random) };
}

const hostile = [
  'Handles <b>money</b> & "more" | *really* `fast`',
  "支払い API – Zahlungen über Größen 💶",
  "\u202egnisrever\u202c with a tab\tand a line\u2028separator",
  null,
  "x".repeat(340),
];
function description(i, random) {
  return i < hostile.length ? hostile[i] : random.chance(0.7) ? `What we know about ${random.pick(things)}` : null;
}

function properties(host, random) {
  const values = {};
  if (host && random.chance(0.7)) values["owner-team"] = host.slug;
  if (random.chance(0.5)) values.lifecycle = random.pick(["experimental", "production", "retired"]);
  return values;
}

const of_all = { id: 69_999, name: "company", enforcement: "active", approvals: 1, source: "Organization" };
function rulesets(i, random) {
  const own = {
    id: 70_000 + i,
    name: "review",
    enforcement: random.pick(["active", "active", "evaluate"]),
    approvals: 1,
    source: "Repository",
  };
  return [...(i % 4 === 0 ? [of_all] : []), ...(random.chance(0.3) ? [own] : [])];
}

function permissions(host, teams, random) {
  const given = {};
  if (host && random.chance(0.8)) given[host.slug] = random.pick(["admin", "maintain"]);
  for (let n = random.below(3); n > 0; n--) given[random.pick(teams).slug] ??= random.pick(["pull", "triage", "push"]);
  return given;
}

function collaborators(people, random) {
  const given = {};
  for (let n = random.below(3); n > 0; n--) {
    const person = random.pick(people);
    if (person.type === "User") given[person.login] = random.pick(["pull", "push", "admin"]);
  }
  return given;
}
