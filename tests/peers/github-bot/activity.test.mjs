// SPDX-License-Identifier: Apache-2.0
// Pull requests and issues: what the stand-in knows is what the store holds, whatever happens on the way.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { startGithub } from "../github/start.mjs";
import { expected, kept, rows } from "./kept.mjs";
import { office } from "./office.mjs";

let github;
before(async () => {
  github = await startGithub("--repositories", "12", "--seed", "3", "--ghes");
});
after(() => github.stop());
beforeEach(async () => {
  await github.del("faults");
  await github.post("reset");
  await github.del("calls");
});

// All there is, whenever it was: the stand-in's dates stand still, the program's clock does not.
const all_history = { more: "history_days = 0\n" };
async function withOffice(options, work) {
  const home = await office(github, { ...all_history, ...options });
  try {
    await work(home);
    assert.deepEqual(await github.get("breaks"), [], "nothing that GitHub's contract forbids was sent");
  } finally {
    await home.remove();
  }
}
// What a person reads, in one line: where it is wrapped is of no weight.
const statusOf = async (home) => (await home.run("status")).out.replace(/\s+/g, " ");
const company = async () => {
  const { repositories, people } = await github.get("company");
  return { shown: repositories.filter((row) => !row.gone && !row.hidden), bots: new Set(people.filter(({ type }) => type === "Bot").map(({ login }) => login)) };
};
async function isComplete(home) {
  const { shown, bots } = await company();
  let items = 0;
  for (const row of shown) {
    const truth = await github.get(`repository?name=${row.name}`);
    const wanted = expected(truth, bots);
    items += wanted.length;
    assert.deepEqual(kept(home, row), wanted, row.name);
  }
  return items;
}
const [changes, issues, sweep] = ["Changes", "Issues", "Sweep"];
const callsOf = async (operation) => (await github.get(`calls?operation=${operation}`)).length;
const synced = async (home, ...words) => {
  const run = await home.sync(...words);
  assert.equal(run.code, 0, run.out + run.error);
  return run.json.data.sources[0];
};

test("from nothing: every item with its first response, and a second run only looks where something changed", () =>
  withOffice({}, async (home) => {
    const first = await synced(home);
    const items = await isComplete(home);
    assert.ok(items > 400, "there is something to read");
    assert.ok(first.items >= items);
    assert.deepEqual(first.troubles, []);
    for (const { cost, page } of await github.get(`calls?operation=${changes}`)) assert.ok(cost === 2 || page < 100, `${page}: ${cost}`);
    for (const { cost } of await github.get(`calls?operation=${issues}`)) assert.ok(cost <= 2);
    await github.del("calls");
    const second = await synced(home);
    assert.equal(second.items, 0);
    const calls = await github.get("calls");
    assert.equal(calls.filter(({ operation }) => operation === sweep).length, 1);
    assert.equal(calls.filter(({ operation }) => operation === changes || operation === issues).length, 0);
    assert.equal(calls.find(({ operation }) => operation === sweep).cost, 2);
    const status = await home.run("status", "--json");
    assert.equal(status.json.data.sources[0].to_read, 0);
    assert.equal(status.json.data.sources[0].undecided, 0);
  }));

test("what people do afterwards is there after the next run, and only that is read", () =>
  withOffice({}, async (home) => {
    await synced(home);
    const { shown } = await company();
    const [busy] = shown;
    const { pull_requests: pulls, issues: list } = await github.get(`repository?name=${busy.name}`);
    await github.post("clock", { advance_ms: 3_600_000 });
    const open = pulls.find(({ state, reviews, comments }) => state === "OPEN" && reviews.length + comments.length > 0);
    await github.post("act", { do: "comment", repository: busy.name, number: open.number, author: "ada-lind" });
    await github.post("act", { do: "open_pull", repository: busy.name, author: "dependabot[bot]", title: "Bump" });
    await github.post("act", { do: "open_pull", repository: busy.name, author: null, title: "From somebody who left" });
    await github.post("act", { do: "open_pull", repository: busy.name, author: "ada-lind", title: "Not ready", draft: true });
    const opened = await github.post("act", { do: "open_pull", repository: busy.name, author: "ben-lind", title: "Mine" });
    await github.post("act", { do: "merge", repository: busy.name, number: opened.item.number, actor: "ben-lind" });
    await github.post("act", { do: "open_issue", repository: busy.name, author: "ada-lind", title: "Help", labels: ["good first issue"] });
    const issue = list.find(({ state }) => state === "OPEN");
    await github.post("act", { do: "assign", repository: busy.name, number: issue.number, person: "ben-lind" });
    await github.post("act", { do: "close", repository: busy.name, number: issue.number });
    await github.del("calls");
    await synced(home);
    assert.equal(await callsOf(changes), 1);
    assert.equal(await callsOf(issues), 1);
    await isComplete(home);
    const [ghost] = rows(home, "SELECT author FROM item WHERE title = 'From somebody who left'");
    assert.equal(ghost.author, null);
    const [bot] = rows(home, "SELECT DISTINCT p.kind FROM item i JOIN person p ON p.id = i.author WHERE p.login = 'dependabot[bot]'");
    assert.equal(bot.kind, "bot");
  }));

