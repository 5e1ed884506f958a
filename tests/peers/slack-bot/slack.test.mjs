// SPDX-License-Identifier: Apache-2.0
// What people see in Slack, over both transports, through redeliveries, restarts, hangs, lost answers and limits.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { startSimulator } from "../slack/start.mjs";
import { install, until } from "./bot.mjs";

let slack, place, bot;
before(async () => (slack = await startSimulator()));
after(() => slack?.stop());

const alice = "U0ALICE01";
const channel = "C0GENERAL";
const act = (what) => slack.post("act", { person: alice, channel, ...what });
const shown = async (where = channel) => await slack.get(`messages?channel=${where}`);
const answers = async (where) => (await shown(where)).filter((each) => each.bot_id);
const posts = async () => await slack.get("log?kind=api&method=chat.postMessage&ok=true");
const problems = async () => await slack.get("log?kind=problem");
const quiet = async () => / 0\n/.test((await bot.get("/metrics")).match(/\nispo_outbox_messages .*\n/)[0]);

for (const transport of ["http", "socket"])
  describe(`over ${transport}`, () => {
    beforeEach(async () => {
      await slack.post("reset");
      await slack.post("settings", { rate_limits: { "chat.postMessage": { channel_interval_ms: 1000 } } }); // not one socket a minute
      place = await install(slack, transport);
      bot = await place.start();
    });
    afterEach(async () => {
      assert.equal(await bot.stop(), 0, "it stops well");
      for (const secret of ["xoxb-", "xapp-", "sim-signing-secret", "ticket=", "/response/"]) assert.ok(!place.log().includes(secret), `${secret} is not logged`);
      assert.deepEqual(await problems(), [], "Slack has nothing to complain about");
      await place.remove();
    });

    test("a slash command is answered in its acknowledgement", async () => {
      const said = await act({ do: "command", command: "/ispo", text: "help levels", transport });
      assert.equal(said.transport, transport);
      assert.ok(said.milliseconds < 1000);
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
      await slack.post("redeliver", { event_id, times: 2, transport, retry_num: 1, retry_reason: "http_timeout" });
      assert.equal(await bot.stop("SIGKILL"), "SIGKILL");
      bot = await place.start();
      await slack.post("redeliver", { event_id, times: 2, transport, retry_num: 2, retry_reason: "http_timeout" });
      await until(async () => (await answers()).length > 0 && (await quiet()), "an answer");
      assert.equal((await answers()).length, 1);
    });

    test("a button leads on, once", async () => {
      await act({ do: "mention", text: "redy nothing", transport });
      await until(async () => (await answers()).length === 1, "an answer with buttons");
      const [{ ts, blocks }] = await answers();
      const button = blocks.find((each) => each.type === "actions").elements[0];
      const clicked = await act({ do: "click", ts, action_id: button.action_id, transport });
      assert.ok(clicked.milliseconds < 1000);
      await until(async () => (await slack.get("log?kind=response_url")).length === 1 && (await quiet()), "an answer to the click");
      assert.equal((await slack.get("log?kind=response_url")).length, 1);
    });

    test("an answer whose outcome nobody told is looked for, not sent again", async () => {
      await slack.post("faults", { method: "chat.postMessage", action: "close", nth: 1, times: 1, performed: true });
      await act({ do: "mention", text: "help levels", transport });
      await until(async () => (await answers()).length === 1 && (await quiet()), "one answer, and nothing waits");
      assert.equal((await answers()).length, 1);
      assert.equal((await slack.get("log?kind=api&method=chat.postMessage")).length, 1);
    });

    test("a limit makes it wait, and the order stays", async () => {
      await slack.post("faults", { method: "chat.postMessage", action: "rate_limit", retry_after: 2, nth: 2, times: 1 });
      for (const topic of ["levels", "checks", "roles"]) await act({ do: "mention", text: `help ${topic}`, transport });
      await until(async () => (await answers()).length === 3, "three answers");
      assert.deepEqual((await answers()).map((each) => each.text.match(/Help: (\w+)/)[1]), ["levels", "checks", "roles"]);
    });

    test("two hundred commands are acknowledged while the Web API hangs", async () => {
      await slack.post("faults", { method: "chat.postMessage", action: "hang", ms: 4000, times: 0 });
      await act({ do: "mention", text: "help levels", transport });
      const all = await Promise.all(Array.from({ length: 200 }, () => act({ do: "command", command: "/ispo", text: "help levels", transport })));
      assert.ok(all.every((each) => /Help: levels/.test(each.body ?? JSON.stringify(each.shown))));
      assert.ok(Math.max(...all.map((each) => each.milliseconds)) < 3000);
      await slack.del("faults");
    });

    test("hostile words come back dead", async () => {
      await act({ do: "mention", text: "ready <!channel> @here `x` *b* <https://evil.example|click> \u202egnp", transport });
      await until(async () => (await answers()).length === 1, "an answer");
      assert.deepEqual((await answers())[0].live ?? [], []);
    });
  });

describe("Socket Mode", () => {
  beforeEach(async () => {
    await slack.post("reset");
    await slack.post("settings", { rate_limits: "off" });
    place = await install(slack, "socket");
    bot = await place.start();
  });
  afterEach(async () => {
    await bot.stop();
    await place.remove();
  });

  test("a refresh under load leaves no envelope unanswered", async () => {
    const ask = () => act({ do: "command", command: "/ispo", text: "help levels", transport: "socket" });
    const all = [];
    for (let i = 0; i < 60; ++i) {
      all.push(ask());
      if (i === 20) await slack.post("connections", { do: "disconnect", reason: "warning", connection: "all" });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const each of await Promise.all(all)) assert.match(each.body ?? JSON.stringify(each.shown), /Help: levels/);
    assert.ok(await bot.ready());
  });

  test("a link that is switched off turns readiness red and says why", async () => {
    await slack.post("connections", { do: "disconnect", reason: "link_disabled", connection: "all" });
    await until(async () => !(await bot.ready()), "not ready");
    assert.match(await bot.get("/readyz"), /Socket Mode/);
  });
});
