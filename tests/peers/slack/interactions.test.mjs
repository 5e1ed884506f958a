// SPDX-License-Identifier: Apache-2.0
// What an interaction leaves in the app's hands: response_url, trigger_id, views, Home, shortcuts, pickers.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { WebClient } from "@slack/web-api";
import { startApp, startSimulator } from "./start.mjs";

let slack;
let app;
let client;
before(async () => {
  slack = await startSimulator();
  app = await startApp();
  client = new WebClient("xoxb-sim-bot", { slackApiUrl: slack.api, retryConfig: { retries: 0 }, logLevel: "error" });
});
beforeEach(async () => {
  await slack.post("reset");
  await slack.post("settings", { rate_limits: "off" });
  await slack.post("state", { apps: [{ id: "A0ISPO001", public_url: app.url }] });
  app.got.length = 0;
  app.answerWith = () => ({});
});
after(() => Promise.all([slack.stop(), app.stop()]));

const errorOf = (call) =>
  call.then(
    () => "ok",
    (error) => error.data?.error ?? error.code,
  );
const act = (wish) => slack.post("act", { person: "U0ALICE01", ...wish });
const respond = async (url, body, type = "application/json") => {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body), headers: { "content-type": type } });
  return [response.status, (await response.json()).error];
};
const plain = (text) => ({ type: "plain_text", text });
const button = { type: "button", text: plain("Go"), action_id: "go", value: "nudge n1" };
const withButton = [{ type: "actions", block_id: "a", elements: [button] }];
const input = (more) => ({
  type: "input",
  block_id: "why",
  label: plain("Why"),
  element: { type: "plain_text_input", action_id: "text" },
  ...more,
});
const modal = (more) => ({ type: "modal", callback_id: "m", title: plain("t"), submit: plain("s"), blocks: [input()], ...more });

test("response_url: five uses, thirty minutes, JSON, and visibility that stays", async () => {
  const { response_url: url } = await act({ do: "command", channel: "C0RANDOM1" });
  assert.deepEqual(await respond(url, { text: "to me" }), [200, undefined]);
  assert.deepEqual(await respond(url, { text: "to all", response_type: "in_channel" }), [200, undefined]);
  assert.deepEqual(await respond(url, { text: "to all, edited", replace_original: true, response_type: "ephemeral" }), [200, undefined]);
  assert.deepEqual(
    (await slack.get("messages?channel=C0RANDOM1")).map(({ text }) => text),
    ["to all, edited"],
    "the bot is no member and may still say it",
  );
  assert.deepEqual(await respond(url, { delete_original: true }), [400, "invalid_arguments"], "not for commands");
  assert.deepEqual(await respond(url, { text: "x", thread_ts: "1.000001" }), [400, "invalid_arguments"], "threads only in the channel");
  assert.deepEqual(await respond(url, { text: "the sixth" }), [404, "used_url"]);
  const { response_url: second } = await act({ do: "command", channel: "C0RANDOM1" });
  assert.deepEqual(await respond(second, { text: "x" }, "application/x-www-form-urlencoded"), [400, "invalid_payload"]);
  assert.deepEqual(await respond(second, { blocks: [] }), [400, "no_text"]);
  await slack.post("clock", { advance_ms: 30 * 60_000 + 1 });
  assert.deepEqual(await respond(second, { text: "x" }), [404, "expired_url"]);
  assert.deepEqual(await respond(`${second}x`, { text: "x" }), [404, "no_such_url"]);
});

