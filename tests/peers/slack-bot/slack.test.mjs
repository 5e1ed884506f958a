// SPDX-License-Identifier: Apache-2.0
// What people see in Slack, over both transports, through redeliveries, restarts, hangs, lost answers and limits.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { startSimulator } from "../slack/start.mjs";
import { install, mayReadHistory, real_limits, until } from "./bot.mjs";

let slack, place, bot;
before(async () => (slack = await startSimulator()));
after(() => slack?.stop());

const alice = "U0ALICE01";
const channel = "C0GENERAL";
const longest_ack_ms = 3000; // Slack's; how far below we stay is for tests/bench
const act = (what) => slack.post("act", { person: alice, channel, ...what });
const shown = async (where = channel) => await slack.get(`messages?channel=${where}`);
const answers = async (where) => (await shown(where)).filter((each) => each.bot_id);
const posts = async () => await slack.get("log?kind=api&method=chat.postMessage&ok=true");
const problems = async () => await slack.get("log?kind=problem");
// Every repetition is taken.
async function again(wish) {
  const { deliveries } = await slack.post("redeliver", { retry_reason: "http_timeout", ...wish });
  assert.deepEqual(deliveries.map(({ status, failure }) => failure ?? status), deliveries.map(() => 200));
}
const quiet = async () => / 0\n/.test((await bot.get("/metrics")).match(/\nispo_outbox_messages .*\n/)[0]);
// One answer about levels, also when what came later has been answered and nothing waits.
async function answeredOnce() {
  await until(async () => (await answers()).length > 0, "an answer");
  await act({ do: "mention", text: "help roles" });
  const about = async (topic) => (await answers()).filter(({ text }) => text.includes(`Help: ${topic}`)).length;
  await until(async () => (await about("roles")) === 1 && (await quiet()), "the later answer, and nothing waits");
  assert.equal(await about("levels"), 1);
}

