// SPDX-License-Identifier: Apache-2.0
// The same requests to ISPO Bot and to a Bolt app: status, type, body and time class are the same, but for what docs/slack.md lists.
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { startSimulator } from "../slack/start.mjs";
import { install } from "../slack-bot/bot.mjs";
import { requests } from "./requests.mjs";
import { answerTo } from "./send.mjs";

let slack, place, bot, bolt, bolt_port;
const allowed = await differences();
const seen = new Set();

// The table "Differences from Bolt": what is asked -> {ours, bolts}, each a list of what may be answered.
async function differences() {
  const text = await readFile(new URL("../../../docs/slack.md", import.meta.url), "utf8");
  const [, table] = /\n## Differences from Bolt\n([^#]*)/.exec(text);
  const rows = table.split("\n").filter((line) => line.startsWith("| "));
  return new Map(
    rows.slice(1).map((row) => {
      const [asked, ours, bolts] = row.split("|").slice(1, -1).map((cell) => cell.trim());
      return [asked, { ours: ours.split(" or "), bolts: bolts.split(" or ") }];
    }),
  );
}

before(async () => {
  slack = await startSimulator();
  await slack.post("settings", { rate_limits: "off" });
  place = await install(slack, "http");
  bot = await place.start();
  bolt = fork(new URL("app.mjs", import.meta.url), [slack.api], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
  bolt_port = await new Promise((resolve, reject) => {
    bolt.once("message", ({ port }) => resolve(port));
    bolt.once("exit", () => reject(new Error("Bolt did not start.")));
  });
});
after(async () => {
  bolt?.kill();
  try {
    await place?.end(bot);
  } finally {
    await slack?.stop();
  }
});

// Bolt has it when this returns: a request goes another way and could overtake it.
async function teach(reply) {
  bolt.send(reply);
  const [{ taken }] = await once(bolt, "message");
  assert.ok(taken);
}

// As the table says it: "404 after 3 s", "400 with `x-slack-no-retry: 1`".
const told = ({ status, no_retry, late }) => `${status}${no_retry ? ` with \`x-slack-no-retry: ${no_retry}\`` : ""}${late ? " after 3 s" : ""}`;

const meant = ({ type, body }) => (type === "application/json" ? JSON.parse(body) : body);

// What a refusal says is for people with curl, and short; Slack shows it to nobody.
const is_short = ({ type, body }) => type === "text/plain; charset=utf-8" && body.length < 200 && /^[A-Z].*\.\n$/.test(body);
const refusals = "the body of a 400, 401 or 404";

function compare(asked, ours, bolts) {
  if (asked.differs) {
    const row = allowed.get(asked.differs);
    assert.ok(row, `docs/slack.md lists "${asked.differs}"`);
    assert.ok(row.ours.includes(told(ours)), `ISPO Bot: ${told(ours)}`);
    assert.ok(row.bolts.includes(told(bolts)), `Bolt: ${told(bolts)}`);
    if (told(ours) !== told(bolts)) seen.add(asked.differs);
    return;
  }
  assert.equal(told(ours), told(bolts));
  if (ours.status === 200) {
    assert.equal(ours.type, bolts.type);
    assert.deepEqual(meant(ours), meant(bolts));
    return;
  }
  assert.ok(is_short(ours), JSON.stringify(ours));
  assert.deepEqual([bolts.type, bolts.body], ["", ""]);
  seen.add(refusals);
}

test("the same requests are answered the same, but for what is listed", { concurrency: true }, async (t) => {
  // One after the other to ISPO Bot, whose answers Bolt is given to say; what Bolt is late with is waited for side by side.
  const under_way = [];
  for (const asked of requests) {
    const ours = await answerTo(bot.port, asked);
    if (asked.path === "/slack/commands" && ours.body.startsWith("{")) await teach(JSON.parse(ours.body));
    const bolts = answerTo(bolt_port, asked);
    if (!asked.differs) await bolts;
    under_way.push(t.test(asked.name, async () => compare(asked, ours, await bolts)));
  }
  await Promise.all(under_way);
});

test("a request that must come out the same and does not is found", () => {
  const right = { status: 200, type: "", body: "", no_retry: "", late: false };
  const asked = { name: "x" };
  compare(asked, right, right);
  for (const wrong of [{ status: 500 }, { type: "text/html" }, { body: "x" }, { no_retry: "1" }, { late: true }])
    assert.throws(() => compare(asked, { ...right, ...wrong }, right), assert.AssertionError, JSON.stringify(wrong));
  assert.throws(() => compare({ name: "x", differs: "nothing that is listed" }, right, right), assert.AssertionError);
});

test("every difference that is listed is one", () => {
  assert.deepEqual([...allowed.keys()].filter((asked) => !seen.has(asked)), []);
});