test("a click carries what the button carries, and its response_url reaches the message", async () => {
  const { ts } = await client.chat.postMessage({ channel: "C0GENERAL", text: "x", blocks: withButton });
  const done = await act({ do: "click", channel: "C0GENERAL", ts, action_id: "go" });
  const { payload } = app.got[0];
  assert.equal(app.got[0].path, "/slack/interactivity");
  assert.deepEqual(
    [payload.type, payload.actions[0].value, payload.container.message_ts, payload.message.text],
    ["block_actions", "nudge n1", ts, "x"],
  );
  assert.deepEqual(await respond(done.response_url, { replace_original: true, text: "done" }), [200, undefined]);
  assert.deepEqual(
    (await slack.get("messages?channel=C0GENERAL")).map(({ text }) => text),
    ["done"],
  );
  assert.deepEqual(await respond(done.response_url, { delete_original: true, text: "x" }), [400, "invalid_arguments"], "alone");
  assert.deepEqual(await respond(done.response_url, { delete_original: true }), [200, undefined]);
  assert.deepEqual(await slack.get("messages?channel=C0GENERAL"), []);
  await assert.rejects(act({ do: "click", channel: "C0GENERAL", ts, action_id: "go" }), /There is no message/);
});

test("a trigger is good for three seconds and once", async () => {
  const { trigger_id } = await act({ do: "command", channel: "C0GENERAL" });
  const open = (id, view = modal()) => errorOf(client.views.open({ trigger_id: id, view }));
  assert.equal(await open(trigger_id, modal({ title: plain("x".repeat(25)) })), "invalid_arguments");
  assert.equal(await open(trigger_id), "ok");
  assert.equal(await open(trigger_id), "exchanged_trigger_id");
  assert.equal(await open("1.2.nonsense"), "invalid_trigger_id");
  const late = await act({ do: "command", channel: "C0GENERAL" });
  await slack.post("clock", { advance_ms: 3001 });
  assert.equal(await open(late.trigger_id), "expired_trigger_id");
  const large = await act({ do: "command", channel: "C0GENERAL" });
  assert.equal(await open(large.trigger_id, modal({ private_metadata: "x".repeat(250_001) })), "view_too_large");
});

test("a modal: required fields, errors per field, update, push to three, clear", async () => {
  const { trigger_id } = await act({ do: "command", channel: "C0GENERAL" });
  const { view } = await client.views.open({ trigger_id, view: modal() });
  assert.equal((await act({ do: "submit" })).shown.error, "required");

  app.answerWith = () => ({ body: { response_action: "errors", errors: { why: "Say more." } } });
  const failed = await act({ do: "submit", values: { why: { text: "because" } } });
  assert.deepEqual(failed.shown, { open: true, errors: { why: "Say more." } });
  assert.equal(failed.payload.view.state.values.why.text.value, "because");
  app.answerWith = () => ({ body: { response_action: "errors", errors: { nowhere: "x" } } });
  assert.equal((await act({ do: "submit" })).shown.error, "invalid_errors");

  assert.equal(await errorOf(client.views.update({ view_id: view.id, hash: "1.old", view: modal() })), "hash_conflict");
  const updated = await client.views.update({ view_id: view.id, hash: view.hash, view: modal({ private_metadata: "p" }) });
  assert.notEqual(updated.view.hash, view.hash);
  assert.equal(await errorOf(client.views.update({ view_id: "V0NOTHING", view: modal() })), "not_found");

  app.answerWith = () => ({ body: { response_action: "push", view: modal() } });
  assert.equal((await act({ do: "submit" })).shown.open, true);
  await act({ do: "submit", values: { why: { text: "x" } } });
  assert.equal((await slack.get("views?person=U0ALICE01")).stack.length, 3);
  assert.equal((await act({ do: "submit", values: { why: { text: "x" } } })).shown.error, "push_limit_reached");
  app.answerWith = () => ({ body: { response_action: "clear" } });
  await act({ do: "submit", values: { why: { text: "x" } } });
  assert.equal((await slack.get("views?person=U0ALICE01")).stack.length, 0);
  assert.equal(await errorOf(client.views.update({ view_id: view.id, view: modal() })), "not_found", "a closed view is gone");
});

