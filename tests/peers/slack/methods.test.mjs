// SPDX-License-Identifier: Apache-2.0
// Slack's own client against the methods: messages, lists, files and the small ones.
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

// The error that a call of the official client ends with.
const errorOf = (call) =>
  call.then(
    () => "ok",
    (error) => error.data?.error ?? error.code,
  );

async function raw(method, body, headers = {}) {
  const response = await fetch(slack.api + method, { method: "POST", body, headers });
  return { status: response.status, headers: response.headers, ...JSON.parse(await response.text()) };
}
const form = (method, args, with_token = token) => raw(method, new URLSearchParams({ token: with_token, ...args }));

test("the official client posts, edits and deletes", async () => {
  const posted = await client.chat.postMessage({
    channel: "C0GENERAL",
    text: "one",
    blocks: [{ type: "section", text: { type: "mrkdwn", text: "*one*" } }],
  });
  assert.equal((await client.chat.update({ channel: "C0GENERAL", ts: posted.ts, text: "two" })).text, "two");
  const [shown] = (await client.conversations.history({ channel: "C0GENERAL" })).messages;
  assert.equal(shown.text, "two");
  assert.equal(shown.blocks, undefined, "a text alone removes the blocks");
  await client.chat.delete({ channel: "C0GENERAL", ts: posted.ts });
  assert.deepEqual(await slack.get("messages?channel=C0GENERAL"), []);
});

test("places that take no message", async () => {
  const post = (channel) => errorOf(client.chat.postMessage({ channel, text: "x" }));
  assert.equal(await post("C0NOWHERE"), "channel_not_found");
  assert.equal(await post("C0SECRET1"), "channel_not_found");
  assert.equal(await post("C0RANDOM1"), "not_in_channel");
  assert.equal(await post("C0ARCHIVE"), "is_archived");
  assert.equal(await post("U0GONE001"), "channel_not_found");
  assert.equal(await errorOf(client.chat.postMessage({ channel: "C0GENERAL", text: "" })), "no_text");
  assert.equal(await errorOf(client.chat.postEphemeral({ channel: "C0GENERAL", user: "U0GUEST01", text: "x" })), "user_not_in_channel");
  assert.equal(await errorOf(client.conversations.open({ users: "U0GONE001" })), "user_disabled");
  assert.equal(await errorOf(client.conversations.open({ users: "U0NOBODY1" })), "user_not_found");
});

test("opening a direct conversation twice is the same one", async () => {
  const first = await client.conversations.open({ users: "U0BOB0001" });
  const second = await client.conversations.open({ users: "U0BOB0001" });
  assert.equal(second.channel.id, first.channel.id);
  assert.equal(second.already_open, true);
  assert.equal((await client.chat.postMessage({ channel: "U0BOB0001", text: "hi" })).channel, first.channel.id);
});

test("text over 40,000 is cut with a warning, an edit over 4,000 refused", async () => {
  const posted = await client.chat.postMessage({ channel: "C0GENERAL", text: "x".repeat(40_001) });
  assert.equal(posted.message.text.length, 40_000);
  assert.match(posted.warning, /message_truncated/);
  assert.equal(await errorOf(client.chat.update({ channel: "C0GENERAL", ts: posted.ts, text: "x".repeat(4001) })), "msg_too_long");
});

test("metadata is kept, shown only when asked for, and refused when malformed", async () => {
  const metadata = { event_type: "claim", event_payload: { id: "c1" } };
  await client.chat.postMessage({ channel: "C0GENERAL", text: "x", metadata });
  assert.equal((await client.conversations.history({ channel: "C0GENERAL" })).messages[0].metadata, undefined);
  assert.deepEqual(
    (await client.conversations.history({ channel: "C0GENERAL", include_all_metadata: true })).messages[0].metadata,
    metadata,
  );
  assert.equal(
    (await form("chat.postMessage", { channel: "C0GENERAL", text: "x", metadata: '{"event_type":1}' })).error,
    "invalid_metadata_format",
  );
});

