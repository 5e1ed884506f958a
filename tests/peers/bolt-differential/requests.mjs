// SPDX-License-Identifier: Apache-2.0
// What Slack, or somebody who poses as Slack, sends: {name, path, body, type, ...how it is signed}. `repeat`: it is sent so often, the last
// answer counts. `differs`: the row of "Differences from Bolt" in docs/slack.md that allows what Bolt answers otherwise.
const form = "application/x-www-form-urlencoded";
const json = "application/json";

const commandForm = (text, more = {}) =>
  new URLSearchParams({
    token: "not-a-proof",
    team_id: "T0ACME001",
    team_domain: "acme",
    channel_id: "C0GENERAL",
    channel_name: "general",
    user_id: "U0ALICE01",
    user_name: "alice",
    command: "/ispo",
    text,
    api_app_id: "A0ISPO001",
    is_enterprise_install: "false",
    response_url: "http://127.0.0.1:1/commands/T0ACME001/1/x",
    trigger_id: "1.2.abc",
    ...more,
  }).toString();

let events = 0;
function eventBody(event, more = {}) {
  const ts = `1515449522.${String(++events).padStart(6, "0")}`;
  return JSON.stringify({
    token: "not-a-proof",
    team_id: "T0ACME001",
    api_app_id: "A0ISPO001",
    type: "event_callback",
    event_id: `EvDIFF${events}`,
    event_time: 1515449522,
    event: { user: "U0ALICE01", ts, event_ts: ts, channel: "C0GENERAL", ...event },
    authorizations: [{ enterprise_id: null, team_id: "T0ACME001", user_id: "U0ISPOBOT", is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    ...more,
  });
}
const mention = (text) => eventBody({ type: "app_mention", text });

const interaction = (payload) =>
  new URLSearchParams({
    payload: JSON.stringify({
      token: "not-a-proof",
      api_app_id: "A0ISPO001",
      team: { id: "T0ACME001", domain: "acme" },
      user: { id: "U0ALICE01", username: "alice", name: "alice", team_id: "T0ACME001" },
      trigger_id: "1.2.abc",
      ...payload,
    }),
  }).toString();
const click = (action_id, value) =>
  interaction({
    type: "block_actions",
    container: { type: "message", message_ts: "1.1", channel_id: "C0GENERAL", is_ephemeral: false },
    channel: { id: "C0GENERAL", name: "general" },
    response_url: "http://127.0.0.1:1/actions/T0ACME001/1/x",
    actions: [{ type: "button", action_id, block_id: "b", action_ts: "1.2", text: { type: "plain_text", text: "x" }, ...(value ? { value } : {}) }],
  });
const view = { id: "V1", type: "modal", callback_id: "nobody-knows", private_metadata: "", state: { values: {} }, hash: "1.x", title: { type: "plain_text", text: "x" }, blocks: [] };

const events_path = "/slack/events", commands_path = "/slack/commands", interactivity_path = "/slack/interactivity";
const event = (name, body, more = {}) => ({ name, path: events_path, type: json, body, ...more });
const command = (name, body, more = {}) => ({ name, path: commands_path, type: form, body, ...more });
const interact = (name, body, more = {}) => ({ name, path: interactivity_path, type: form, body, ...more });
const nothing = { signature: null, timestamp: null };

// Wrong signatures, over each of the three paths: [name, how it is signed].
const forgeries = [
  ["unsigned", nothing],
  ["without the signature", { signature: null }],
  ["without the time stamp", { timestamp: null }],
  ["with an empty signature", { signature: "" }],
  ["with another secret", { secret: "not the secret" }],
  ["with a signature v1", { version: "v1" }],
  ["with a signature without its version", { version: "" }],
  ["with a signature in capitals", { capitals: true }],
  ["with a signature cut short", { cut: 10 }],
  ["with a changed body", { changed: true }],
  ["301 s old", { skew_s: -302 }],
  ["with a time stamp that is no number", { timestamp: "yesterday" }],
  ["with an empty time stamp", { timestamp: "" }],
];
const forged = ([what, how]) => [
  event(`a mention ${what}`, mention("help levels"), how),
  command(`a command ${what}`, commandForm("help"), how),
  interact(`a click ${what}`, click("known", "help"), how),
];
const nobodys = { differs: "an interaction that nobody handles" };
const future = { skew_s: 302, differs: "a time stamp more than 300 s ahead" };

export const requests = [
  ...forgeries.flatMap(forged),
  event("a mention 299 s ahead", mention("help levels"), { skew_s: 298 }),
  event("a mention 299 s old", mention("help levels"), { skew_s: -298 }),
  event("a mention 301 s ahead", mention("help levels"), future),

  command("an unsigned ssl_check=1", "ssl_check=1&token=x", nothing),
  command("a signed ssl_check=1", "ssl_check=1&token=x"),
  command("an unsigned ssl_check=0", "ssl_check=0", nothing),
  command("an unsigned ssl_check=true", "ssl_check=true", nothing),
  command("an unsigned ssl_check=11", "ssl_check=11", nothing),
  command("an unsigned ssl_check twice", "ssl_check=1&ssl_check=1", nothing),
  command("an unsigned command that says ssl_check=1", `${commandForm("help")}&ssl_check=1`, { ...nothing, differs: "an unsigned command that says `ssl_check=1`" }),
  command("a command with another secret that says ssl_check=1", `${commandForm("help")}&ssl_check=1`, { secret: "x", differs: "an unsigned command that says `ssl_check=1`" }),
  event("an unsigned ssl_check=1 for events", "ssl_check=1&token=x", { ...nothing, type: form }),
  interact("an unsigned ssl_check=1 for interactions", "ssl_check=1&token=x", nothing),
  event("an unsigned ssl_check=1 for events, as JSON", '{"ssl_check":"1"}', nothing),

  event("url_verification", '{"token":"x","challenge":"3eZbrw1a\\"ü","type":"url_verification"}'),
  event("url_verification, unsigned", '{"token":"x","challenge":"3eZbrw1a","type":"url_verification"}', nothing),
  event("url_verification with another secret", '{"token":"x","challenge":"3eZbrw1a","type":"url_verification"}', { secret: "x" }),

  event("a mention", mention("help levels")),
  event("the same mention again", mention("help checks"), { repeat: 2 }),
  event("a mention on a third try", mention("help roles"), { headers: { "x-slack-retry-num": "2", "x-slack-retry-reason": "http_timeout" } }),
  event("a mention that fails later", mention("throw")),
  event("a direct message", eventBody({ type: "message", channel_type: "im", channel: "D0ALICE01", text: "help levels" })),
  event("a message of the bot itself", eventBody({ type: "message", channel_type: "im", channel: "D0ALICE01", text: "x", bot_id: "B0ISPOBOT", user: "U0ISPOBOT" })),
  event("an edited message", eventBody({ type: "message", subtype: "message_changed", channel: "C0GENERAL", message: { text: "x" } })),
  event("an event that nobody handles", eventBody({ type: "team_rename", name: "x" })),
  event("an event that nobody knows", eventBody({ type: "something_new", surprise: [1] })),
  event("app_rate_limited", '{"token":"x","type":"app_rate_limited","team_id":"T0ACME001","minute_rate_limited":1518467820,"api_app_id":"A0ISPO001"}', { differs: "`app_rate_limited`" }),
  event("an unknown type at the top", '{"token":"x","type":"something_new","team_id":"T0ACME001","api_app_id":"A0ISPO001"}', { differs: "an unknown `type`" }),

  event("an event that is no JSON", "{", { differs: "signed but malformed" }),
  event("an empty event", "", { differs: "signed but malformed" }),
  event("an event that is a list", "[]", { differs: "signed but malformed" }),
  interact("an interaction without payload", "x=1", { differs: "signed but malformed" }),
  interact("an interaction whose payload is no JSON", "payload=%7B", { differs: "signed but malformed" }),

  command("a command", commandForm("help")),
  command("an empty command", commandForm("")),
  command("a command of words that nobody knows", commandForm("redy nothing")),
  command("a command that nobody registered", commandForm("help", { command: "/other" }), { differs: "an unknown command" }),

  interact("an action that nobody handles", click("nobody-knows"), nobodys),
  interact("an action that is handled", click("known", "help")),
  interact("a submission of an unknown view", interaction({ type: "view_submission", view }), nobodys),
  interact("the closing of an unknown view", interaction({ type: "view_closed", view, is_cleared: false }), nobodys),
  interact("an unknown global shortcut", interaction({ type: "shortcut", callback_id: "nobody-knows", action_ts: "1.2" }), nobodys),
  interact("an unknown message shortcut", interaction({ type: "message_action", callback_id: "nobody-knows", channel: { id: "C0GENERAL" }, message_ts: "1.1", message: { ts: "1.1" }, response_url: "http://127.0.0.1:1/actions/1" }), nobodys),
  interact("an interaction of an unknown type", interaction({ type: "something_new" }), nobodys),

  { name: "GET of the events", differs: "another method than POST", method: "GET", path: events_path, body: "" },
  { name: "GET of the commands", differs: "another method than POST", method: "GET", path: commands_path, body: "" },
  { name: "PUT of an event", differs: "another method than POST", method: "PUT", path: events_path, type: json, body: mention("help") },
  { name: "an unknown path", path: "/slack/other", type: json, body: mention("help") },
  { name: "GET of an unknown path", method: "GET", path: "/nothing", body: "" },
];
