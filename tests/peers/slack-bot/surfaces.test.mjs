// SPDX-License-Identifier: Apache-2.0
// Everything that people can do beyond typing, over both transports: modals, pickers, overflow menus, shortcuts, App Home, previews of links,
// the agent view, and what becomes of what is late, repeated, limited or interrupted.
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
const views = async (person = alice) => await slack.get(`views?person=${person}`);
const top = async () => (await views()).stack.at(-1);
const calls = async (method) => await slack.get(`log?kind=api&method=${method}`);
const textOf = (value) => JSON.stringify(value);
const blockOf = (view, action) => view.blocks.find((block) => block.element?.action_id === action);
const messages = async (where) => (await slack.get(`messages?channel=${where}`)).filter((each) => each.bot_id);
const fill = (view, values) => Object.fromEntries(Object.entries(values).map(([action, value]) => [blockOf(view, action).block_id, { [action]: value }]));

async function start(transport, more) {
  await slack.post("reset");
  await slack.post("settings", { rate_limits: "off" });
  place = await install(slack, transport, "", more);
  bot = await place.start();
}
const end = () => place.end(bot);

// Something said later is answered: whatever the earlier made the bot do at once has been done.
async function laterIsAnswered(transport) {
  const roles = async () => (await messages(channel)).filter(({ text }) => /Help: roles/.test(text)).length;
  const before = await roles();
  await act({ do: "mention", text: "help roles", transport });
  await until(async () => (await roles()) > before, "the later answer");
}

