// SPDX-License-Identifier: Apache-2.0
// Installing: the two pages in a browser's place, codes, organisations, rotation, exchange.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { WebClient } from "@slack/web-api";
import { startSimulator } from "./start.mjs";

let slack;
let client;
const redirect_uri = "https://bot.acme.example/slack/oauth_redirect";
const keys = { client_id: "1000.2000", client_secret: "sim-client-secret" };
before(async () => {
  slack = await startSimulator();
  client = new WebClient(undefined, { slackApiUrl: slack.api, retryConfig: { retries: 0 }, logLevel: "error" });
});
beforeEach(async () => {
  await slack.post("reset");
  await slack.post("settings", { rate_limits: "off" });
  await slack.post("state", {
    apps: [{ id: "A0ISPO001", redirect_urls: ["https://bot.acme.example/slack"] }],
    enterprises: [{ id: "E0ACME001", name: "Acme Group" }],
    teams: [{ id: "T0SECOND1", name: "Second", enterprise_id: "E0ACME001" }],
    users: [{ id: "U0SECOND1", team_id: "T0SECOND1", name: "sam" }],
  });
});
after(() => slack.stop());

const errorOf = (call) =>
  call.then(
    () => "ok",
    (error) => error.data?.error ?? error.code,
  );
const address = (more) =>
  `${slack.base}/oauth/v2/authorize?${new URLSearchParams({ client_id: "1000.2000", scope: "chat:write,dnd:read", state: "s1", redirect_uri, ...more })}`;
const page = async (more) => (await fetch(address(more))).text();

// Presses a button of the page as a browser would: with every hidden field.
async function decide(decision, place = "T0SECOND1", more = {}) {
  const text = await page(more);
  const hidden = [...text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [
    name,
    value.replaceAll("&amp;", "&"),
  ]);
  const body = new URLSearchParams([...hidden, ["place", place], ["person", "U0SECOND1"], ["decision", decision]]);
  const response = await fetch(`${slack.base}/oauth/v2/decide`, { method: "POST", body, redirect: "manual" });
  assert.equal(response.status, 302);
  return new URL(response.headers.get("location"));
}
const access = async (place, more) =>
  client.oauth.v2.access({ ...keys, redirect_uri, code: (await decide("allow", place, more)).searchParams.get("code") });

test("allowing goes back with a code and the state, and the code becomes a token once", async () => {
  const target = await decide("allow");
  assert.equal(target.origin + target.pathname, redirect_uri);
  assert.equal(target.searchParams.get("state"), "s1");
  const code = target.searchParams.get("code");
  assert.equal(await errorOf(client.oauth.v2.access({ ...keys, client_secret: "wrong", code, redirect_uri })), "bad_client_secret");
  assert.equal(await errorOf(client.oauth.v2.access({ ...keys, client_id: "9.9", code, redirect_uri })), "invalid_client_id");
  assert.equal(await errorOf(client.oauth.v2.access({ ...keys, code, redirect_uri: `${redirect_uri}/x` })), "bad_redirect_uri");
  const granted = await client.oauth.v2.access({ ...keys, code, redirect_uri });
  assert.deepEqual(
    [granted.team.id, granted.enterprise.id, granted.is_enterprise_install, granted.scope, granted.authed_user.id],
    ["T0SECOND1", "E0ACME001", false, "chat:write,dnd:read", "U0SECOND1"],
  );
  assert.equal((await client.auth.test({ token: granted.access_token })).team_id, "T0SECOND1");
  assert.equal(await errorOf(client.oauth.v2.access({ ...keys, code, redirect_uri })), "invalid_code");
});

test("denying goes back with an error and the state", async () => {
  const { searchParams } = await decide("deny");
  assert.deepEqual([searchParams.get("error"), searchParams.get("state"), searchParams.get("code")], ["access_denied", "s1", null]);
});

test("addresses that Slack does not go back to", async () => {
  for (const wrong of [
    "https://evil.example/slack",
    "http://bot.acme.example/slack",
    "https://bot.acme.example/slackish",
    `${redirect_uri}#x`,
  ]) {
    assert.match(await page({ redirect_uri: wrong }), /bad_redirect_uri/);
  }
  assert.match(await page({ client_id: "9.9" }), /invalid_client_id/);
  assert.doesNotMatch(await page({ state: '"><script>' }), /<script>/);
});