for (const transport of ["http", "socket"])
  describe(`over ${transport}`, () => {
    beforeEach(async () => {
      await slack.post("reset");
      await slack.post("settings", { rate_limits: real_limits });
      place = await install(slack, transport);
      bot = await place.start();
    });
    afterEach(() => place.end(bot));

    test("a slash command is answered in its acknowledgement", async () => {
      const said = await act({ do: "command", command: "/ispo", text: "help levels", transport });
      assert.equal(said.transport, transport);
      assert.ok(said.milliseconds < longest_ack_ms);
      assert.match(said.body ?? JSON.stringify(said.shown), /Help: levels/);
    });

    test("a mention is answered in its thread, a direct message where it was asked", async () => {
      const mention = await act({ do: "mention", text: "help levels", transport });
      await act({ do: "dm", text: "help checks", transport });
      assert.ok(mention.status === 200 || mention.transport === "socket", JSON.stringify(mention));
      await until(async () => (await answers()).length === 1, "one answer in the channel");
      assert.match((await answers())[0].text, /Help: levels/);
      assert.ok((await answers())[0].thread_ts, "in a thread");
      const direct = async () => (await posts()).filter(({ arguments: sent }) => sent.channel.startsWith("D") && /Help: checks/.test(sent.text));
      await until(async () => (await direct()).length === 1 && (await quiet()), "one answer in the direct message");
    });

    test("the same event four times, with a restart in between, is answered once", async () => {
      const { event_id } = await act({ do: "mention", text: "help levels", transport });
      await again({ event_id, times: 2, transport, retry_num: 1 });
      assert.equal(await bot.stop("SIGKILL"), "SIGKILL");
      bot = await place.start();
      await again({ event_id, times: 2, transport, retry_num: 2 });
      await answeredOnce();
    });

    test("a button leads on, once", async () => {
      await act({ do: "mention", text: "redy nothing", transport });
      await until(async () => (await answers()).length === 1, "an answer with buttons");
      const [{ ts, blocks }] = await answers();
      const button = blocks.find((each) => each.type === "actions").elements[0];
      const clicked = await act({ do: "click", ts, action_id: button.action_id, transport });
      assert.ok(clicked.milliseconds < longest_ack_ms);
      await until(async () => (await slack.get("log?kind=response_url")).length === 1 && (await quiet()), "an answer to the click");
      assert.equal((await slack.get("log?kind=response_url")).length, 1);
    });

    for (const how of ["dm", "mention"])
      test(`an answer to a ${how} whose outcome nobody told is looked for, not sent again`, async () => {
        if (how === "mention") await mayReadHistory(slack, true);
        await slack.post("faults", { method: "chat.postMessage", action: "close", nth: 1, times: 1, performed: true });
        await act({ do: how, text: "help levels", transport });
        const looked = async () => await slack.get("log?kind=api&method=conversations.replies");
        await until(async () => (await looked()).length > 0 && (await quiet()), "it is looked for, and nothing waits");
        const [sent] = await slack.get("log?kind=api&method=chat.postMessage");
        const [{ ok, error, arguments: asked }] = await looked();
        assert.ok(ok, error);
        assert.deepEqual([asked.channel, asked.ts], [sent.arguments.channel, sent.arguments.thread_ts], "where it was sent");
        assert.equal((await slack.get("log?kind=api&method=chat.postMessage")).length, 1);
        assert.equal((await answers(sent.arguments.channel)).length, 1);
      });

    test("without the right to look it is not sent again", async () => {
      await mayReadHistory(slack, false);
      await slack.post("faults", { method: "chat.postMessage", action: "close", nth: 1, times: 1, performed: true });
      await act({ do: "mention", text: "help levels", transport });
      await answeredOnce();
      const levels = (await slack.get("log?kind=api&method=chat.postMessage")).filter(({ arguments: sent }) => /Help: levels/.test(sent.text));
      assert.equal(levels.length, 1);
    });

    test("a limit makes it wait, and the order stays", async () => {
      await slack.post("faults", { method: "chat.postMessage", action: "rate_limit", retry_after: 2, nth: 2, times: 1 });
      for (const topic of ["levels", "checks", "roles"]) await act({ do: "mention", text: `help ${topic}`, transport });
      await until(async () => (await answers()).length === 3, "three answers");
      assert.deepEqual((await answers()).map((each) => each.text.match(/Help: (\w+)/)[1]), ["levels", "checks", "roles"]);
    });

    test("sixty people whom nobody knows yet are acknowledged while the Web API hangs", async () => {
      const strangers = Array.from({ length: 60 }, (_, i) => ({ id: `U0NEW${String(i).padStart(4, "0")}`, team_id: "T0ACME001", name: `new${i}` }));
      // Who is asked about before the bot knows where it is, is not asked about at all.
      await until(async () => (await slack.get("log?kind=api&method=users.list")).length > 0, "the people are read");
      await slack.post("state", { users: strangers });
      await slack.post("faults", { method: "*", action: "hang", ms: 10_000, times: 0 });
      const ask = ({ id }) => act({ do: "command", person: id, command: "/ispo", text: "find payments", transport });
      const all = await Promise.all(strangers.map(ask));
      assert.deepEqual([...new Set(all.map(({ status, failure }) => failure ?? status))], [200]);
      const longest = Math.max(...all.map((each) => each.milliseconds));
      assert.ok(longest < longest_ack_ms, `${longest} ms`);
      const asked = new Set((await slack.get("log?kind=api&method=users.info")).map(({ arguments: sent }) => sent.user));
      assert.ok(asked.size > 0, "Slack was asked who they are");
      await slack.del("faults");
    });
  });

describe("over both transports", () => {
  beforeEach(async () => {
    await slack.post("reset");
    await slack.post("settings", { rate_limits: real_limits });
    place = await install(slack, "both");
    bot = await place.start();
  });
  afterEach(() => place.end(bot));

  test("the same event by turns, around a kill, is answered once", async () => {
    const first = await act({ do: "mention", text: "help levels", transport: "http" });
    assert.equal(first.status, 200);
    const { event_id } = first;
    await again({ event_id, transport: "socket", retry_num: 1 });
    assert.equal(await bot.stop("SIGKILL"), "SIGKILL");
    bot = await place.start();
    await again({ event_id, transport: "http", retry_num: 2 });
    await again({ event_id, transport: "socket", retry_num: 3 });
    const tried = (await slack.get("log?kind=delivery")).filter((each) => each.event_id === event_id);
    assert.deepEqual(tried.map((each) => each.transport), ["http", "socket", "http", "socket"]);
    await answeredOnce();
  });

  test("the same event at once over both is answered once", async () => {
    const { event_id } = await act({ do: "mention", text: "help levels", transport: "socket" });
    await Promise.all(["http", "socket"].map((transport) => again({ event_id, transport, times: 3, retry_num: 1 })));
    await answeredOnce();
  });
});

