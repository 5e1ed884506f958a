// SPDX-License-Identifier: Apache-2.0
// 300 direct messages wait for Slack, which limits; the program is killed half-way. Each arrives once, in order, never too fast.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startSimulator } from "../slack/start.mjs";
import { install, real_limits, until } from "./bot.mjs";

const people = Array.from({ length: 60 }, (_, i) => ({ id: `U0MANY${String(i).padStart(3, "0")}`, team_id: "T0ACME001", name: `many${i}`, real_name: `Many ${i}` }));
const each_asks = 5;
const all = people.length * each_asks;
const second = 1000;

let slack, place, bot;
before(async () => {
  slack = await startSimulator();
  await slack.post("state", { users: people });
  await slack.post("settings", { rate_limits: real_limits });
  place = await install(slack, "http");
  bot = await place.start();
});
after(async () => {
  try {
    await place?.end(bot);
  } finally {
    await slack?.stop();
  }
});

const calls = async () => await slack.get("log?kind=api&method=chat.postMessage");
const accepted = async () => (await calls()).filter(({ ok }) => ok);
const waiting = async () => Number((await bot.get("/metrics")).match(/\nispo_outbox_messages (\d+)/)[1]);

// Every person asks one thing after the other; the acknowledgements alone are waited for.
async function ask({ id }) {
  for (let i = 0; i < each_asks; ++i) {
    const said = await slack.post("act", { person: id, do: "dm", text: `help ${["levels", "checks", "roles"][i % 3]}`, transport: "http" });
    assert.equal(said.status, 200, JSON.stringify(said));
  }
}

// The calls of each channel in their order: [channel, calls].
function by_channel(posts) {
  const found = new Map();
  for (const post of posts) found.set(post.arguments.channel, [...(found.get(post.arguments.channel) ?? []), post]);
  return [...found];
}

test("300 direct messages, limits and a kill half-way: each once, in order, never too fast", async () => {
  // Slack takes nothing at first, so that all of them wait; later it limits now and then.
  const held = { method: "chat.postMessage", action: "rate_limit", retry_after: 1 };
  await slack.post("faults", { ...held, nth: 1, times: 3 });
  for (const nth of [40, 90, 140, 200, 260]) await slack.post("faults", { ...held, nth, times: 2 });
  await Promise.all(people.map(ask));
  await until(async () => (await accepted()).length >= all / 3, "a third has arrived");
  const before_the_kill = (await accepted()).length;
  assert.ok(before_the_kill < all - 20, `it was killed half-way, not after ${before_the_kill}`);
  assert.equal(await bot.stop("SIGKILL"), "SIGKILL");
  bot = await place.start();
  // What was under way is looked for first, and Slack grants fifty looks a minute.
  await until(async () => (await accepted()).length >= all && (await waiting()) === 0, "everything has arrived", 100);

  const posts = await accepted();
  assert.equal(posts.length, all, "each once");
  assert.equal(new Set(posts.map(({ arguments: sent }) => sent.thread_ts)).size, all, "each to its own question");
  assert.equal(by_channel(posts).length, people.length);
  for (const [channel, mine] of by_channel(posts)) {
    const threads = mine.map(({ arguments: sent }) => sent.thread_ts);
    assert.deepEqual(threads, [...threads].sort(), `in the order of the questions in ${channel}`);
    for (let i = 1; i < mine.length; ++i) assert.ok(mine[i].at - mine[i - 1].at >= 0.9 * second, `${channel}: ${mine[i].at - mine[i - 1].at} ms`);
  }
  const refused = (await calls()).filter(({ ok }) => !ok);
  assert.equal(refused.filter(({ error }) => error !== "ratelimited").length, 0);
  const ordered = (await slack.get("faults")).reduce((sum, { struck }) => sum + struck, 0);
  assert.ok(ordered >= 10, "Slack did limit");
  assert.equal(refused.length, ordered, "and never because one came too soon");
});
