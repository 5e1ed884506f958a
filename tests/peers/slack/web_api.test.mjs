// SPDX-License-Identifier: Apache-2.0
// The door of the Web API: what can be read, who may, how often, what goes wrong on order, and what is written down.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { WebClient } from "@slack/web-api";
import { startSimulator } from "./start.mjs";

let slack;
let client;
const token = "xoxb-sim-bot";
before(async () => {
  slack = await startSimulator();
  client = new WebClient(token, { slackApiUrl: slack.api, retryConfig: { retries: 2, minTimeout: 1, factor: 1 }, logLevel: "error" });
});
beforeEach(async () => {
  await slack.post("reset");
  await slack.post("settings", { rate_limits: "off" });
});
after(() => slack.stop());

async function raw(method, body, headers = {}) {
  const response = await fetch(slack.api + method, { method: "POST", body, headers });
  return { status: response.status, headers: response.headers, ...JSON.parse(await response.text()) };
}
const form = (method, args, with_token = token) => raw(method, new URLSearchParams({ token: with_token, ...args }));
const json = (method, args, with_token = token) =>
  raw(method, JSON.stringify(args), { "content-type": "application/json; charset=utf-8", authorization: `Bearer ${with_token}` });

test("form, JSON and a token in the form are the same", async () => {
  for (const answer of [await form("auth.test", {}), await json("auth.test", {})]) assert.equal(answer.user_id, "U0ISPOBOT");
  assert.equal((await raw("auth.test", JSON.stringify({ token }), { "content-type": "application/json" })).error, "not_authed");
  const blocks = JSON.stringify([{ type: "divider" }]);
  assert.equal((await form("chat.postMessage", { channel: "C0GENERAL", text: "x", blocks })).ok, true);
  assert.equal((await json("chat.postMessage", { channel: "C0GENERAL", text: "x", blocks: JSON.parse(blocks) })).ok, true);
});

test("what cannot be read has Slack's names", async () => {
  const bearer = { authorization: `Bearer ${token}` };
  assert.equal((await raw("chat.postMessage", "{", { ...bearer, "content-type": "application/json" })).error, "invalid_json");
  assert.equal((await raw("chat.postMessage", "[]", { ...bearer, "content-type": "application/json" })).error, "json_not_object");
  assert.equal((await raw("chat.postMessage", "x", { ...bearer, "content-type": "text/xml" })).error, "invalid_post_type");
  assert.equal((await form("chat.postMessage", { channel: "C0GENERAL", text: "x", blocks: "[{" })).error, "invalid_blocks_format");
  assert.equal((await form("chat.nothing", {})).error, "unknown_method");
});

test("tokens that do not work say why", async () => {
  assert.equal((await raw("auth.test", "")).error, "not_authed");
  assert.equal((await form("auth.test", {}, "xoxb-unknown")).error, "invalid_auth");
  assert.equal((await form("chat.postMessage", { channel: "C0GENERAL", text: "x" }, "xapp-sim-app")).error, "not_allowed_token_type");
  await slack.post("state", { tokens: [{ id: token, revoked: true }] });
  assert.equal((await form("auth.test", {})).error, "token_revoked");
  await slack.post("state", { tokens: [{ id: token, revoked: false }], installations: [{ id: "A0ISPO001|T0ACME001", uninstalled: true }] });
  assert.equal((await form("auth.test", {})).error, "account_inactive");
});

test("a missing scope says which, and every answer which there are", async () => {
  const answer = await form("team.info", {});
  assert.equal(answer.error, "missing_scope");
  assert.equal(answer.needed, "team:read");
  assert.match(answer.provided, /chat:write/);
  assert.match(answer.headers.get("x-oauth-scopes"), /chat:write/);
  assert.equal(answer.headers.get("x-accepted-oauth-scopes"), "team:read");
});

test("the official client waits as long as Retry-After says, and the message arrives once", async () => {
  await slack.post("settings", { rate_limits: { "chat.postMessage": { channel_interval_ms: 1000 } } });
  await client.chat.postMessage({ channel: "C0GENERAL", text: "first" });
  const waits = [];
  client.on("rate_limited", (seconds) => waits.push(seconds));
  await client.chat.postMessage({ channel: "C0GENERAL", text: "second" });
  assert.deepEqual(waits, [1]);
  assert.deepEqual(
    (await slack.get("messages?channel=C0GENERAL")).map(({ text }) => text),
    ["first", "second"],
  );
  const log = await slack.get("log?method=chat.postMessage");
  assert.deepEqual(
    log.map(({ status }) => status),
    [200, 429, 200],
  );
});

