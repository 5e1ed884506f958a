// SPDX-License-Identifier: Apache-2.0
// A company that one seed and a number of projects determine. README.md describes its form. Issues are made only when somebody looks: see
// activity.mjs.
import { makeRandom } from "../../stand-in/random.mjs";
import { makeActivity } from "./activity.mjs";
import { hostile_names } from "./hostile.mjs";

export const sample_now = Date.parse("2026-01-05T08:00:00Z");
const day = 86_400_000;
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
const things = ["PAY", "SRCH", "IDENT", "BILL", "CAT", "SHIP", "PRICE", "LEDG", "PORT", "NOTE", "REP", "STOCK"];
const capital = (word) => word[0].toUpperCase() + word.slice(1);
export const at = (ms) => new Date(ms).toISOString();

// {people, projects, statuses, categories, issues(project)}
export function sampleCompany({ projects, seed }) {
  const people = samplePeople(Math.min(3000, Math.max(24, Math.floor(projects * 0.6))), seed);
  const rows = Array.from({ length: projects }, (_, i) => sampleProject(i, projects, seed, people));
  const company = { people, projects: rows };
  return { ...company, issues: makeActivity(company, seed, sample_now) };
}

// `emailVisible`: on Cloud most people hide their address. `kind` deleted: only an id and a placeholder are left.
function samplePeople(count, seed) {
  const sure = [
    { id: "5b10a0000000000000000001", username: "ispo-reader", name: "ISPO reader", emailVisible: true },
    { id: "5b10a0000000000000000002", username: "former", name: "Former user", kind: "deleted", active: false },
    { id: "557058:standin-automation", username: "automation", name: "Automation for Jira", kind: "app" },
  ];
  const people = Array.from({ length: count }, (_, i) => {
    const random = makeRandom(seed, "person", i);
    const first = given[i % given.length];
    const last = family[Math.floor(i / given.length) % family.length];
    const round = Math.floor(i / (given.length * family.length));
    return {
      id: `5b10ac8d82e05b22cc7d${String(i).padStart(4, "0")}`,
      username: `${first}.${last}${round === 0 ? "" : round + 1}`,
      name: i % 6 === 1 ? hostile_names[Math.floor(i / 6) % hostile_names.length] : `${capital(first)} ${capital(last)}`,
      active: i !== 13 && !random.chance(0.05),
      emailVisible: random.chance(0.2),
    };
  });
  return [...sure, ...people].map((row) => ({
    kind: "person",
    active: true,
    emailVisible: false,
    email: `${row.username}@acme.example`,
    ...row,
  }));
}

function sampleProject(i, count, seed, people) {
  const random = makeRandom(seed, "project", i);
  const round = Math.floor(i / things.length);
  const project = {
    id: String(10_000 + i),
    key: `${things[i % things.length]}${round === 0 ? "" : round + 1}`,
    name: i === 4 ? "Größe & <b>Preis</b> \u202e" : `${capital(things[i % things.length].toLowerCase())} ${round + 1}`,
    lead: people[3 + random.below(people.length - 3)].id,
    category: random.chance(0.5) ? { id: "10100", name: random.pick(["Platform", "Products"]) } : null,
    style: i % 5 === 3 ? "next-gen" : "classic", // team-managed: it has statuses of its own
    archived: i % 20 === 7,
    hidden: i % 20 === 19, // the reader may not browse it
    components: ["core", "web"]
      .filter(() => random.chance(0.5))
      .map((name, n) => ({ id: String(20_000 + i * 10 + n), name, lead: people[3 + random.below(people.length - 3)].id })),
    created: at(sample_now - random.between(30, 2500) * day),
  };
  // Large lists are somewhere known, so that every company makes a client turn pages.
  project.issues_about = i === 0 ? 260 : i === 1 ? 101 : i === 2 ? 0 : random.skewed(count <= 100 ? 30 : 10);
  return project;
}
