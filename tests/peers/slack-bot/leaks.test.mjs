// SPDX-License-Identifier: Apache-2.0
// The check of every other file can fail: whatever the simulated Slack gives away is found when it stands in a log.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startApp, startSimulator } from "../slack/start.mjs";
import { leaksIn } from "./leaks.mjs";

let slack, app;
before(async () => {
  slack = await startSimulator();
  app = await startApp();
  await slack.post("state", { apps: [{ id: "A0ISPO001", public_url: app.url }] });
});
after(() => Promise.all([slack?.stop(), app?.stop()]));

const call = async (method, token, more = {}) =>
  (await fetch(slack.api + method, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: new URLSearchParams(more) })).json();

test("each secret that Slack gives an app is found in a line of a log", async () => {
  const alice = { person: "U0ALICE01", channel: "C0GENERAL" };
  const blocks = JSON.stringify([{ type: "actions", elements: [{ type: "button", action_id: "go", text: { type: "plain_text", text: "Go" } }] }]);
  const { ts } = await call("chat.postMessage", "xoxb-sim-bot", { channel: "C0GENERAL", text: "x", blocks });
  const secrets = {
    "a command's response_url": (await slack.post("act", { ...alice, do: "command" })).response_url,
    "a click's response_url": (await slack.post("act", { ...alice, do: "click", ts, action_id: "go" })).response_url,
    "a signature": (await slack.post("sign", { body: "x" }))["x-slack-signature"],
    "a socket's address": (await call("apps.connections.open", "xapp-sim-app")).url,
    "a signing secret": (await slack.get("state?table=apps"))[0].signing_secret,
    "a client secret": (await slack.get("state?table=apps"))[0].client_secret,
    "a bot token": "xoxb-sim-bot",
    "an app token": "xapp-sim-app",
    "a token that expires": "xoxe.xoxb-1-abc",
    "a refresh token": "xoxe-1-abc",
    "the way back from Slack": "/slack/oauth_redirect?code=1.2&state=abc",
    "the key of the tokens": "k".repeat(48),
  };
  for (const [what, secret] of Object.entries(secrets)) {
    assert.ok(secret, what);
    assert.notDeepEqual(leaksIn(`{"level":"warning","event":"slack.answer_failed","why":"POST ${secret} failed"}\n`), [], what);
  }
});

test("what a log rightly says is no leak", () => {
  for (const line of ['{"event":"http.answered","path":"/slack/commands","status":200}', 'ispo_http_requests_total{route="/slack/commands",code="200"} 1', '"state":"sent"'])
    assert.deepEqual(leaksIn(line), []);
});