test("a code lives ten minutes", async () => {
  const code = (await decide("allow")).searchParams.get("code");
  await slack.post("clock", { advance_ms: 10 * 60_000 + 1 });
  assert.equal(await errorOf(client.oauth.v2.access({ ...keys, code, redirect_uri })), "invalid_code");
});

test("an organisation installs without a workspace", async () => {
  const granted = await access("E0ACME001", { scope: "chat:write,channels:read" });
  assert.deepEqual([granted.team, granted.enterprise.id, granted.is_enterprise_install], [null, "E0ACME001", true]);
  const list = (args) => errorOf(client.conversations.list({ token: granted.access_token, ...args }));
  assert.equal(await list({}), "missing_argument");
  assert.equal(await list({ team_id: "T0SECOND1" }), "team_access_not_granted", "until an admin adds the app there");
  await slack.post("state", { installations: [{ id: "A0ISPO001|E0ACME001", workspaces: ["T0SECOND1"] }] });
  assert.equal(await list({ team_id: "T0SECOND1" }), "ok");
});

test("scopes grow at a second installation, and optional ones may be refused", async () => {
  await access("T0SECOND1");
  assert.equal((await access("T0SECOND1", { scope: "commands" })).scope, "chat:write,dnd:read,commands");
  const { location } = await slack.post("install", {
    url: address({ scope: "chat:write,files:write" }),
    place: "E0ACME001",
    person: "U0SECOND1",
    refuse_scopes: "files:write",
  });
  const granted = await client.oauth.v2.access({ ...keys, redirect_uri, code: new URL(location).searchParams.get("code") });
  assert.equal(granted.scope, "chat:write");
});

test("rotation: twelve hours, two live tokens, a refresh token once and a short grace", async () => {
  await slack.post("state", { apps: [{ id: "A0ISPO001", token_rotation: true }] });
  const refresh = (refresh_token) => client.oauth.v2.access({ ...keys, grant_type: "refresh_token", refresh_token });
  const works = (token) => errorOf(client.auth.test({ token }));
  const first = await access("T0SECOND1");
  assert.match(first.access_token, /^xoxe\.xoxb-/);
  assert.equal(first.expires_in, 43_200);
  const second = await refresh(first.refresh_token);
  assert.equal((await refresh(first.refresh_token)).access_token, second.access_token, "in the grace the answer is the same");
  assert.deepEqual([await works(first.access_token), await works(second.access_token)], ["ok", "ok"]);
  const third = await refresh(second.refresh_token);
  assert.deepEqual(
    [await works(first.access_token), await works(second.access_token), await works(third.access_token)],
    ["token_revoked", "ok", "ok"],
  );
  await slack.post("clock", { advance_ms: 60_001 });
  assert.equal(await errorOf(refresh(first.refresh_token)), "invalid_refresh_token");
  await slack.post("clock", { advance_ms: 43_200_000 });
  assert.equal(await works(third.access_token), "token_expired");
});

test("how long tokens live can be set, for those who cannot wait", async () => {
  await slack.post("state", { apps: [{ id: "A0ISPO001", token_rotation: true, token_seconds: 4 }] });
  const first = await access("T0SECOND1");
  assert.equal(first.expires_in, 4);
  await slack.post("clock", { advance_ms: 4001 });
  assert.equal(await errorOf(client.auth.test({ token: first.access_token })), "token_expired");
});

test("an old token is exchanged once", async () => {
  const exchange = () => client.oauth.v2.exchange({ ...keys, token: "xoxb-sim-bot" });
  assert.equal(await errorOf(exchange()), "token_rotation_not_enabled");
  await slack.post("state", { apps: [{ id: "A0ISPO001", token_rotation: true }] });
  assert.equal((await client.auth.test({ token: (await exchange()).access_token })).ok, true);
  assert.equal(await errorOf(exchange()), "token_already_exchanged");
});

test("revoking and uninstalling", async () => {
  const { access_token: token } = await access("T0SECOND1");
  assert.equal(await errorOf(client.apps.uninstall({ token, client_id: "9.9", client_secret: "x" })), "invalid_client_id");
  await client.auth.revoke({ token, test: true });
  assert.equal((await client.auth.test({ token })).ok, true);
  await client.auth.revoke({ token });
  assert.equal(await errorOf(client.auth.test({ token })), "token_revoked");
  await client.apps.uninstall({ token: "xoxb-sim-bot", ...keys });
  assert.equal(await errorOf(client.auth.test({ token: "xoxb-sim-bot" })), "account_inactive");
});