test("kill -9 half-way, again and again: no item twice, none missing, and status says where it is", () =>
  withOffice({}, async (home) => {
    let kills = 0;
    for (const limit of [3, 6, 9, 14]) {
      const start = (await callsOf(changes)) + (await callsOf(issues));
      if (await home.killed(async () => (await callsOf(changes)) + (await callsOf(issues)) - start >= Math.ceil(limit / 3))) kills++;
      const status = await statusOf(home);
      assert.match(status, /pull requests and issues/);
      assert.match(status, /the others go on where they are/);
    }
    assert.equal(kills, 4, "it was killed in the middle");
    await synced(home);
    await isComplete(home);
    assert.equal(rows(home, "SELECT repository, key FROM item GROUP BY repository, key HAVING COUNT(*) > 1").length, 0);
    await github.del("calls");
    assert.equal((await synced(home)).items, 0);
  }));

test("an item that changes while the list is read is read again by the next run", () =>
  withOffice({}, async (home) => {
    const { shown } = await company();
    const [busy] = shown;
    const { pull_requests: pulls } = await github.get(`repository?name=${busy.name}`);
    const last = pulls.toSorted((a, b) => (a.updated_at < b.updated_at ? -1 : 1))[0];
    await github.post("clock", { advance_ms: 60_000 });
    await github.post("faults", { on: changes, action: "act", nth: 2, acts: [{ do: "review", repository: busy.name, number: last.number, author: "ada-lind" }] });
    await synced(home);
    await synced(home);
    await isComplete(home);
  }));

test("heavy pages are halved, limits are waited for, and a hole stops the list until it can be read", () =>
  withOffice({}, async (home) => {
    await github.post("faults", { on: changes, action: "gateway", status: 502, page_over: 30, times: 0 });
    await github.post("faults", { on: issues, action: "secondary_limit", status: 403, retry_after: 1 });
    await synced(home);
    await isComplete(home);
    const [{ page_size }] = rows(home, "SELECT MAX(page_size) AS page_size FROM stream WHERE kind = 'change'");
    assert.ok(page_size <= 30 || page_size === 50, `${page_size}`);
  }));

test("nothing goes past a hole", () =>
  withOffice({}, async (home) => {
    // Page after page comes with its first row alone, then even that one does not come.
    await github.post("faults", { on: changes, action: "partial", keep: 0, times: 0 });
    const run = await home.sync();
    assert.equal(run.code, 3);
    assert.match(run.out, /could not all be read/);
    assert.equal(rows(home, "SELECT COUNT(*) AS n FROM stream WHERE kind = 'change' AND (whole = 1 OR back_cursor <> '')")[0].n, 0);
    assert.match((await statusOf(home)), /could not be read/);
    await github.del("faults");
    await synced(home);
    await isComplete(home);
    assert.doesNotMatch((await statusOf(home)), /could not be read/);
  }));

test("a row that never comes is passed over in the third run, counted, and read when something happens to it", () =>
  withOffice({}, async (home) => {
    await github.post("faults", { on: changes, action: "partial", keep: 0, times: 0 });
    for (let time = 0; time < 3; time++) {
      if (time > 0) assert.equal(rows(home, "SELECT SUM(skipped) AS n FROM stream")[0].n, 0);
      assert.equal((await home.sync()).code, 3);
    }
    await github.del("faults");
    await synced(home);
    const { shown } = await company();
    const truths = await Promise.all(shown.map(async (row) => [row, await github.get(`repository?name=${row.name}`)]));
    const pulls = truths.reduce((sum, [, { pull_requests: list }]) => sum + list.length, 0);
    const [{ skipped }] = rows(home, "SELECT SUM(skipped) AS skipped FROM stream");
    assert.ok(skipped > 0);
    assert.equal(rows(home, "SELECT COUNT(*) AS n FROM item WHERE kind = 'change'")[0].n, pulls - skipped);
    assert.match((await statusOf(home)), /passed over/);
    const [row, { pull_requests: list }] = truths.find(([, truth]) => truth.pull_requests.length > 0);
    const numbers = () => new Set(kept(home, row).map(({ number }) => number));
    const lost = list.filter(({ number }) => !numbers().has(number));
    assert.equal(lost.length, 1);
    await github.post("clock", { advance_ms: 3_600_000 });
    await github.post("act", { do: "comment", repository: row.name, number: lost[0].number, author: "ada-lind" });
    await synced(home);
    assert.ok(numbers().has(lost[0].number));
  }));