describe("Socket Mode", () => {
  beforeEach(async () => {
    await slack.post("reset");
    await slack.post("settings", { rate_limits: "off" });
    place = await install(slack, "socket");
    bot = await place.start();
  });
  afterEach(() => place.end(bot));
  const socketLog = async (what) => (await slack.get("log?kind=socket")).filter((each) => each.what === what);
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  test("a refresh under load leaves no envelope unanswered", async () => {
    // The second link is slow to greet, and the first is to be refreshed while commands still come by both. It is closed once all are
    // answered: what Slack sends just before it closes a link nobody can answer.
    await slack.post("settings", { socket: { hello_delay_ms: 400 } });
    const [{ number: first }] = await slack.get("connections");
    const disconnect = (more) => slack.post("connections", { do: "disconnect", connection: first, ...more });
    const all = [];
    for (let i = 0; i < 150; ++i) {
      all.push(act({ do: "command", command: "/ispo", text: "help levels", transport: "socket" }));
      if (i === 20) await disconnect({ reason: "warning" });
      if (i === 30) await disconnect({ reason: "refresh_requested", close_after_ms: 60_000 });
      await pause(20);
    }
    for (const each of await Promise.all(all)) assert.match(each.body ?? JSON.stringify(each.shown), /Help: levels/);
    const isOpen = async () => (await slack.get("connections")).some(({ number }) => number === first);
    if (await isOpen()) await slack.post("connections", { do: "close", connection: first });
    await until(async () => !(await isOpen()), "the first link is closed");
    const answered = (await socketLog("answer")).map(({ connection }) => connection);
    assert.ok(answered.filter((each) => each === first).length > 30, "the first link served beside the second");
    assert.equal((await socketLog("open")).length, 2, "one link took the place of the other");
    assert.deepEqual((await socketLog("close")).map(({ connection, unanswered }) => [connection, unanswered]), [[first, 0]]);
    assert.ok(await bot.ready());
  });

  test("two links serve, so one may be lost; the doctor opens none, and the second waits for its minute", async () => {
    const connections = async () => (await slack.get("connections")).filter(({ isGreeted }) => isGreeted);
    await slack.post("settings", { rate_limits: "real" });
    await until(async () => (await connections()).length === 2, "the second link", 75);
    const doctor = JSON.parse((await place.run("doctor", "--json")).out);
    assert.match(JSON.stringify(doctor), /2 connections are open/);
    assert.equal((await slack.get("log?kind=api&method=apps.connections.open")).length, 2);
    await slack.post("connections", { do: "drop", connection: "oldest" });
    for (let i = 0; i < 10; ++i) {
      const answer = await act({ do: "command", command: "/ispo", text: "help levels", transport: "socket" });
      assert.match(answer.body ?? JSON.stringify(answer.shown), /Help: levels/);
      assert.ok(await bot.ready());
      await pause(100);
    }
    const metrics = await bot.get("/metrics");
    assert.match(metrics, /ispo_slack_socket_open 1\n/);
    assert.match(metrics, /ispo_slack_socket_reconnects_total\{reason="broken"\} 1\n/);
    assert.match(metrics, /ispo_slack_last_frame_timestamp_seconds \d/);
    assert.match(place.log(), /"slack.socket_closed"/);
  });

  test("a link on which nothing comes any more turns readiness red and is replaced", async () => {
    await slack.post("faults", { method: "link", action: "hang", ms: 2000, nth: 1, times: 1 }); // so that red can be seen
    await slack.post("connections", { do: "stall", connection: "all" });
    await until(async () => !(await bot.ready()), "not ready", 60);
    assert.match(await bot.get("/readyz"), /Socket Mode/);
    await until(bot.ready, "ready again");
    const connection = (await slack.get("connections")).find(({ isStalled }) => !isStalled).number; // Slack still takes the other for open
    const said = await act({ do: "command", command: "/ispo", text: "help levels", transport: "socket", connection });
    assert.match(said.body ?? JSON.stringify(said.shown), /Help: levels/);
  });

  test("a link that is switched off turns readiness red and says why", async () => {
    await slack.post("connections", { do: "disconnect", reason: "link_disabled", connection: "all" });
    await until(async () => !(await bot.ready()), "not ready");
    assert.match(await bot.get("/readyz"), /Socket Mode/);
  });
});
