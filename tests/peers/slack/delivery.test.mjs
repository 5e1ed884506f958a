// SPDX-License-Identifier: Apache-2.0
// What people do reaches the app signed and whole, and what the app answers takes effect: over HTTP.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { WebClient } from "@slack/web-api";
import { signature } from "./delivery.mjs";
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
  await slack.post("settings", { rate_limits: "off", ack_timeout_ms: 400, retry_delays_ms: [0, 20, 40] });
  await slack.post("state", { apps: [{ id: "A0ISPO001", public_url: app.url }] });
  app.got.length = 0;
  app.answerWith = () => ({});
});
after(() => Promise.all([slack.stop(), app.stop()]));

const errorOf = (call) => call.then(() => "ok", (error) => error.data?.error ?? error.code);
const act = (wish) => slack.post("act", { person: "U0ALICE01", ...wish });
const respond = async (url, body, type = "application/json") => {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body), headers: { "content-type": type } });
  return [response.status, (await response.json()).error];
};
const plain = (text) => ({ type: "plain_text", text });
const button = { type: "button", text: plain("Go"), action_id: "go", value: "nudge n1" };
const withButton = [{ type: "actions", block_id: "a", elements: [button] }];
const input = (more) => ({ type: "input", block_id: "why", label: plain("Why"), element: { type: "plain_text_input", action_id: "text" }, ...more });
const modal = (more) => ({ type: "modal", callback_id: "m", title: plain("t"), submit: plain("s"), blocks: [input()], ...more });

