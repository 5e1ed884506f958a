// SPDX-License-Identifier: Apache-2.0
// What people do is repeated by Slack, limited by it, or cut off by kill -9: it happens once, over both transports.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { startSimulator } from "../slack/start.mjs";
import { install, until } from "./bot.mjs";
import { fill, screen, textOf } from "./screen.mjs";
import { slowed } from "./trace.mjs";

let slack, place, bot;
before(async () => (slack = await startSimulator()));
after(() => slack?.stop());
const { act, views, top, calls, opened, answer, laterIsAnswered } = screen(() => slack);
const said = async () => await slack.get("log?kind=response_url");

for (const transport of ["http", "socket"])
  describe(`over ${transport}`, () => {
    beforeEach(async () => {
      await slack.post("reset");
      await slack.post("settings", { rate_limits: "off" });
      place = await install(slack, transport);
      bot = await place.start();
    });
    afterEach(() => place.end(bot));
    const command = (text) => act({ do: "command", command: "/ispo", text, transport });

    // A click is taken without a word.
    async function again(trigger_id) {
      const { deliveries } = await slack.post("redeliver", { trigger_id, transport, times: 2 });
      assert.deepEqual(deliveries.map(({ status, failure, body }) => [failure ?? status, body]), [[200, ""], [200, ""]]);
    }
    // A submission gets the same answer; a second run would say that the settings were changed meanwhile.
    async function sameAgain(trigger_id) {
      const { deliveries } = await slack.post("redeliver", { trigger_id, transport, times: 2 });
      assert.equal(deliveries.length, 2);
      for (const { status, failure, body } of deliveries) {
        assert.equal(failure ?? status, 200);
        assert.match(body, /"response_action":"update".*Saved/);
      }
    }
    // How often the settings were changed: a new form says so.
    async function version() {
      const before = (await top())?.id;
      await command("settings edit");
      await until(async () => ((await top())?.id ?? before) !== before, "a new form");
      return Number(JSON.parse((await top()).private_metadata).line.match(/--at (\d+)/)[1]);
    }
    async function killAndStart() {
      assert.equal(await bot.stop("SIGKILL"), "SIGKILL");
      bot = await place.start();
    }

    test("the same submission again, also after a restart, changes once", async () => {
      await command("settings edit");
      const view = await opened("My settings");
      const { trigger_id } = await act({ do: "submit", values: fill(view, { home: "full" }), transport });
      assert.match(textOf(await top()), /Saved/);
      await sameAgain(trigger_id);
      await killAndStart();
      await sameAgain(trigger_id);
      await laterIsAnswered(transport);
      assert.equal(await version(), 1);
    });

    // "received": it is kept, and neither acknowledged nor carried out; "answered": it is carried out and not acknowledged.
    for (const point of ["received", "answered"])
      test(`killed when a submission is ${point}, it changes once`, async () => {
        await command("settings edit");
        assert.equal(await bot.stop(), 0);
        bot = await place.start({ CRASH_AT: point });
        const view = await opened("My settings");
        const sent = await act({ do: "submit", values: fill(view, { home: "full" }), transport });
        assert.ok(sent.failure, "it was not acknowledged");
        assert.equal(await bot.ended, "SIGKILL");
        bot = await place.start();
        await until(async () => (await version()) > 0, "it is saved");
        await sameAgain(sent.trigger_id);
        await laterIsAnswered(transport);
        assert.equal(await version(), 1);
      });

    // On so slow a disk it is acknowledged first, with a view that says so.
    test("killed between the acknowledgement of a submission and its effect, it changes once and is told once", async () => {
      await command("settings edit");
      const view = await opened("My settings");
      assert.equal(await bot.stop(), 0);
      bot = await place.start(slowed(2200));
      const { status, trigger_id } = await act({ do: "submit", values: fill(view, { home: "full" }), transport, timeout_ms: 30_000 });
      assert.equal(status, 200);
      assert.match(textOf(await top()), /Looking/);
      await killAndStart();
      await sameAgain(trigger_id);
      await until(async () => (await calls("chat.postMessage")).length === 1, "a message");
      assert.match(textOf(await calls("chat.postMessage")), /Saved/);
      await laterIsAnswered(transport);
      assert.equal((await calls("chat.postMessage")).length, 2);
      assert.equal(await version(), 1);
    });

    test("killed while the answer to an acknowledged click is on its way, it comes once", async () => {
      await act({ do: "mention", text: "redy nothing", transport });
      const { ts, blocks } = await answer();
      const { action_id } = blocks.find((each) => each.type === "actions").elements[0];
      await slack.post("faults", { method: "response_url", action: "hang", ms: 1500, nth: 1, times: 1 });
      const { status, trigger_id } = await act({ do: "click", ts, action_id, transport });
      assert.equal(status, 200);
      await until(async () => (await said()).length === 1, "it is on its way");
      await killAndStart();
      await again(trigger_id);
      await laterIsAnswered(transport);
      await until(async () => (await said())[0].ok, "it has arrived");
      assert.equal((await said()).length, 1);
      assert.equal((await calls("chat.postMessage")).length, 2, "nor did it come as a message");
    });

    test("killed when a click is received, it is answered once", async () => {
      await act({ do: "mention", text: "redy nothing", transport });
      const { ts, blocks } = await answer();
      const { action_id } = blocks.find((each) => each.type === "actions").elements[0];
      assert.equal(await bot.stop(), 0);
      bot = await place.start({ CRASH_AT: "received" });
      const { failure, trigger_id } = await act({ do: "click", ts, action_id, transport });
      assert.ok(failure, "it was not acknowledged");
      assert.equal(await bot.ended, "SIGKILL");
      bot = await place.start();
      await again(trigger_id);
      await until(async () => (await said()).length === 1, "an answer to the click");
      await laterIsAnswered(transport);
      assert.equal((await said()).length, 1);
      assert.equal((await calls("chat.postMessage")).length, 2);
    });

    test("a limit on views is not fatal: the person may press again, and the next opening shows the Home", async () => {
      await act({ do: "mention", text: "settings edit", transport });
      const { ts, blocks } = await answer();
      const button = blocks.map((block) => block.accessory).find((each) => each?.value === "settings edit");
      const limited = { action: "rate_limit", retry_after: 3, nth: 1, times: 1 };
      await slack.post("faults", { method: "views.open", ...limited });
      await act({ do: "click", ts, action_id: button.action_id, transport });
      await until(async () => (await said()).length === 1, "an answer");
      assert.match(textOf(await said()), /press again/);

      await slack.post("faults", { method: "views.publish", ...limited });
      await act({ do: "open_home", transport });
      await until(async () => (await calls("views.publish")).length === 1, "a try");
      await laterIsAnswered(transport); // that method alone is limited
      await new Promise((resolve) => setTimeout(resolve, 3000));
      await act({ do: "open_home", transport });
      await until(async () => (await views()).home, "a Home");
    });
  });