test("a renamed repository keeps its items, one that is hidden keeps them out of the way, and both are no errors", () =>
  withOffice({}, async (home) => {
    await synced(home);
    const { shown } = await company();
    const [busy, other] = shown;
    const before = kept(home, busy).length;
    await github.post("act", { do: "rename", repository: busy.name, to: "now-called-so" });
    await github.post("act", { do: "hide", repository: other.name });
    await github.post("act", { do: "open_pull", repository: "now-called-so", author: "ada-lind", title: "After" });
    assert.deepEqual((await synced(home)).troubles, []);
    assert.equal(kept(home, busy).length, before + 1);
    await github.post("act", { do: "show", repository: other.name });
    await synced(home);
    await isComplete(home);
  }));

test("a sample that is full of bots and the author takes one more question, and no guess", () =>
  withOffice({}, async (home) => {
    const { shown } = await company();
    const [busy] = shown;
    const { item } = await github.post("act", { do: "open_pull", repository: busy.name, author: "ada-lind", title: "Long talk" });
    const talk = { do: "comment", repository: busy.name, number: item.number };
    for (let n = 0; n < 15; n++) {
      await github.post("act", { ...talk, author: "dependabot[bot]" });
      await github.post("act", { ...talk, author: "ada-lind" });
    }
    await github.post("clock", { advance_ms: 60_000 });
    await github.post("act", { ...talk, author: "ben-lind" });
    await github.post("faults", { on: "Change", action: "status", status: 503, times: 1 });
    await synced(home);
    await isComplete(home);
    assert.equal((await github.get("calls?operation=Change")).filter(({ status }) => status === 200).length, 1);
  }));

test("over a hundred words of bots hide no answer, and what nobody tells is no silence", () =>
  withOffice({}, async (home) => {
    const { shown } = await company();
    const [busy] = shown;
    const { item } = await github.post("act", { do: "open_pull", repository: busy.name, author: "ada-lind", title: "Very long talk" });
    const talk = { do: "comment", repository: busy.name, number: item.number };
    for (let n = 0; n < 130; n++) await github.post("act", { ...talk, author: "dependabot[bot]" });
    await github.post("clock", { advance_ms: 60_000 });
    await github.post("act", { ...talk, author: "ben-lind" });
    await github.post("faults", { on: "Change", action: "status", status: 404, times: 1 });
    await home.sync();
    const undecided = () => rows(home, "SELECT COUNT(*) AS n FROM hosted_item WHERE undecided = 1")[0].n;
    assert.equal(undecided(), 1);
    await github.post("act", { ...talk, author: "dependabot[bot]" });
    await synced(home);
    assert.equal(undecided(), 0);
    await isComplete(home);
  }));

test("as far back as the settings say, the last 90 days of all repositories first", async () => {
  const { shown } = await company();
  const newest = Math.max(...shown.map(({ pushed_at }) => Date.parse(pushed_at)));
  const history = Math.ceil((Date.now() - newest) / 86_400_000) + 200;
  await withOffice({ more: `history_days = ${history}\n` }, async (home) => {
    await synced(home);
    const floor = (Date.now() - history * 86_400_000) / 1000;
    for (const row of shown) {
      const truth = await github.get(`repository?name=${row.name}`);
      const wanted = [...truth.pull_requests, ...truth.issues].filter(({ updated_at }) => Date.parse(updated_at) / 1000 > floor + 60).map(({ number }) => number);
      const numbers = new Set(kept(home, row).map(({ number }) => number));
      assert.deepEqual(wanted.filter((number) => !numbers.has(number)), [], row.name);
    }
    assert.ok(rows(home, "SELECT COUNT(*) AS n FROM stream WHERE newest_at IS NOT NULL AND newest_at < ? AND read_to IS NOT NULL", floor)[0].n === 0);
  });
});
