// SPDX-License-Identifier: Apache-2.0
// A company that one seed and a number of projects determine. README.md describes its form. What happens in a project is made only when
// somebody looks: see activity.mjs.
import { makeRandom } from "../../stand-in/random.mjs";
import { makeActivity } from "./activity.mjs";
import { sampleFiles } from "./files.mjs";
import { hostile_texts, hostile_titles } from "./hostile.mjs";
import { sampleGroups, samplePeople } from "./people.mjs";

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
const topics = ["innersource", "api", "java", "platform", "library", "deprecated", "help-wanted", "golden-path"];

export const at = (ms) => new Date(ms).toISOString();

// {people, groups, projects, activity(project)}
export function sampleCompany({ projects, seed }) {
  const people = samplePeople(Math.min(3000, Math.max(24, Math.floor(projects * 0.6))), seed);
  const groups = sampleGroups(people, seed, sample_now);
  const teams = groups.slice(1, -1);
  const rows = Array.from({ length: projects }, (_, i) =>
    sampleProject(i, projects, seed, people, i % 20 === 19 ? [groups.at(-1)] : teams),
  );
  const company = { people, groups, projects: rows };
  return { ...company, activity: makeActivity(company, seed, sample_now) };
}

function sampleProject(i, count, seed, people, teams) {
  const random = makeRandom(seed, "project", i);
  const word = `${things[i % things.length]}-${kinds[Math.floor(i / things.length) % kinds.length]}`;
  const generation = Math.floor(i / (things.length * kinds.length));
  const path = generation === 0 ? word : `${word}-${generation + 1}`;
  const group = (i === 0 ? teams[0] : random.pick(teams)).full_path;
  const created = sample_now - random.between(30, 2500) * day;
  const last = i === 3 ? created : Math.max(created, sample_now - random.skewed(90) * day - random.below(day));
  const project = {
    id: 100_001 + i,
    path,
    name: i % 30 === 17 ? hostile_titles[2] : path,
    group,
    full_path: `${group}/${path}`,
    description:
      i < hostile_titles.length
        ? hostile_titles[i]
        : i % 10 === 9
          ? hostile_texts[0]
          : random.chance(0.7)
            ? `What we know about ${things[i % 12]}`
            : null,
    visibility: group === "vault" ? "private" : random.pick(["private", "private", "internal", "internal", "internal", "public"]),
    archived: i % 20 === 7,
    forked_from: i % 20 === 11 ? 100_001 : null,
    empty: i === 3, // no commit yet
    topics: topics.filter(() => random.chance(0.2)),
    default_branch: i === 3 ? null : i % 10 === 4 ? "release/next" : "main",
    created_at: at(created),
    updated_at: at(last),
    last_activity_at: at(last),
    forking_access_level: random.pick(["enabled", "enabled", "private", "disabled"]),
    merge_requests_access_level: i % 20 === 13 ? "disabled" : random.pick(["enabled", "enabled", "private"]),
    issues_access_level: i % 20 === 9 ? "disabled" : "enabled",
    request_access_enabled: random.chance(0.6),
    squash_option: random.pick(["never", "default_off", "default_on"]),
    protected_branches: i === 3 ? [] : protectedBranches(i, random),
    approval_rules: approvalRules(i, random, people, group),
    push_rule: random.chance(0.3)
      ? { id: 300 + i, member_check: true, prevent_secrets: random.chance(0.5), commit_message_regex: "" }
      : null,
    members: i % 20 === 8 ? [{ username: people[10].username, access_level: 30, since: "2025-01-01", until: null }] : [],
    moved_from: i % 20 === 5 ? [`acme/old-${path}`] : [],
  };
  // Large lists are somewhere known, so that every company makes a client turn pages.
  project.merge_requests_about = i === 0 ? 260 : i === 1 ? 101 : i === 2 ? 0 : random.skewed(count <= 100 ? 24 : 9);
  project.issues_about = i === 0 ? 130 : Math.floor(project.merge_requests_about / 2);
  return { ...project, files: project.empty ? {} : sampleFiles(i, project, random) };
}

const protectedBranches = (i, random) =>
  random.chance(0.8)
    ? [
        {
          id: 9000 + i,
          name: i % 7 === 0 ? "release/*" : i % 10 === 4 ? "release/next" : "main",
          push: random.pick([0, 40]),
          merge: random.pick([30, 40]),
          allow_force_push: random.chance(0.1),
          code_owners: random.chance(0.3),
        },
      ]
    : [];

const approvalRules = (i, random, people, group) =>
  random.chance(0.4)
    ? [
        {
          id: 7000 + i,
          name: "review",
          rule_type: "regular",
          approvals_required: random.between(0, 2),
          users: [people[8].username],
          groups: [group],
        },
      ]
    : [];
