// SPDX-License-Identifier: Apache-2.0
// Issues of a project with their change logs, made when first asked from the seed and the project's id.
import { makeRandom } from "../../stand-in/random.mjs";
import { hostile_titles } from "./hostile.mjs";
import { resolutions, statuses, types } from "./workflow.mjs";

const hour = 3_600_000;
const at = (ms) => new Date(ms).toISOString();
const titles = ["Fix the rounding", "Add a retry", "Speed up the start", "Update the docs", "Say why it failed", "Bump the parser"];
export const teams = ["Platform", "Payments", "Search"];

export function makeActivity(company, seed, now) {
  const people = company.people.filter(({ kind }) => kind === "person").map(({ id }) => id);
  return (project) => {
    const random = makeRandom(seed, "issues", project.id);
    const begun = Date.parse(project.created);
    const own = statuses.filter(({ project: of }) => of === project.id);
    const path = own.length > 0 ? ["10000", "10010", "10011"] : ["10000", "3", "10001", "10003"];
    return Array.from({ length: project.issues_about }, (_, i) => {
      const created = begun + Math.floor(((now - begun) * (i + 1)) / (project.issues_about + 1));
      return issue({ random, project, number: i + 1, created, now, people, path });
    });
  };
}

function issue({ random, project, number, created, now, people, path }) {
  const id = (Number(project.id) - 9_999) * 10_000 + number;
  const reporter = random.chance(0.05)
    ? "557058:standin-automation"
    : random.chance(0.03)
      ? "5b10a0000000000000000002"
      : random.pick(people);
  const row = {
    id,
    project: project.id,
    number,
    key: `${project.key}-${number}`,
    old_keys: [],
    summary: random.chance(0.08) ? random.pick(hostile_titles) : `${random.pick(titles)} (${number})`,
    description: random.chance(0.8) ? "Steps:\n* write a test\n* see src/part_1" : null,
    type: number % 9 === 0 && number > 1 ? types[2].id : random.pick(types.slice(0, 2)).id,
    parent: number % 9 === 0 && number > 1 ? id - 1 : null,
    status: path[0],
    resolution: null,
    resolved: null,
    creator: reporter,
    reporter,
    assignee: null,
    created: at(created),
    updated: at(created),
    labels: ["good-first-issue", "bug", "blocked"].filter(() => random.chance(0.2)),
    components: project.components.filter(() => random.chance(0.3)).map((component) => component.id),
    team: random.chance(0.5) ? random.pick(teams) : null,
    points: random.chance(0.4) ? random.between(1, 8) : null,
    history: [],
  };
  let clock = created;
  const later = () => Math.min(now, (clock += random.skewed(60) * hour + 60_000));
  const steps = number === 1 && project.id === "10000" ? 120 : 0; // one log is longer than any cap
  for (let n = 0; n < steps; n++) change(row, random.pick(people), clock + n * 1000, { team: teams[n % 3] });
  clock += steps * 1000;
  if (random.chance(0.7)) change(row, random.pick(people), later(), { assignee: random.pick(people) });
  for (const status of path.slice(1)) {
    if (random.chance(0.25)) break;
    if (random.chance(0.1) && path.includes("3")) change(row, row.assignee ?? reporter, later(), { status: "10002" });
    const isDone = status === path.at(-1);
    change(row, row.assignee ?? reporter, later(), {
      status,
      ...(isDone ? { resolution: random.chance(0.85) ? "10000" : random.pick(["10001", "10002"]) } : {}),
    });
  }
  if (row.resolution && random.chance(0.1)) change(row, reporter, later(), { status: path[1], resolution: null }); // reopened
  if (random.chance(0.15)) change(row, random.pick(people), later(), { assignee: random.chance(0.3) ? null : random.pick(people) });
  return row;
}

const shown = {
  status: (id) => statuses.find((row) => row.id === id)?.name ?? null,
  resolution: (id) => (id === null ? null : resolutions[id]),
  assignee: (id) => id, // the company puts a name in its place
  team: (name) => name,
};
const ids = { status: "status", resolution: "resolution", assignee: "assignee", team: "customfield_10001", summary: "summary" };
const names = { status: "status", resolution: "resolution", assignee: "assignee", team: "Team", summary: "summary" };

// Changes fields of an issue and writes it into its log.
export function change(row, author, ms, fields) {
  const items = Object.entries(fields)
    .filter(([name, value]) => row[name] !== value)
    .map(([name, value]) => {
      const show = shown[name] ?? ((text) => text);
      const item = {
        name,
        field: names[name],
        fieldId: ids[name],
        custom: name === "team",
        from: row[name],
        fromString: show(row[name]),
        to: value,
        toString: show(value),
      };
      row[name] = value;
      return item;
    });
  if ("resolution" in fields) row.resolved = fields.resolution === null ? null : at(ms);
  row.updated = at(ms);
  if (items.length > 0) row.history.push({ id: row.id * 1000 + row.history.length, author, created: at(ms), items });
}
