// SPDX-License-Identifier: Apache-2.0
// Slack's own Socket Mode client against the socket, and a bare WebSocket for what that client never does.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { LogLevel, SocketModeClient } from "@slack/socket-mode";
import WebSocket from "ws";
import { startSimulator } from "./start.mjs";

let slack;
const opened = [];
before(async () => (slack = await startSimulator()));
beforeEach(async () => {
  await slack.post("reset");
  await slack.post("settings", { rate_limits: "off", retry_delays_ms: [0, 20, 40] });
});
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
  await slack.post("connections", { do: "drop" });
});
after(() => slack.stop());

const act = (wish) => slack.post("act", { person: "U0ALICE01", transport: "socket", ...wish });
const mention = (wish) => act({ do: "mention", channel: "C0GENERAL", text: "x", ...wish });
const problems = async () => (await slack.get("log?kind=problem")).map(({ what }) => what);

// Waits for a condition, for there is nothing else to wait for; the test's own limit ends it.
async function until(condition) {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function officialClient() {
  const client = new SocketModeClient({
    appToken: "xapp-sim-app",
    clientPingTimeout: 200,
    logLevel: LogLevel.ERROR,
    logger: silent,
    clientOptions: { slackApiUrl: slack.api, logLevel: LogLevel.ERROR },
  });
  opened.push(() => client.disconnect());
  await client.start();
  return client;
}
const silent = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => "error", setName() {} };

async function openUrl(token = "xapp-sim-app") {
  const response = await fetch(`${slack.api}apps.connections.open`, { method: "POST", headers: { authorization: `Bearer ${token}` } });
  return response.json();
}

// A connection whose frames are kept; `frame(test)` waits for one.
async function bareSocket(more = "") {
  const ws = new WebSocket((await openUrl()).url + more);
  const frames = [];
  ws.on("message", (data) => frames.push(JSON.parse(data)));
  ws.on("error", () => {});
  const closed = new Promise((resolve) => ws.once("close", resolve));
  opened.push(() => ws.terminate());
  await new Promise((resolve) => ws.once("open", resolve));
  const frame = async (isIt) => {
    await until(() => frames.some(isIt));
    return frames.find(isIt);
  };
  const answer = (envelope, payload) => ws.send(JSON.stringify({ envelope_id: envelope.envelope_id, ...(payload ? { payload } : {}) }));
  return { ws, frames, closed, frame, answer, hello: () => frame(({ type }) => type === "hello") };
}
const isEnvelope = (frame) => frame.envelope_id !== undefined;

test("the official client is greeted, gets a command and answers it", async () => {
  const client = await officialClient();
  client.on("slash_commands", ({ body, ack }) => ack({ text: `You said ${body.text}.` }));
  const done = await act({ do: "command", text: "help", channel: "C0GENERAL" });
  assert.deepEqual([done.transport, done.status, done.shown], ["socket", 200, { said: true }]);
  assert.equal((await slack.get("messages?channel=C0GENERAL&person=U0ALICE01"))[0].text, "You said help.");
});

test("the official client acknowledges events and interactions", async () => {
  const client = await officialClient();
  const got = [];
  client.on("app_mention", async ({ event, ack }) => {
    got.push(event.text);
    await ack();
  });
  client.on("interactive", async ({ body, ack }) => {
    got.push(body.type);
    await ack();
  });
  assert.equal((await mention()).status, 200);
  assert.equal((await act({ do: "shortcut", callback_id: "ask" })).status, 200);
  assert.deepEqual(got, ["<@U0ISPOBOT> x", "shortcut"]);
  assert.deepEqual(await problems(), []);
});

test("the official client comes back after a refresh, and what came meanwhile is repeated to it", async () => {
  await slack.post("settings", { retry_delays_ms: [0, 100, 500, 1000] });
  const client = await officialClient();
  const got = [];
  client.on("app_mention", async ({ event, ack, retry_num }) => {
    got.push([event.text, retry_num]);
    await ack();
  });
  await slack.post("connections", { do: "disconnect", reason: "refresh_requested", close_after_ms: 0 });
  await until(async () => (await slack.get("connections")).every(({ isGreeted }) => !isGreeted));
  const done = await mention({ wait: "all" });
  assert.equal(done.status, 200);
  assert.equal(got.length, 1, "once");
  assert.ok(got[0][1] >= 1, "as a repetition");
  const opens = await slack.get("log?method=apps.connections.open");
  assert.equal(opens.length, 2);
});