test("another workspace's token reaches neither trigger nor view nor person", async () => {
  await slack.post("state", {
    teams: [{ id: "T0SECOND1", name: "Second" }],
    users: [{ id: "U0SECBOT1", team_id: "T0SECOND1", name: "ispo", is_bot: true, bot_id: "B0SECBOT1", app_id: "A0ISPO001" }],
    installations: [{ id: "A0ISPO001|T0SECOND1", app_id: "A0ISPO001", team_id: "T0SECOND1", bot_user_id: "U0SECBOT1", scopes: ["commands"] }],
    tokens: [{ id: "xoxb-sim-second", type: "bot", installation: "A0ISPO001|T0SECOND1", app_id: "A0ISPO001" }],
  });
  const other = new WebClient("xoxb-sim-second", { slackApiUrl: slack.api, retryConfig: { retries: 0 }, logLevel: "error" });
  const { trigger_id } = await act({ do: "command", channel: "C0GENERAL" });
  assert.equal(await errorOf(other.views.open({ trigger_id, view: modal() })), "invalid_trigger_id");
  const { view } = await client.views.open({ trigger_id, view: modal() });
  assert.equal(await errorOf(other.views.update({ view_id: view.id, view: modal() })), "not_found");
  assert.equal(await errorOf(client.views.update({ view_id: view.id, view: modal() })), "ok");
  const home = { user_id: "U0ALICE01", view: { type: "home", blocks: withButton } };
  assert.equal(await errorOf(other.views.publish(home)), "invalid_arguments");
  assert.equal(await errorOf(client.views.publish(home)), "ok");
});

test("closing is told only when asked for", async () => {
  const open = async (more) =>
    client.views.open({ trigger_id: (await act({ do: "command", channel: "C0GENERAL" })).trigger_id, view: modal(more) });
  await open();
  assert.equal((await act({ do: "close" })).shown.told, false);
  await open({ notify_on_close: true });
  assert.equal((await act({ do: "close", all: true })).shown.told, true);
  assert.deepEqual([app.got.at(-1).payload.type, app.got.at(-1).payload.is_cleared], ["view_closed", true]);
});

test("Home: opened at every visit, published by hash, clicked", async () => {
  await act({ do: "open_home" });
  assert.equal(app.got[0].payload.event.view, undefined);
  const publish = (hash) => client.views.publish({ user_id: "U0ALICE01", hash, view: { type: "home", blocks: withButton } });
  const { view } = await publish();
  await publish(view.hash);
  assert.equal(await errorOf(publish(view.hash)), "hash_conflict");
  await act({ do: "open_home" });
  assert.equal(app.got[1].payload.event.view.id, view.id);
  await act({ do: "click", view: "home", action_id: "go" });
  assert.equal(app.got[2].payload.view.type, "home");
  assert.equal(app.got[2].payload.response_url, undefined);
});

test("shortcuts: a global one has no place, one at a message has", async () => {
  await act({ do: "shortcut", callback_id: "ask" });
  const { ts } = await client.chat.postMessage({ channel: "C0GENERAL", text: "x" });
  await act({ do: "shortcut", callback_id: "track", channel: "C0GENERAL", ts });
  const [global, message] = app.got.map((request) => request.payload);
  assert.deepEqual([global.type, global.channel, global.response_url], ["shortcut", undefined, undefined]);
  assert.deepEqual([message.type, message.message.text, typeof message.response_url], ["message_action", "x", "string"]);
});

test("a picker asks the app, and shows at most a hundred", async () => {
  const menu = { type: "external_select", action_id: "repo", min_query_length: 1 };
  const { ts } = await client.chat.postMessage({ channel: "C0GENERAL", text: "x", blocks: [{ type: "actions", elements: [menu] }] });
  const suggest = (value) => act({ do: "suggest", channel: "C0GENERAL", ts, action_id: "repo", value });
  const options = (count) => ({ body: { options: Array.from({ length: count }, (_, i) => ({ text: plain(`r${i}`), value: `r${i}` })) } });
  app.answerWith = () => options(2);
  assert.equal((await suggest("se")).shown.options.length, 2);
  assert.equal((await suggest("")).shown.error, "too_short");
  app.answerWith = () => options(101);
  assert.equal((await suggest("se")).shown.error, "invalid_options");
});
