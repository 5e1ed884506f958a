// SPDX-License-Identifier: Apache-2.0
// Teams, their members with days, and whose a repository is by what teams may do and what properties say.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startGithub } from "../github/start.mjs";
import { rows } from "./kept.mjs";
import { office } from "./office.mjs";

let github, home;
before(async () => {
  github = await startGithub("--repositories", "300", "--seed", "4", "--ghes");
  home = await office(github, { more: 'history_days = 1\nowner_property = "Owner-Team"\n' });
  // Files are of no weight here, and those of 300 repositories take a while.
  await github.post("faults", { on: "git/get-tree", action: "not_found", times: 0 });
});
after(async () => {
  await home.remove();
  await github.stop();
});

const members = `SELECT t.name AS team, p.login, m.valid_from, m.valid_to FROM membership m JOIN team t ON t.id = m.team JOIN person p ON p.id = m.person
  WHERE m.link = 4 ORDER BY t.name, p.login`;
const today = Math.floor(Date.now() / 86_400_000) * 86_400;

async function truth() {
  const { teams, repositories } = await github.get("company");
  const now = new Date((await github.post("clock", { advance_ms: 0 })).now).toISOString().slice(0, 10);
  const there = (row) => row.until === null || row.until > now;
  return { teams, repositories, pairs: teams.flatMap(({ name, members: list }) => list.filter(there).map(({ login }) => `${name} ${login}`)).sort() };
}
const open = () => rows(home, members).filter(({ valid_to }) => valid_to === null).map(({ team, login }) => `${team} ${login}`).sort();

test("every team is there with its parent and its members, also one of more than a hundred", async () => {
  await home.sync();
  const { teams, pairs } = await truth();
  assert.ok(teams.some(({ members: list }) => list.length > 100));
  assert.deepEqual(open(), pairs);
  assert.ok(rows(home, members).every(({ valid_from }) => valid_from === 0), "what is seen first counts as always so");
  const parents = rows(home, "SELECT t.name, u.name AS parent FROM team t LEFT JOIN team u ON u.key = t.parent JOIN hosted_team h ON h.team = t.id");
  const names = new Map(teams.map(({ slug, name }) => [slug, name]));
  assert.deepEqual(
    parents.map(({ name, parent }) => `${name} < ${parent}`).sort(),
    teams.map(({ name, parent }) => `${name} < ${parent ? names.get(parent) : null}`).sort(),
  );
});

test("the one team that may administer or maintain owns a repository, and so does the team that its property names", async () => {
  const { teams, repositories } = await truth();
  const names = new Map(teams.map(({ slug, name }) => [slug, name]));
  const owned = rows(home, "SELECT r.name AS repository, t.name AS team, o.link FROM ownership o JOIN repository r ON r.id = o.repository JOIN team t ON t.id = o.team WHERE o.valid_to IS NULL");
  const hosts = repositories.flatMap(({ name, teams: given }) => {
    const able = Object.entries(given ?? {}).filter(([, permission]) => permission === "admin" || permission === "maintain");
    return able.length === 1 ? [`${name} ${names.get(able[0][0])}`] : [];
  });
  assert.deepEqual(owned.filter(({ link }) => link === 5).map(({ repository, team }) => `${repository} ${team}`).sort(), hosts.sort());
  const named = repositories.flatMap(({ name, properties }) => (properties?.["owner-team"] ? [`${name} ${names.get(properties["owner-team"]) ?? properties["owner-team"]}`] : []));
  assert.deepEqual(owned.filter(({ link }) => link === 2).map(({ repository, team }) => `${repository} ${team}`).sort(), named.sort());
});