test("hello says how many there are and how long this one lives", async () => {
  const first = await bareSocket();
  assert.deepEqual((await first.hello()).num_connections, 1);
  const second = await bareSocket("&debug_reconnects=true");
  const hello = await second.hello();
  assert.deepEqual(
    [hello.num_connections, hello.debug_info.approximate_connection_time, hello.connection_info.app_id],
    [2, 360, "A0ISPO001"],
  );
});

test("a ticket is good once", async () => {
  const { url } = await openUrl();
  const outcome = (address) =>
    new Promise((resolve) => {
      const ws = new WebSocket(address);
      opened.push(() => ws.terminate());
      ws.once("open", () => resolve("open"));
      ws.once("unexpected-response", (_, response) => {
        resolve(response.statusCode);
        ws.terminate();
      });
      ws.on("error", () => {});
    });
  assert.equal(await outcome(url), "open");
  assert.equal(await outcome(url), 403);
  assert.equal((await openUrl("xoxb-sim-bot")).error, "not_allowed_token_type");
  assert.equal((await openUrl("xapp-nobody")).error, "invalid_auth");
});

test("a life ends with a warning ahead and a refresh", async () => {
  await slack.post("settings", { socket: { life_ms: 200, warning_ms: 150 } });
  const one = await bareSocket();
  await one.frame(({ reason }) => reason === "refresh_requested");
  assert.deepEqual(
    one.frames.map(({ type, reason }) => reason ?? type),
    ["hello", "warning", "refresh_requested"],
  );
  await one.closed;
});

test("an answer counts only on the connection that was asked, once, and without what was not wanted", async () => {
  const [first, second] = [await bareSocket(), await bareSocket()];
  await Promise.all([first.hello(), second.hello()]);
  const [{ number }] = await slack.get("connections");
  const pending = mention({ connection: number, retry: false });
  const envelope = await first.frame(isEnvelope);
  assert.deepEqual([envelope.type, envelope.accepts_response_payload, envelope.retry_attempt], ["events_api", false, 0]);
  second.answer(envelope);
  await until(async () => (await problems()).length === 1);
  first.answer(envelope, { text: "unwanted" });
  assert.equal((await pending).status, 200);
  first.answer(envelope);
  await until(async () => (await problems()).length === 3);
  assert.deepEqual(await problems(), [
    "An answer on another connection than the envelope's.",
    "A payload where none is accepted.",
    "An answer to no open envelope.",
  ]);
});

test("of two connections each envelope goes to one, and both get some", async () => {
  const both = [await bareSocket(), await bareSocket()];
  await Promise.all(both.map((each) => each.hello()));
  for (const one of both) one.ws.on("message", (data) => isEnvelope(JSON.parse(data)) && one.answer(JSON.parse(data)));
  const done = await Promise.all(Array.from({ length: 40 }, () => mention({ retry: false })));
  assert.ok(done.every(({ status }) => status === 200));
  const got = both.map(({ frames }) => frames.filter(isEnvelope).length);
  assert.equal(got[0] + got[1], 40);
  assert.ok(got[0] > 0 && got[1] > 0, String(got));
});

test("what is not answered comes again in a new envelope with its number", async () => {
  await slack.post("settings", { ack_timeout_ms: 300 });
  const one = await bareSocket();
  await one.hello();
  const pending = mention({ wait: "all" });
  const second = await one.frame((frame) => frame.retry_attempt === 1);
  one.answer(second);
  assert.equal((await pending).status, 200);
  const first = one.frames.find((frame) => frame.retry_attempt === 0);
  assert.notEqual(first.envelope_id, second.envelope_id);
  assert.equal(second.retry_reason, "timeout");
  assert.equal(first.payload.event_id, second.payload.event_id);
});

