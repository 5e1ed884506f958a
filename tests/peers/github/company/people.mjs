// SPDX-License-Identifier: Apache-2.0
// People (with bots, leavers and outsiders) and teams (a tree, with dated membership) of the sample company.
import { makeRandom } from "../../stand-in/random.mjs";

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

const bots = [
  { id: 900, login: "dependabot[bot]", name: null, type: "Bot", member: false },
  { id: 901, login: "ispo-bot[bot]", name: null, type: "Bot", member: false },
  // A service account: GitHub takes it for a person.
  { id: 902, login: "acme-ci", name: "Acme CI", type: "User", member: true, role: "member" },
];

export function samplePeople(count, seed) {
  const people = Array.from({ length: count }, (_, i) => {
    const random = makeRandom(seed, "person", i);
    const first = given[i % given.length];
    const last = family[Math.floor(i / given.length) % family.length];
    const round = Math.floor(i / (given.length * family.length));
    const member = !random.chance(0.06);
    return {
      id: 1001 + i,
      login: `${first}-${last}${round === 0 ? "" : round + 1}`,
      name: random.chance(0.8) ? `${capital(first)} ${capital(last)}` : null,
      type: "User",
      member,
      role: member && i < 2 ? "admin" : "member",
    };
  });
  // Somebody to be sure of: an owner, and one from outside.
  Object.assign(people[0], { member: true, role: "admin" });
  Object.assign(people[5], { member: false, role: "member" });
  return [...people, ...bots];
}

const capital = (word) => word[0].toUpperCase() + word.slice(1);

export function sampleTeams(people, seed, now) {
  const members = people.filter((person) => person.member && person.type === "User");
  const count = Math.max(6, Math.floor(members.length / 8));
  return Array.from({ length: count }, (_, i) => {
    const random = makeRandom(seed, "team", i);
    const round = Math.floor(i / team_names.length);
    const name = `${team_names[i % team_names.length]}${round === 0 ? "" : `-${round + 1}`}`;
    return {
      id: 501 + i,
      slug: name,
      name: capital(name.replace(/-/g, " ")),
      description: random.chance(0.6) ? `We build ${name}` : null,
      privacy: i % 9 === 8 ? "secret" : "closed",
      parent: i > 2 && random.chance(0.4) ? team_names[i % 3] : null,
      members: teamMembers(i, members, random, now),
    };
  });
}

// `until` is the day of leaving: who left is no member today, but was one on the day of a contribution.
function teamMembers(i, people, random, now) {
  const size = i === 0 && people.length > 150 ? 130 : random.between(3, 9);
  const rows = new Map();
  for (let n = 0; n < size; n++) {
    const person = people[(i * 7 + n) % people.length];
    const since = now - random.between(20, 900) * day;
    const until = random.chance(0.1) ? date(since + random.between(5, 15) * day) : null;
    rows.set(person.login, { login: person.login, role: n === 0 ? "maintainer" : "member", since: date(since), until });
  }
  return [...rows.values()];
}