test("history has edges, threads and pages", async () => {
  const ts = [];
  for (let i = 0; i < 5; i++) ts.push((await client.chat.postMessage({ channel: "C0GENERAL", text: `m${i}` })).ts);
  await client.chat.postMessage({ channel: "C0GENERAL", text: "reply", thread_ts: ts[0] });
  const texts = (answer) => answer.messages.map((message) => message.text);
  assert.deepEqual(texts(await client.conversations.history({ channel: "C0GENERAL", oldest: ts[2] })), ["m4", "m3"]);
  assert.deepEqual(texts(await client.conversations.history({ channel: "C0GENERAL", oldest: ts[2], latest: ts[3], inclusive: true })), [
    "m3",
    "m2",
  ]);
  assert.deepEqual(texts(await client.conversations.replies({ channel: "C0GENERAL", ts: ts[0] })), ["m0", "reply"]);
  const pages = [];
  for await (const page of client.paginate("conversations.history", { channel: "C0GENERAL", limit: 2 })) pages.push(texts(page));
  assert.deepEqual(pages, [["m4", "m3"], ["m2", "m1"], ["m0"]]);
  assert.equal((await form("conversations.history", { channel: "C0GENERAL", cursor: "nonsense" })).error, "invalid_cursor");
});

test("lists are paged to the end by the official client", async () => {
  await slack.post("state", {
    users: Array.from({ length: 23 }, (_, i) => ({ id: `U0MANY${String(i).padStart(3, "0")}`, team_id: "T0ACME001", name: `many${i}` })),
  });
  const seen = new Set();
  for await (const { members } of client.paginate("users.list", { limit: 7 })) for (const { id } of members) seen.add(id);
  assert.equal(seen.size, 30);
  const channels = await client.conversations.list({ types: "public_channel,private_channel", exclude_archived: true });
  assert.deepEqual(channels.channels.map(({ name }) => name).sort(), ["general", "platform-team", "random", "with-guests", "with-partner"]);
  assert.equal(channels.channels.find(({ name }) => name === "with-partner").is_ext_shared, true);
  assert.equal((await client.users.lookupByEmail({ email: "bob@acme.example" })).user.id, "U0BOB0001");
  assert.deepEqual((await client.usergroups.users.list({ usergroup: "S0ISPO001" })).users, ["U0ALICE01"]);
});

test("the three steps of an upload by the official client", async () => {
  await slack.post("settings", { file_scan_ms: 0 });
  const answer = await client.filesUploadV2({
    channel_id: "C0GENERAL",
    filename: "trend.png",
    file: Buffer.from("not really a picture"),
    alt_text: "Falling",
    initial_comment: "Look",
  });
  const { id } = answer.files[0].files[0];
  const [shown] = await slack.get("messages?channel=C0GENERAL");
  assert.equal(shown.files[0].id, id);
  assert.equal(shown.text, "Look");
  const image = (file) =>
    client.chat.postMessage({
      channel: "C0GENERAL",
      text: "x",
      blocks: [{ type: "image", slack_file: { id: file }, alt_text: "Falling" }],
    });
  assert.equal((await image(id)).ok, true);
  assert.equal(await errorOf(image("F0UNKNOWN")), "invalid_blocks");
});

test("an upload that lost bytes cannot be completed, and a scanned file takes time", async () => {
  const begun = await client.files.getUploadURLExternal({ filename: "a.txt", length: 5 });
  assert.equal((await fetch(begun.upload_url, { method: "POST", body: "abc" })).status, 400);
  assert.equal(await errorOf(client.files.completeUploadExternal({ files: [{ id: begun.file_id }] })), "file_not_found");
  assert.equal((await fetch(begun.upload_url, { method: "POST", body: "abcde" })).status, 200);
  assert.equal((await client.files.completeUploadExternal({ files: [{ id: begun.file_id }] })).ok, true);
  const blocks = [{ type: "image", slack_file: { id: begun.file_id }, alt_text: "x" }];
  assert.equal(await errorOf(client.chat.postMessage({ channel: "C0GENERAL", text: "x", blocks })), "invalid_blocks");
  await slack.post("clock", { advance_ms: 1000 });
  assert.equal(await errorOf(client.chat.postMessage({ channel: "C0GENERAL", text: "x", blocks })), "ok");
});

