// SPDX-License-Identifier: Apache-2.0
// Commands and events over HTTP: signed, repeated by the schedule, and what the app answers takes effect.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { WebClient } from "@slack/web-api";
import { signature } from "./outgoing.mjs";
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
  await slack.post("settings", { rate_limits: "off", retry_delays_ms: [0, 20, 40] });
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
const plain = (text) => ({ type: "plain_text", text });

test("the official signature", () => {
  const body =
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
  assert.equal(
    signature("8f742231b10e8888abcd99yyyzzz85a5", 1531420618, body),
    "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
  );
});

test("a command is a signed form, and its answer is seen by the person alone", async () => {
  app.answerWith = () => ({ headers: { "content-type": "text/plain" }, body: "Nothing waits." });
  const done = await act({ do: "command", text: "show mine", channel: "C0GENERAL" });
  assert.deepEqual([done.status, done.shown], [200, { said: true }]);
  const [{ path, headers, body, payload }] = app.got;
  assert.equal(path, "/slack/commands");
  assert.equal(headers["x-slack-signature"], signature("sim-signing-secret", headers["x-slack-request-timestamp"], body));
  assert.deepEqual(
    [payload.command, payload.text, payload.channel_name, payload.is_enterprise_install],
    ["/ispo", "show mine", "general", "false"],
  );
  assert.deepEqual(await slack.get("messages?channel=C0GENERAL"), []);
  assert.equal((await slack.get("messages?channel=C0GENERAL&person=U0ALICE01"))[0].text, "Nothing waits.");
});

test("wrong blocks in the body of a 200 are seen as an error", async () => {
  app.answerWith = () => ({ body: { text: "x", blocks: [{ type: "alert", text: plain("x") }] } });
  assert.equal((await act({ do: "command", channel: "C0GENERAL" })).shown.error, "invalid_blocks");
});

test("a slow app times out, an absent one cannot be reached", async () => {
  await slack.post("settings", { ack_timeout_ms: 100 });
  app.answerWith = () => new Promise((resolve) => setTimeout(() => resolve({}), 800));
  assert.equal((await act({ do: "command", channel: "C0GENERAL" })).shown.error, "operation_timeout");
  await slack.post("state", { apps: [{ id: "A0ISPO001", public_url: "http://127.0.0.1:1" }] });
  assert.equal((await act({ do: "command", channel: "C0GENERAL" })).shown.error, "dispatch_failed");
});

test("many people at once", async () => {
  const done = await slack.post("act", { do: "command", person: "U0ALICE01", channel: "C0GENERAL", times: 200 });
  assert.equal(done.filter(({ status }) => status === 200).length, 200);
  assert.equal(new Set(app.got.map(({ payload }) => payload.trigger_id)).size, 200);
});

test("an event is repeated at once, later and later still, with its number and the reason", async () => {
  app.answerWith = ({ headers }) => (headers["x-slack-retry-num"] === "3" ? {} : { status: 500 });
  const done = await act({ do: "mention", channel: "C0GENERAL", text: "hello", wait: "all" });
  assert.deepEqual(
    app.got.map(({ headers }) => [headers["x-slack-retry-num"], headers["x-slack-retry-reason"]]),
    [
      [undefined, undefined],
      ["1", "http_error"],
      ["2", "http_error"],
      ["3", "http_error"],
    ],
  );
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
  const hops =
    (most) =>
    ({ path }) => {
      const at = Number(/hop=(\d)/.exec(path)?.[1] ?? 0);
      return at < most ? { status: 302, headers: { location: `/slack/events?hop=${at + 1}` } } : {};
    };
  app.answerWith = hops(2);
  assert.equal((await act({ do: "dm", text: "x", retry: false })).status, 200);
  app.answerWith = hops(3);
  assert.equal((await act({ do: "dm", text: "x", retry: false })).failure, "too_many_redirects");
});

test("the same event again, many at once, and as a retry that comes first", async () => {
  const { event_id } = await act({
    do: "mention",
    channel: "C0GENERAL",
    text: "x",
    retry_num: 2,
    retry_reason: "http_timeout",
    retry: false,
  });
  assert.equal(app.got[0].headers["x-slack-retry-num"], "2");
  const { deliveries } = await slack.post("redeliver", { event_id, times: 4 });
  assert.deepEqual(
    deliveries.map(({ status }) => status),
    [200, 200, 200, 200],
  );
  assert.equal(new Set(app.got.map(({ payload }) => payload.event_id)).size, 1);
});

test("the same command again has the same trigger", async () => {
  const { trigger_id } = await act({ do: "command", channel: "C0GENERAL", text: "x" });
  const { deliveries } = await slack.post("redeliver", { trigger_id, times: 2 });
  assert.deepEqual(deliveries.map(({ status }) => status), [200, 200]);
  assert.deepEqual(app.got.map(({ payload }) => payload.trigger_id), [trigger_id, trigger_id, trigger_id]);
  assert.equal(new Set(app.got.map(({ body }) => body)).size, 1);
});

test("Slack Connect: the outer workspace is not the installation's", async () => {
  await act({ do: "mention", channel: "C0SHARED1", text: "x", outer_team: "T0PARTNER" });
  const { payload } = app.got[0];
  assert.deepEqual([payload.team_id, payload.authorizations[0].team_id, payload.is_ext_shared_channel], ["T0PARTNER", "T0ACME001", true]);
  const list = (token) =>
    fetch(`${slack.api}apps.event.authorizations.list`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams({ event_context: payload.event_context }),
    }).then((response) => response.json());
  assert.equal((await list("xapp-sim-app")).authorizations[0].team_id, "T0ACME001");
  assert.equal((await list("xoxb-sim-bot")).error, "not_allowed_token_type");
});

