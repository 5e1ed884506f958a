// SPDX-License-Identifier: Apache-2.0
// Everything that people can do beyond typing, over both transports: modals, pickers, overflow menus, shortcuts, App Home, previews of links,
// the agent view, and what becomes of what is late. interrupted.test.mjs has what is repeated, limited or killed.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { startSimulator } from "../slack/start.mjs";
import { install, until } from "./bot.mjs";
import { alice, blockOf, channel, fill, screen, textOf } from "./screen.mjs";

let slack, place, bot;
before(async () => (slack = await startSimulator()));
after(() => slack?.stop());
const { act, views, top, calls, messages, opened, answer, laterIsAnswered } = screen(() => slack);

async function start(transport, more) {
  await slack.post("reset");
  await slack.post("settings", { rate_limits: "off" });
  place = await install(slack, transport, "", more);
  bot = await place.start();
}
const end = () => place.end(bot);

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
      const { ts, blocks } = await answer();
      const menu = blocks.flatMap((block) => block.elements ?? []).find((each) => each.type === "overflow");
      assert.ok(menu, "more than three actions");
      await act({ do: "click", ts, action_id: menu.action_id, value: menu.options[0].value, transport });
      await until(async () => (await slack.get("log?kind=response_url")).length === 1, "an answer to the click");
    });

    test("a button that asks opens its form; when Slack does not, the person may press again", async () => {
      await act({ do: "mention", text: "settings edit", transport });
      const { ts, blocks } = await answer();
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
      const { ts, blocks } = await answer();
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