test("tiers are counted for each method and workspace, with the movable clock", async () => {
  await slack.post("settings", { rate_limits: "real" });
  const list = () => form("usergroups.list", {});
  for (let i = 0; i < 20; i++) assert.equal((await list()).ok, true);
  const refused = await list();
  assert.equal(refused.status, 429);
  assert.equal(refused.error, "ratelimited");
  assert.ok(Number(refused.headers.get("retry-after")) >= 1);
  assert.equal((await form("users.info", { user: "U0BOB0001" })).ok, true, "another method is not stopped");
  await slack.post("clock", { advance_ms: 61_000 });
  assert.equal((await list()).ok, true);
});

test("faults strike the call they were ordered for", async () => {
  const post = (text) => json("chat.postMessage", { channel: "C0GENERAL", text });
  await slack.post("faults", { method: "chat.postMessage", action: "rate_limit", nth: 2, retry_after: 7 });
  assert.equal((await post("1")).status, 200);
  const limited = await post("2");
  assert.deepEqual([limited.status, limited.headers.get("retry-after")], [429, "7"]);
  await slack.post("faults", { method: "chat.postMessage", action: "status", status: 503 });
  assert.equal((await post("3")).status, 503);
  await slack.post("faults", { method: "chat.postMessage", action: "close", performed: true });
  await assert.rejects(post("4"));
  await slack.post("faults", { method: "chat.postMessage", action: "close" });
  await assert.rejects(post("5"));
  assert.deepEqual(
    (await slack.get("messages?channel=C0GENERAL")).map(({ text }) => text),
    ["1", "4"],
    "the fourth arrived although nobody was told",
  );
});

test("no token is in the log, nor in what it says as TypeScript", async () => {
  await client.chat.postMessage({ channel: "C0GENERAL", text: `leak ${token}`, blocks: [{ type: "divider" }] });
  const log = JSON.stringify(await slack.get("log"));
  assert.ok(!log.includes("xoxb-"), log);
  const literals = await slack.get("typescript");
  assert.match(literals, /export const blocks_\d+: Blocks = \[/);
  assert.match(literals, /export const call_\d+: ChatPostMessageArguments = \{/);
  assert.ok(!literals.includes("xoxb-"));
});

test("an organisation's token names its workspace, and only one that was added", async () => {
  await slack.post("state", {
    enterprises: [{ id: "E0ACME001", name: "Acme Group" }],
    teams: [
      { id: "T0ORGONE1", name: "One", enterprise_id: "E0ACME001" },
      { id: "T0ORGTWO1", name: "Two", enterprise_id: "E0ACME001" },
    ],
    users: [
      { id: "W0ORGBOT1", team_id: "T0ORGONE1", name: "ispo", is_bot: true, bot_id: "B0ORG0001" },
      { id: "W0PERSON1", team_id: "T0ORGONE1", name: "wim" },
    ],
    installations: [
      {
        id: "A0ISPO001|E0ACME001",
        app_id: "A0ISPO001",
        enterprise_id: "E0ACME001",
        bot_user_id: "W0ORGBOT1",
        bot_id: "B0ORG0001",
        scopes: ["users:read"],
        workspaces: ["T0ORGONE1"],
      },
    ],
    tokens: [{ id: "xoxb-org", type: "bot", installation: "A0ISPO001|E0ACME001", app_id: "A0ISPO001" }],
  });
  assert.equal((await form("users.list", {}, "xoxb-org")).error, "missing_argument");
  assert.equal((await form("users.list", { team_id: "T0ORGTWO1" }, "xoxb-org")).error, "team_access_not_granted");
  assert.ok((await form("users.list", { team_id: "T0ORGONE1" }, "xoxb-org")).members.some(({ id }) => id === "W0PERSON1"));
  assert.equal((await form("auth.test", {}, "xoxb-org")).is_enterprise_install, true);
});