test("a team that CODEOWNERS mentions is the one that is listed", async () => {
  const small = await startGithub("--repositories", "12", "--seed", "6", "--ghes");
  const other = await office(small, { more: "history_days = 1\n" });
  try {
    await other.sync();
    const { teams, repositories } = await small.get("company");
    const names = new Map(teams.map(({ slug, name }) => [`@acme/${slug}`, name]));
    const owned = rows(other, "SELECT r.name AS repository, t.name AS team FROM ownership o JOIN repository r ON r.id = o.repository JOIN team t ON t.id = o.team WHERE o.link = 4");
    assert.ok(owned.some(({ team }) => [...names.values()].includes(team)), JSON.stringify(owned));
    for (const { repository, team } of owned) {
      assert.ok(!names.has(team), `${repository}: ${team} is listed`);
      assert.ok(repositories.some(({ name }) => name === repository));
    }
  } finally {
    await other.remove();
    await small.stop();
  }
});

test("what teams may do where is kept", async () => {
  const { repositories, teams } = await truth();
  const names = new Map(teams.map(({ slug, name }) => [slug, name]));
  const words = { pull: "READ", triage: "TRIAGE", push: "WRITE", maintain: "MAINTAIN", admin: "ADMIN" };
  const kept = rows(home, "SELECT r.name AS repository, t.name AS team, d.role FROM reader d JOIN repository r ON r.id = d.repository JOIN team t ON t.id = d.team");
  assert.deepEqual(
    kept.map(({ repository, team, role }) => `${repository} ${team} ${role}`).sort(),
    repositories.flatMap(({ name, teams: given }) => Object.entries(given ?? {}).map(([slug, permission]) => `${name} ${names.get(slug)} ${words[permission]}`)).sort(),
  );
});

test("teams are listed once a day, and anew when asked: who left ends today, who joined begins today", async () => {
  const { teams } = await truth();
  const [team] = teams;
  const leaver = team.members.find(({ until }) => until === null).login;
  const { people } = await github.get("company");
  const joiner = people.find(({ login, member, type }) => member && type === "User" && !team.members.some((row) => row.login === login)).login;
  await github.post("act", { do: "leave_team", team: team.slug, person: leaver });
  await github.post("act", { do: "join_team", team: team.slug, person: joiner });
  const before = open();
  await github.del("calls");
  await home.sync();
  assert.equal((await github.get("calls?operation=Teams")).length, 0);
  assert.deepEqual(open(), before);
  await home.sync("--full");
  assert.deepEqual(open(), (await truth()).pairs);
  const all = rows(home, members).filter((row) => row.team === team.name);
  assert.equal(all.find(({ login }) => login === leaver).valid_to, today);
  assert.equal(all.find(({ login }) => login === joiner).valid_from, today);
  assert.deepEqual(await github.get("breaks"), []);
});

test("a team of which GitHub leaves something out stays as it was", async () => {
  const before = open();
  for (const on of ["Teams", "Team"]) await github.post("faults", { on, action: "missing_fields", fields: ["members"], times: 0 });
  const run = await home.sync("--full");
  assert.equal(run.code, 3);
  assert.deepEqual(open(), before);
});

test("killed between the listing and its end, again and again: what the first listing shows was always so", async () => {
  await github.del("faults");
  await github.post("faults", { on: "git/get-tree", action: "not_found", times: 0 });
  const other = await office(github, { more: 'history_days = 1\nowner_property = "Owner-Team"\n' });
  try {
    for (const operation of ["Teams", "Team", "Team"]) {
      await github.del("calls");
      await other.killed(async () => (await github.get(`calls?operation=${operation}`)).length > 0);
    }
    await other.sync();
    const { pairs } = await truth();
    const all = rows(other, members);
    assert.deepEqual(all.map(({ team, login }) => `${team} ${login}`).sort(), pairs);
    assert.ok(all.every(({ valid_from, valid_to }) => valid_from === 0 && valid_to === null));
    const owned = rows(other, "SELECT link, valid_from, valid_to FROM ownership");
    for (const link of [2, 5]) assert.ok(owned.some((row) => row.link === link));
    assert.ok(owned.every(({ valid_from, valid_to }) => valid_from === 0 && valid_to === null));
  } finally {
    await other.remove();
  }
});