test("the official signature", () => {
  const body =
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
  assert.equal(signature("8f742231b10e8888abcd99yyyzzz85a5", 1531420618, body), "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
});

test("a command is a signed form, and its answer is seen by the person alone", async () => {
  app.answerWith = () => ({ headers: { "content-type": "text/plain" }, body: "Nothing waits." });
  const done = await act({ do: "command", text: "show mine", channel: "C0GENERAL" });
  assert.deepEqual([done.status, done.shown], [200, { said: true }]);
  const [{ path, headers, body, payload }] = app.got;
  assert.equal(path, "/slack/commands");
  assert.equal(headers["x-slack-signature"], signature("sim-signing-secret", headers["x-slack-request-timestamp"], body));
  assert.deepEqual([payload.command, payload.text, payload.channel_name, payload.is_enterprise_install], ["/ispo", "show mine", "general", "false"]);
  assert.deepEqual(await slack.get("messages?channel=C0GENERAL"), []);
  assert.equal((await slack.get("messages?channel=C0GENERAL&person=U0ALICE01"))[0].text, "Nothing waits.");
});

test("wrong blocks in the body of a 200 are seen as an error", async () => {
  app.answerWith = () => ({ body: { text: "x", blocks: [{ type: "alert", text: plain("x") }] } });
  assert.equal((await act({ do: "command", channel: "C0GENERAL" })).shown.error, "invalid_blocks");
});

test("a slow app times out, an absent one cannot be reached", async () => {
  app.answerWith = () => new Promise((resolve) => setTimeout(() => resolve({}), 800));
  assert.equal((await act({ do: "command", channel: "C0GENERAL" })).shown.error, "operation_timeout");
  await slack.post("state", { apps: [{ id: "A0ISPO001", public_url: "http://127.0.0.1:1" }] });
  assert.equal((await act({ do: "command", channel: "C0GENERAL" })).shown.error, "dispatch_failed");
});

test("many people at once", async () => {
  await slack.post("settings", { ack_timeout_ms: 3000 });
  const done = await slack.post("act", { do: "command", person: "U0ALICE01", channel: "C0GENERAL", times: 200 });
  assert.equal(done.filter(({ status }) => status === 200).length, 200);
  assert.equal(new Set(app.got.map(({ payload }) => payload.trigger_id)).size, 200);
});

test("response_url: five uses, thirty minutes, JSON, and visibility that stays", async () => {
  const { response_url: url } = await act({ do: "command", channel: "C0RANDOM1" });
  assert.deepEqual(await respond(url, { text: "to me" }), [200, undefined]);
  assert.deepEqual(await respond(url, { text: "to all", response_type: "in_channel" }), [200, undefined]);
  assert.deepEqual(await respond(url, { text: "to all, edited", replace_original: true, response_type: "ephemeral" }), [200, undefined]);
  assert.deepEqual((await slack.get("messages?channel=C0RANDOM1")).map(({ text }) => text), ["to all, edited"], "the bot is no member and may still say it");
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
  assert.deepEqual([payload.type, payload.actions[0].value, payload.container.message_ts, payload.message.text], ["block_actions", "nudge n1", ts, "x"]);
  assert.deepEqual(await respond(done.response_url, { replace_original: true, text: "done" }), [200, undefined]);
  assert.deepEqual((await slack.get("messages?channel=C0GENERAL")).map(({ text }) => text), ["done"]);
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

test("closing is told only when asked for", async () => {
  const open = async (more) => client.views.open({ trigger_id: (await act({ do: "command", channel: "C0GENERAL" })).trigger_id, view: modal(more) });
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

test("an event is repeated at once, later and later still, with its number and the reason", async () => {
  app.answerWith = ({ headers }) => (headers["x-slack-retry-num"] === "3" ? {} : { status: 500 });
  const done = await act({ do: "mention", channel: "C0GENERAL", text: "hello", wait: "all" });
  assert.deepEqual(app.got.map(({ headers }) => [headers["x-slack-retry-num"], headers["x-slack-retry-reason"]]), [[undefined, undefined], ["1", "http_error"], ["2", "http_error"], ["3", "http_error"]]);
  assert.equal(done.status, 200);
  assert.equal(new Set(app.got.map(({ payload }) => payload.event_id)).size, 1);
  assert.equal(app.got[0].payload.event.text, "<@U0ISPOBOT> hello");
});

test("x-slack-no-retry ends it, and so does success", async () => {
  app.answerWith = () => ({ status: 400, headers: { "x-slack-no-retry": "1" } });
  await act({ do: "dm", text: "hello", wait: "all" });
  assert.equal(app.got.length, 1);
  assert.equal(app.got[0].payload.event.channel_type, "im");
});

test("two redirects are followed, three are too many", async () => {
  const hops = (most) => ({ path }) => {
    const at = Number(/hop=(\d)/.exec(path)?.[1] ?? 0);
    return at < most ? { status: 302, headers: { location: `/slack/events?hop=${at + 1}` } } : {};
  };
  app.answerWith = hops(2);
  assert.equal((await act({ do: "dm", text: "x", retry: false })).status, 200);
  app.answerWith = hops(3);
  assert.equal((await act({ do: "dm", text: "x", retry: false })).failure, "too_many_redirects");
});

test("the same event again, many at once, and as a retry that comes first", async () => {
  const { event_id } = await act({ do: "mention", channel: "C0GENERAL", text: "x", retry_num: 2, retry_reason: "http_timeout", retry: false });
  assert.equal(app.got[0].headers["x-slack-retry-num"], "2");
  const { deliveries } = await slack.post("redeliver", { event_id, times: 4 });
  assert.deepEqual(deliveries.map(({ status }) => status), [200, 200, 200, 200]);
  assert.equal(new Set(app.got.map(({ payload }) => payload.event_id)).size, 1);
});

test("Slack Connect: the outer workspace is not the installation's", async () => {
  await act({ do: "mention", channel: "C0SHARED1", text: "x", outer_team: "T0PARTNER" });
  const { payload } = app.got[0];
  assert.deepEqual([payload.team_id, payload.authorizations[0].team_id, payload.is_ext_shared_channel], ["T0PARTNER", "T0ACME001", true]);
  const list = (token) => fetch(`${slack.api}apps.event.authorizations.list`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: new URLSearchParams({ event_context: payload.event_context }) }).then((response) => response.json());
  assert.equal((await list("xapp-sim-app")).authorizations[0].team_id, "T0ACME001");
  assert.equal((await list("xoxb-sim-bot")).error, "not_allowed_token_type");
});

test("uninstalling tells both events in the order that is wanted, and the token is dead", async () => {
  await act({ do: "uninstall", order: "revoked_first" });
  assert.deepEqual(app.got.map(({ payload }) => payload.event.type), ["tokens_revoked", "app_uninstalled"]);
  assert.deepEqual(app.got[0].payload.event.tokens, { oauth: [], bot: ["U0ISPOBOT"] });
  assert.equal(await errorOf(client.auth.test()), "account_inactive");
});

test("too many events: one that has no event in it", async () => {
  await slack.post("settings", { events_per_hour: 1 });
  await act({ do: "dm", text: "one" });
  assert.equal((await act({ do: "dm", text: "two" })).failure, "app_rate_limited");
  assert.deepEqual(app.got.map(({ payload }) => payload.type), ["event_callback", "app_rate_limited"]);
  assert.equal(app.got[1].payload.event, undefined);
});

test("links unfold only where a link_shared told of them", async () => {
  const url = "https://git.example/acme/search";
  await act({ do: "share_link", channel: "C0GENERAL", urls: [url] });
  const { channel, message_ts: ts, unfurl_id, source } = app.got[0].payload.event;
  const blocks = [{ type: "section", text: plain("search") }];
  assert.equal(await errorOf(client.chat.unfurl({ channel, ts, unfurls: { [url]: { blocks } } })), "ok");
  assert.equal(await errorOf(client.chat.unfurl({ unfurl_id, source, unfurls: { [url]: { blocks } } })), "ok");
  assert.equal(await errorOf(client.chat.unfurl({ channel, ts, unfurls: { "https://other.example/": { blocks } } })), "cannot_unfurl_url");
  assert.equal(await errorOf(client.chat.unfurl({ channel, ts: "1.000001", unfurls: {} })), "cannot_find_message");
});

test("forged, late and unsigned requests can be made", async () => {
  await slack.post("raw", { path: "/slack/events", body: "{}", sign: "wrong", skew_s: 301 });
  const { headers, body } = app.got[0];
  assert.notEqual(headers["x-slack-signature"], signature("sim-signing-secret", headers["x-slack-request-timestamp"], body));
  assert.ok(Number(headers["x-slack-request-timestamp"]) - Date.now() / 1000 > 290);
  await slack.post("raw", { path: "/slack/events", body: "ssl_check=1", type: "application/x-www-form-urlencoded", sign: "missing" });
  assert.equal(app.got[1].headers["x-slack-signature"], undefined);
});
