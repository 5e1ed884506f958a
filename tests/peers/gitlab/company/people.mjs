// SPDX-License-Identifier: Apache-2.0
// People and groups of the sample company: bots, blocked people, the ghost, a tree of groups with dated and inherited membership.
import { makeRandom } from "../../stand-in/random.mjs";
import { hostile_names, hostile_titles } from "./hostile.mjs";

const given = [
  "ada",
  "ben",
  "chloe",
  "dmitri",
  "elif",
  "farid",
  "grace",
  "hana",
  "ivo",
  "jonas",
  "kofi",
  "lena",
  "mira",
  "nils",
  "olga",
  "pavel",
];
const family = ["lind", "osei", "weber", "tanaka", "silva", "novak", "haddad", "moreau", "kaya", "berg", "okafor", "rossi"];
const team_names = ["platform", "payments", "search", "identity", "data", "mobile", "growth", "risk", "logistics", "design-system"];
const day = 86_400_000;
const date = (ms) => new Date(ms).toISOString().slice(0, 10);
const capital = (word) => word[0].toUpperCase() + word.slice(1);

// Who is surely there. GitLab gives what a deleted person wrote to the ghost.
const sure = [
  { id: 1, username: "root", name: "Administrator", admin: true },
  { id: 2, username: "ghost", name: "Ghost User", kind: "ghost" },
  { id: 3, username: "project_100001_bot_4f2a", name: "renovate", bot: true },
  { id: 4, username: "acme-ci", name: "Acme CI" }, // a service account of the ordinary kind
  { id: 5, username: "ispo-reader", name: "ISPO reader" },
];
const plain = { state: "active", admin: false, bot: false, kind: "person" };

export function samplePeople(count, seed) {
  const people = Array.from({ length: count }, (_, i) => {
    const random = makeRandom(seed, "person", i);
    const first = given[i % given.length];
    const last = family[Math.floor(i / given.length) % family.length];
    const round = Math.floor(i / (given.length * family.length));
    const username = `${first}.${last}${round === 0 ? "" : round + 1}`;
    return {
      id: 1001 + i,
      username,
      name: i % 6 === 1 ? hostile_names[Math.floor(i / 6) % hostile_names.length] : `${capital(first)} ${capital(last)}`,
      state: i === 13 || random.chance(0.05) ? "blocked" : "active",
    };
  });
  return [...sure, ...people].map((row) => ({ ...plain, ...row, email: `${row.username}@acme.example` }));
}

// The company is one group; teams are subgroups, some of them with groups below. `vault` is another group, which the reader may not see.
export function sampleGroups(people, seed, now) {
  const members = people.filter(({ id, kind }) => id > 1000 && kind === "person");
  const count = Math.max(6, Math.floor(members.length / 8));
  const top = { ...groupRow(1, "acme", null, "Acme"), members: [member("root", 50, now), member("ispo-reader", 20, now)] };
  const teams = Array.from({ length: count }, (_, i) => {
    const random = makeRandom(seed, "group", i);
    const round = Math.floor(i / team_names.length);
    const path = `${team_names[i % team_names.length]}${round === 0 ? "" : `-${round + 1}`}`;
    const parent = i > 5 && random.chance(0.4) ? `acme/${team_names[i % 3]}` : "acme";
    return {
      ...groupRow(i + 2, path, parent, capital(path.replaceAll("-", " "))),
      visibility: i % 9 === 8 ? "private" : "internal",
      membership_lock: random.chance(0.1),
      members: membersOf(i, members, random, now),
    };
  });
  const vault = { ...groupRow(count + 2, "vault", null, "Vault"), visibility: "private", members: [member("root", 50, now)] };
  return [top, ...teams, vault];
}

const groupRow = (id, path, parent, name) => ({
  id: 500 + id,
  path,
  full_path: parent ? `${parent}/${path}` : path,
  parent,
  name,
  description: id % 5 === 2 ? hostile_titles[id % hostile_titles.length] : "",
  visibility: "internal",
  created_at: "2019-03-02T09:00:00.000Z",
  request_access_enabled: id % 3 !== 0,
  membership_lock: false,
  require_two_factor_authentication: id % 2 === 0,
  project_creation_level: "developer",
  prevent_forking_outside_group: id % 5 === 0,
  default_branch_protection: 2,
});
const member = (username, access_level, now, days = 800) => ({ username, access_level, since: date(now - days * day), until: null });

// `until`: the day on which GitLab took the membership away (`expires_at`); who left is not shown any more.
function membersOf(i, people, random, now) {
  const size = i === 0 && people.length > 150 ? 130 : random.between(3, 9);
  const rows = new Map();
  for (let n = 0; n < size; n++) {
    const { username } = people[(i * 7 + n) % people.length];
    const since = now - random.between(20, 900) * day;
    const until = random.chance(0.1) ? date(since + random.between(5, 15) * day) : random.chance(0.05) ? date(now + 60 * day) : null;
    rows.set(username, { username, access_level: n === 0 ? 50 : random.pick([20, 30, 30, 30, 40]), since: date(since), until });
  }
  return [...rows.values()];
}