test("small methods answer as Slack's do", async () => {
  await slack.post("state", { users: [{ id: "U0BOB0001", dnd: { dnd_enabled: true, next_dnd_start_ts: 10, next_dnd_end_ts: 20 } }] });
  const bot = await slack.get("state?table=installations");
  await slack.post("state", { installations: [{ id: bot[0].id, scopes: [...bot[0].scopes, "team:read", "assistant:write"] }] });
  assert.equal((await client.team.info()).team.domain, "acme");
  const { users } = await client.dnd.teamInfo({ users: "U0BOB0001,U0ALICE01" });
  assert.deepEqual([users.U0BOB0001.dnd_enabled, users.U0ALICE01.dnd_enabled], [true, false]);
  assert.equal((await form("dnd.teamInfo", { users: Array(51).fill("U0BOB0001").join() })).error, "too_many_users");
  assert.deepEqual(
    (await client.users.conversations({ user: "U0BOB0001" })).channels.map(({ name }) => name),
    ["general", "random"],
  );
  assert.deepEqual(
    (await client.usergroups.list({ include_users: true })).usergroups.map((group) => group.users.length),
    [1, 2],
  );
  assert.deepEqual((await client.conversations.members({ channel: "C0PRIVATE" })).members, ["U0ALICE01", "U0BOB0001", "U0ISPOBOT"]);
  assert.equal((await client.conversations.info({ channel: "C0SHARED1" })).channel.is_ext_shared, true);
  const status = (more) =>
    form("agents.sessions.setStatus", { channel_id: "C0GENERAL", thread_ts: "1.000001", status: "processing", ...more });
  assert.equal((await status()).ok, true);
  assert.equal((await status({ status: "busy" })).error, "invalid_arguments");
  const found = await form("blocks.validate", { blocks: '[{"type":"header","text":{"type":"plain_text","text":""}}]' });
  assert.deepEqual([found.ok, found.errors[0].pointer], [true, "/blocks/0/text/text"]);
  assert.equal((await form("blocks.validate", {})).error, "invalid_arguments");
});

test("a private conversation is nowhere for those outside it, in any method", async () => {
  const args = { channel: "C0SECRET1", ts: "1.000001", user: "U0ALICE01", text: "x" };
  for (const method of [
    "conversations.info",
    "conversations.members",
    "conversations.history",
    "conversations.replies",
    "chat.postMessage",
    "chat.postEphemeral",
    "chat.update",
    "chat.delete",
  ]) {
    assert.equal((await form(method, args)).error, "channel_not_found", method);
  }
});

test("others' messages are not the app's to change", async () => {
  const { ts } = await slack.post("act", { do: "say", person: "U0ALICE01", channel: "C0GENERAL", text: "mine", retry: false });
  assert.equal(await errorOf(client.chat.update({ channel: "C0GENERAL", ts, text: "x" })), "cant_update_message");
  assert.equal(await errorOf(client.chat.delete({ channel: "C0GENERAL", ts })), "cant_delete_message");
  assert.equal(await errorOf(client.chat.update({ channel: "C0GENERAL", ts: "1.000001", text: "x" })), "message_not_found");
});

test("what is live in a message is told, whatever hid it", async () => {
  const text = "<!here> &lt;!channel&gt; @everyone";
  const blocks = [
    { type: "section", text: { type: "mrkdwn", text: "@here", verbatim: true } },
    { type: "section", text: { type: "mrkdwn", text: "@channel <https://a.example|a>" } },
  ];
  await client.chat.postMessage({ channel: "C0GENERAL", text, parse: "none", blocks });
  const [{ live }] = await slack.get("messages?channel=C0GENERAL");
  assert.deepEqual(live, ["!here", "https://a.example", "@channel"]);
});