test("uninstalling tells both events in the order that is wanted, and the token is dead", async () => {
  await act({ do: "uninstall", order: "revoked_first" });
  assert.deepEqual(
    app.got.map(({ payload }) => payload.event.type),
    ["tokens_revoked", "app_uninstalled"],
  );
  assert.deepEqual(app.got[0].payload.event.tokens, { oauth: [], bot: ["U0ISPOBOT"] });
  assert.equal(await errorOf(client.auth.test()), "account_inactive");
});

test("too many events: one that has no event in it", async () => {
  await slack.post("settings", { events_per_hour: 1 });
  await act({ do: "dm", text: "one" });
  assert.equal((await act({ do: "dm", text: "two" })).failure, "app_rate_limited");
  assert.deepEqual(
    app.got.map(({ payload }) => payload.type),
    ["event_callback", "app_rate_limited"],
  );
  assert.equal(app.got[1].payload.event, undefined);
});

test("an app that fails for an hour is told nothing more", async () => {
  await slack.post("state", { apps: [{ id: "A0ISPO001", public_url: "http://127.0.0.1:1" }] });
  const wish = { do: "dm", person: "U0ALICE01", text: "x", retry: false };
  await slack.post("act", { ...wish, times: 999 });
  assert.equal((await act(wish)).failure, "connection_failed");
  assert.equal((await act(wish)).failure, "subscriptions_disabled");
});

test("a click inside a container finds its block", async () => {
  const blocks = [
    { type: "container", child_blocks: [{ type: "actions", elements: [{ type: "button", text: plain("Go"), action_id: "go" }] }] },
  ];
  const { ts } = await client.chat.postMessage({ channel: "C0GENERAL", text: "x", blocks });
  await act({ do: "click", channel: "C0GENERAL", ts, label: "Go" });
  const [action] = app.got[0].payload.actions;
  assert.equal(action.block_id, app.got[0].payload.message.blocks[0].child_blocks[0].block_id);
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

test("an app is told of what it subscribed to and has a scope for; the rest is withheld and noted", async () => {
  const [{ scopes }] = await slack.get("state?table=installations");
  const grants = (...without) =>
    slack.post("state", { installations: [{ id: "A0ISPO001|T0ACME001", scopes: scopes.filter((each) => !without.includes(each)) }] });
  const subscribes = (...bot_events) => slack.post("state", { apps: [{ id: "A0ISPO001", bot_events, unfurl_domains: ["git.example"] }] });
  const share = (...urls) => act({ do: "share_link", channel: "C0GENERAL", urls });
  const withheld = async (wish) => (await wish).withheld;

  await subscribes("app_mention", "message.im", "link_shared", "member_joined_channel", "subteam_updated");
  assert.equal(await withheld(act({ do: "say", channel: "C0GENERAL", text: "x" })), "not subscribed to message.channels");
  assert.equal(await withheld(act({ do: "say", channel: "C0PRIVATE", text: "x" })), "not subscribed to message.groups");
  assert.equal(await withheld(act({ do: "open_home" })), "not subscribed to app_home_opened");
  assert.equal(await withheld(share("https://other.example/x", "https://notgit.example/x")), "no link to a domain of the app");
  assert.deepEqual(app.got, []);
  assert.equal((await slack.get("log?kind=withheld")).length, 4);

  await act({ do: "mention", channel: "C0GENERAL", text: "x" });
  await act({ do: "dm", text: "x" });
  await share("https://other.example/x", "https://git.example/x", "https://a.git.example/x");
  await act({ do: "join", channel: "C0RANDOM1" });
  assert.deepEqual(app.got.map(({ payload }) => payload.event.type), ["app_mention", "message", "link_shared", "member_joined_channel"]);
  assert.deepEqual(app.got[2].payload.event.links.map(({ domain }) => domain), ["git.example", "a.git.example"]);

  await grants("app_mentions:read", "im:history", "links:read", "channels:read", "usergroups:read");
  assert.equal(await withheld(act({ do: "mention", channel: "C0GENERAL", text: "x" })), "no scope app_mentions:read");
  assert.equal(await withheld(act({ do: "dm", text: "x" })), "no scope im:history");
  assert.equal(await withheld(share("https://git.example/x")), "no scope links:read");
  assert.equal(await withheld(act({ do: "join", channel: "C0RANDOM1" })), "no scope channels:read");
  assert.equal(await withheld(act({ do: "join", channel: "C0PRIVATE" })), undefined);
  assert.equal(await withheld(act({ do: "event", event: { type: "subteam_updated" } })), "no scope usergroups:read");
});

test("forged, late and unsigned requests can be made", async () => {
  await slack.post("raw", { path: "/slack/events", body: "{}", sign: "wrong", skew_s: 301 });
  const { headers, body } = app.got[0];
  assert.notEqual(headers["x-slack-signature"], signature("sim-signing-secret", headers["x-slack-request-timestamp"], body));
  assert.ok(Number(headers["x-slack-request-timestamp"]) - Date.now() / 1000 > 290);
  await slack.post("raw", { path: "/slack/events", body: "ssl_check=1", type: "application/x-www-form-urlencoded", sign: "missing" });
  assert.equal(app.got[1].headers["x-slack-signature"], undefined);
});