for (const transport of ["http", "socket"])
  describe(`over ${transport}`, () => {
    beforeEach(async () => {
      await start(transport);
      await place.assess("payments-api");
      await place.assess("search-service");
      await place.assess("secret-plans", "private");
    });
    afterEach(end);
    const command = (text) => act({ do: "command", command: "/ispo", text, transport });
    // How often the settings were changed: a new form says so.
    async function version() {
      const before = (await top())?.id;
      await command("settings edit");
      await until(async () => ((await top())?.id ?? before) !== before, "a new form");
      return Number(JSON.parse((await top()).private_metadata).line.match(/--at (\d+)/)[1]);
    }
    const opened = async (title) => {
      await until(async () => (await top())?.title?.text === title, `the modal ${title}`);
      return await top();
    };

    test("a command that asks opens its form, and nothing is said beside it", async () => {
      const said = await command("settings edit");
      assert.ok(!said.body || said.body === "{}", said.body);
      const view = await opened("My settings");
      assert.deepEqual(JSON.parse(view.private_metadata), { line: "settings save --at 0" });
      assert.equal((await slack.get("log?kind=response_url")).length, 0);
    });

    test("what is wrong stands under its field; what is right is kept and shown", async () => {
      await command("settings edit");
      const view = await opened("My settings");
      const wrong = await act({ do: "submit", values: fill(view, { repositories: "payments-api\nnowhere", home: "full" }), transport });
      assert.match(textOf(wrong.shown.errors), /nowhere/);
      assert.deepEqual(Object.keys(wrong.shown.errors), [blockOf(view, "repositories").block_id]);
      const hidden = await act({ do: "submit", values: fill(view, { repositories: "secret-plans", home: "full" }), transport });
      assert.match(textOf(hidden.shown.errors), /No repository that I may show you/);
      await act({ do: "submit", values: fill(view, { repositories: "payments-api", home: "full" }), transport });
      assert.match(textOf(await top()), /Saved/);
      assert.match((await command("settings")).body ?? textOf(await command("settings")), /payments-api/);
    });

    test("a form that was drawn for another state changes nothing", async () => {
      await command("settings edit");
      const view = await opened("My settings");
      await command("settings save --home full");
      await act({ do: "submit", values: fill(view, { repositories: "search-service", home: "short" }), transport });
      assert.match(textOf(await top()), /changed meanwhile/);
      assert.doesNotMatch(textOf(await command("settings")), /search-service/);
    });

    test("a picker offers what the person may know, and its choice is answered", async () => {
      await command("ready");
      const view = await opened("Check a repository");
      const all = await act({ do: "suggest", view: "top", action_id: "repository", value: "", transport });
      assert.deepEqual(all.shown.options.map((each) => each.value).sort(), ["payments-api", "search-service"]);
      const some = await act({ do: "suggest", view: "top", action_id: "repository", value: "SERV", transport });
      assert.deepEqual(some.shown.options.map((each) => each.value), ["search-service"]);
      await act({ do: "submit", values: fill(view, { repository: "search-service" }), transport });
      assert.match(textOf(await top()), /search-service: /);
    });

    test("an entry of an overflow menu is a command like any other", async () => {
      await act({ do: "mention", text: "ready payments-api", transport });
      await until(async () => (await messages(channel)).length === 1, "an answer");
      const [{ ts, blocks }] = await messages(channel);
      const menu = blocks.flatMap((block) => block.elements ?? []).find((each) => each.type === "overflow");
      assert.ok(menu, "more than three actions");
      await act({ do: "click", ts, action_id: menu.action_id, value: menu.options[0].value, transport });
      await until(async () => (await slack.get("log?kind=response_url")).length === 1, "an answer to the click");
    });

    test("a button that asks opens its form; when Slack does not, the person may press again", async () => {
      await act({ do: "mention", text: "settings edit", transport });
      await until(async () => (await messages(channel)).length === 1, "an answer");
      const [{ ts, blocks }] = await messages(channel);
      const button = blocks.map((block) => block.accessory).find((each) => each?.value === "settings edit");
      await act({ do: "click", ts, action_id: button.action_id, transport });
      await opened("My settings");
      await act({ do: "close", transport });
      await slack.post("faults", { method: "views.open", action: "error", error: "expired_trigger_id", nth: 1, times: 1 });
      await act({ do: "click", ts, action_id: button.action_id, transport });
      await until(async () => (await slack.get("log?kind=response_url")).length === 1, "an answer");
      assert.match(textOf(await slack.get("log?kind=response_url")), /press again/);
    });

    test("global shortcuts open their form", async () => {
      await act({ do: "shortcut", callback_id: "check_repository", transport });
      await opened("Check a repository");
      await act({ do: "close", transport });
      await act({ do: "shortcut", callback_id: "nothing_of_ours", transport });
    });

    test("a shortcut at a message finds what it names and obeys nothing in it", async () => {
      const hostile = "look at payments-api, <https://git.example/acme/search-service|here> <!channel> secret-plans `settings save --home full`";
      const { ts } = (await act({ do: "say", text: hostile, transport })).payload.event ?? {};
      const posted = ts ?? (await slack.get(`messages?channel=${channel}`)).at(-1).ts;
      await act({ do: "shortcut", callback_id: "check_message", ts: posted, transport });
      const view = await opened("ISPO Bot");
      assert.match(textOf(view), /2 repositories are named here/);
      assert.match(textOf(view), /search-service/);
      assert.doesNotMatch(textOf(view), /secret-plans|channel|next steps/);
    });

    test("the Home is made for its viewer, says hello once, and follows what is saved", async () => {
      await act({ do: "open_home", transport });
      await until(async () => (await views()).home, "a Home");
      assert.match(textOf((await views()).home), /Welcome to ISPO Bot.*Readiness of my repositories.*My settings.*What is shown to whom/s);
      await command("settings save --repositories payments-api");
      await until(async () => /payments-api/.test(textOf((await views()).home)), "a Home with the repository");
      await act({ do: "open_home", transport });
      await until(async () => !/Welcome/.test(textOf((await views()).home)), "a Home without the welcome");
      await act({ do: "open_home", person: "U0BOB0001", transport });
      await until(async () => (await views("U0BOB0001")).home, "a Home for Bob");
      assert.doesNotMatch(textOf((await views("U0BOB0001")).home), /payments-api/);
    });

    test("a button of the Home opens a modal with its answer", async () => {
      await act({ do: "open_home", transport });
      await until(async () => (await views()).home, "a Home");
      await act({ do: "click", view: "home", label: "Change", transport });
      await opened("My settings");
    });

    test("many openings at once are few publications", async () => {
      await slack.post("faults", { method: "views.publish", action: "hang", ms: 150, times: 0 });
      const publications = async (person) => (await calls("views.publish")).filter((each) => each.arguments.user_id === person);
      await act({ do: "open_home", times: 20, transport });
      await act({ do: "open_home", person: "U0BOB0001", transport });
      await until(async () => (await views("U0BOB0001")).home, "the later Home");
      await laterIsAnswered(transport);
      await new Promise((resolve) => setTimeout(resolve, 20 * 150)); // so long twenty in sequence would take
      assert.ok((await views()).home, "a Home");
      const count = (await publications(alice)).length;
      assert.ok(count >= 1 && count < 10, `${count} publications`);
    });

    test("an answer that finds its place gone goes to the person", async () => {
      await act({ do: "mention", text: "redy nothing", transport });
      await until(async () => (await messages(channel)).length === 1, "an answer with buttons");
      const [{ ts, blocks }] = await messages(channel);
      const button = blocks.find((each) => each.type === "actions").elements[0];
      await slack.post("faults", { method: "response_url", action: "status", status: 404, nth: 1, times: 1 });
      await act({ do: "click", ts, action_id: button.action_id, transport });
      await until(async () => (await calls("chat.postMessage")).length === 2, "a direct message");
      assert.equal((await calls("conversations.open")).length, 1);
    });

    test("links are left alone while previews are off, though Slack should tell of them", async () => {
      const share = () => act({ do: "share_link", urls: ["https://git.example/acme/payments-api"], transport });
      assert.equal((await share()).withheld, "not subscribed to link_shared");
      await slack.post("state", { apps: [{ id: "A0ISPO001", bot_events: null, unfurl_domains: null }] });
      assert.equal((await share()).status, 200);
      await laterIsAnswered(transport);
      assert.equal((await calls("chat.unfurl")).length, 0);
    });

    test("the same submission again, also after a restart, changes once", async () => {
      await command("settings edit");
      const view = await opened("My settings");
      const { trigger_id } = await act({ do: "submit", values: fill(view, { home: "full" }), transport });
      assert.match(textOf(await top()), /Saved/);
      const again = async (wish) => {
        const { deliveries } = await slack.post("redeliver", { trigger_id, transport, ...wish });
        // A second run would say that the settings were changed meanwhile.
        assert.deepEqual(deliveries.map(({ status, failure, body }) => [failure ?? status, body]), deliveries.map(() => [200, ""]));
      };
      await again({ times: 2 });
      assert.equal(await bot.stop("SIGKILL"), "SIGKILL");
      bot = await place.start();
      await again({ times: 2 });
      await laterIsAnswered(transport);
      assert.equal(await version(), 1);
    });

    // Over HTTP nobody repeats a submission; over a socket Slack does so on the next connection.
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
        const { deliveries } = await slack.post("redeliver", { trigger_id: sent.trigger_id, transport, times: 2 });
        assert.deepEqual(deliveries.map(({ status, body }) => [status, body]), [[200, ""], [200, ""]]);
        await laterIsAnswered(transport);
        assert.equal(await version(), 1);
      });

    // Between the acknowledgement of a click and its effect.
    test("killed after a click was acknowledged, its answer comes once", async () => {
      await act({ do: "mention", text: "redy nothing", transport });
      await until(async () => (await messages(channel)).length === 1, "an answer with buttons");
      const [{ ts, blocks }] = await messages(channel);
      const button = blocks.find((each) => each.type === "actions").elements[0];
      await slack.post("faults", { method: "response_url", action: "hang", ms: 3000, nth: 1, times: 1 });
      const { status, trigger_id } = await act({ do: "click", ts, action_id: button.action_id, transport });
      assert.equal(status, 200);
      assert.equal(await bot.stop("SIGKILL"), "SIGKILL");
      bot = await place.start();
      await slack.post("redeliver", { trigger_id, transport, times: 2 });
      await until(async () => (await slack.get("log?kind=response_url&ok=true")).length + (await calls("chat.postMessage")).length > 1, "an answer");
      await laterIsAnswered(transport);
      assert.ok((await slack.get("log?kind=response_url&ok=true")).length <= 1);
    });

    test("a limit on views is not fatal: the person may press again, and the next opening shows the Home", async () => {
      await act({ do: "mention", text: "settings edit", transport });
      await until(async () => (await messages(channel)).length === 1, "an answer");
      const [{ ts, blocks }] = await messages(channel);
      const button = blocks.map((block) => block.accessory).find((each) => each?.value === "settings edit");
      const limited = { action: "rate_limit", retry_after: 3, nth: 1, times: 1 };
      await slack.post("faults", { method: "views.open", ...limited });
      await act({ do: "click", ts, action_id: button.action_id, transport });
      await until(async () => (await slack.get("log?kind=response_url")).length === 1, "an answer");
      assert.match(textOf(await slack.get("log?kind=response_url")), /press again/);

      await slack.post("faults", { method: "views.publish", ...limited });
      await act({ do: "open_home", transport });
      await until(async () => (await calls("views.publish")).length === 1, "a try");
      await laterIsAnswered(transport); // that method alone is limited
      await new Promise((resolve) => setTimeout(resolve, 3000));
      await act({ do: "open_home", transport });
      await until(async () => (await views()).home, "a Home");
    });
  });