test("a connection that dies under a command: the command goes to another", async () => {
  const [first, second] = [await bareSocket(), await bareSocket()];
  await Promise.all([first.hello(), second.hello()]);
  const [{ number }] = await slack.get("connections");
  const pending = act({ do: "command", channel: "C0GENERAL", connection: number });
  await first.frame(isEnvelope);
  await slack.post("connections", { do: "drop", connection: number });
  const again = await second.frame(isEnvelope);
  second.answer(again, { text: "here" });
  const done = await pending;
  assert.deepEqual([done.status, done.shown], [200, { said: true }]);
});

test("a half-open link stays open, is silent, and swallows what is sent", async () => {
  await slack.post("settings", { ack_timeout_ms: 100 });
  const one = await bareSocket();
  await one.hello();
  let pongs = 0;
  one.ws.on("pong", () => pongs++);
  one.ws.ping();
  await until(() => pongs === 1);
  await slack.post("connections", { do: "stall" });
  one.ws.ping();
  assert.equal((await mention({ retry: false })).failure, "timeout");
  assert.deepEqual([pongs, one.ws.readyState], [1, WebSocket.OPEN]);
  await slack.post("connections", { do: "resume" });
  await until(() => pongs === 2);
});

test("a half-open link is given up at last, and what it swallowed comes again", async () => {
  await slack.post("settings", { retry_delays_ms: [0, 50, 500, 1000], socket: { half_open_ms: 50 } });
  const dead = await bareSocket();
  await dead.hello();
  await slack.post("connections", { do: "stall" });
  const pending = mention({ wait: "all" });
  await dead.closed;
  const alive = await bareSocket();
  alive.answer(await alive.frame(isEnvelope));
  const { attempts } = await pending;
  assert.equal(attempts[0].failure, "connection_closed");
  assert.equal(attempts.at(-1).status, 200);
});

test("the eleventh connection is one too many", async () => {
  await slack.post("settings", { socket: { most: 2 } });
  const [first, second] = [await bareSocket(), await bareSocket()];
  await Promise.all([first.hello(), second.hello()]);
  const third = await bareSocket();
  await third.frame(({ reason }) => reason === "too_many_websockets");
  assert.ok(!third.frames.some(({ type }) => type === "hello"));
});

test("link_disabled closes, and opening is refused from then on", async () => {
  const one = await bareSocket();
  await one.hello();
  await slack.post("connections", { do: "disconnect", reason: "link_disabled", close_after_ms: 0 });
  await one.frame(({ reason }) => reason === "link_disabled");
  await one.closed;
  assert.equal((await openUrl()).ok, false);
  await slack.post("state", { apps: [{ id: "A0ISPO001", link_disabled: false }] });
  assert.equal((await openUrl()).ok, true);
});

test("without a connection an event waits for its repetitions", async () => {
  assert.equal((await mention({ retry: false })).failure, "connection_failed");
});

test("the same event over both transports", async () => {
  const one = await bareSocket();
  await one.hello();
  const pending = mention({ retry: false });
  one.answer(await one.frame(isEnvelope));
  const { event_id } = await pending;
  const { deliveries } = await slack.post("redeliver", { event_id, transport: "http" });
  assert.equal(deliveries[0].transport, "http");
});

test("a link can be refused or broken off while it opens", async () => {
  const outcome = async () => {
    const ws = new WebSocket((await openUrl()).url);
    opened.push(() => ws.terminate());
    return new Promise((resolve) => {
      ws.once("unexpected-response", (_, response) => resolve(response.statusCode));
      ws.on("error", () => resolve("broken"));
      ws.once("open", () => resolve("open"));
    });
  };
  await slack.post("faults", { method: "link", action: "status", status: 503 });
  await slack.post("faults", { method: "link", action: "close", nth: 2 });
  assert.deepEqual([await outcome(), await outcome(), await outcome()], [503, "broken", "open"]);
});

test("no ticket is in the log", async () => {
  const { url } = await openUrl();
  const ticket = new URL(url).searchParams.get("ticket");
  assert.ok(!JSON.stringify(await slack.get("log")).includes(ticket));
});