for (const transport of ["http", "socket"])
  describe(`what is switched on, over ${transport}`, () => {
    beforeEach(async () => {
      await start(transport, 'unfurl_domains = ["git.example"]\nagent_view = true');
      await place.assess("payments-api");
      await place.assess("secret-plans", "private");
    });
    afterEach(end);

    test("a link says what every reader may know, and nothing of what is private", async () => {
      const urls = ["https://git.example/acme/payments-api/pulls", "https://git.example/acme/secret-plans", "https://other.example/acme/payments-api"];
      await act({ do: "share_link", urls, transport });
      await until(async () => (await calls("chat.unfurl")).length === 1, "a preview");
      const [call] = await calls("chat.unfurl");
      assert.match(textOf(call), /payments-api: /);
      assert.doesNotMatch(textOf(call), /secret-plans|other\.example/);
    });

    test("where outsiders read, and in drafts, links stay links", async () => {
      const urls = ["https://git.example/acme/payments-api"];
      await act({ do: "share_link", channel: "C0SHARED1", urls, transport });
      await act({ do: "share_link", urls, source: "composer", transport });
      const { payload } = await act({ do: "share_link", urls, transport });
      await until(async () => (await calls("chat.unfurl")).length > 0, "the last one's preview");
      await laterIsAnswered(transport);
      const all = (await calls("chat.unfurl")).map((each) => each.arguments);
      const { unfurl_id, source } = payload.event;
      assert.deepEqual(all.map((each) => [each.unfurl_id, each.source]), [[unfurl_id, source]]);
    });

    test("a limit on previews stops previews only, and only for as long as Slack says", async () => {
      const share = () => act({ do: "share_link", urls: ["https://git.example/acme/payments-api"], transport });
      await slack.post("faults", { method: "chat.unfurl", action: "rate_limit", retry_after: 3, nth: 1, times: 1 });
      await share();
      await until(async () => (await calls("chat.unfurl")).length === 1, "a try");
      await laterIsAnswered(transport);
      await new Promise((resolve) => setTimeout(resolve, 3000));
      await share();
      await until(async () => (await slack.get("log?kind=api&method=chat.unfurl&ok=true")).length > 0, "a preview");
    });

    test("the agent view shows that it works, then the answer", async () => {
      await act({ do: "dm", text: "help levels", transport });
      await until(async () => (await calls("agents.sessions.setStatus")).length === 2, "two states");
      await until(async () => (await calls("chat.postMessage")).length === 1, "the answer");
      assert.deepEqual((await calls("agents.sessions.setStatus")).map((each) => each.arguments.status), ["processing", "active"]);
    });
  });
