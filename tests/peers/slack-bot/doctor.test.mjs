// SPDX-License-Identifier: Apache-2.0
// `ispo doctor` finds what is wrong with Slack, with and without a running service, and says what mends it.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { startSimulator } from "../slack/start.mjs";
import { install } from "./bot.mjs";
import { leaksIn } from "./leaks.mjs";

let slack, place;
before(async () => (slack = await startSimulator()));
after(() => slack?.stop());

const installation = "A0ISPO001|T0ACME001";

// {code, checks: part → its line}
async function doctor() {
  const { code, out, error } = await place.run("doctor", "--json");
  assert.equal(error, "");
  assert.deepEqual(leaksIn(out), []);
  const { data } = JSON.parse(out);
  return { code, checks: Object.fromEntries(data.checks.map((each) => [each.part, each])) };
}

// Everything but `part` is as it is in health.
async function finds(part, evidence, fix) {
  const { code, checks } = await doctor();
  assert.equal(code, 1, JSON.stringify(checks));
  assert.equal(checks[part].state, "no", JSON.stringify(checks[part]));
  assert.match(checks[part].evidence, evidence);
  assert.match(checks[part].fix, fix);
  const others = Object.values(checks).filter((each) => each.state === "no" && each.part !== part);
  assert.deepEqual(others, []);
  const text = await place.run("doctor");
  assert.equal(text.code, 1);
  assert.match(text.out, /✘/);
}

describe("ispo doctor", () => {
  beforeEach(async () => {
    await slack.post("reset");
    await slack.post("settings", { rate_limits: "off" });
    place = await install(slack, "http", '\n[people]\nispo_groups = ["S0ISPO001"]\n[effects]\nchannels = ["C0GENERAL"]\n');
  });
  afterEach(() => {
    assert.deepEqual(leaksIn(place.log()), []);
    return place.remove();
  });

  test("finds nothing wrong, before the first start, beside a service and after it", async () => {
    const before_start = await doctor();
    assert.equal(before_start.code, 0, JSON.stringify(before_start.checks));
    assert.equal(before_start.checks["slack scopes"].state, "yes");
    assert.match(before_start.checks.database.evidence, /none yet/);
    const bot = await place.start();
    const running = await doctor();
    assert.equal(running.code, 0, JSON.stringify(running.checks));
    for (const part of ["settings", "database", "service", "slack reachable", "slack login", "slack scopes", "clock", "channels", "messages"])
      assert.equal(running.checks[part].state, "yes", JSON.stringify(running.checks[part]));
    assert.equal(await bot.stop(), 0);
    assert.equal((await doctor()).checks.service.state, "partly");
  });

  test("a missing scope", async () => {
    const { scopes } = (await slack.get("state?table=installations"))[0];
    await slack.post("state", { installations: [{ id: installation, scopes: scopes.filter((each) => each !== "users:read") }] });
    await finds("slack scopes", /users:read \(Guests/, /Reinstall/);
  });

  test("a revoked token", async () => {
    await slack.post("state", { tokens: [{ id: "xoxb-sim-bot", revoked: true }] });
    await finds("slack login", /revoked/, /slack\.bot_token_file/);
  });

  test("a clock that is wrong", async () => {
    const ahead = await startSimulator(); // its clock only goes forward, so nobody else may have it
    try {
      await ahead.post("clock", { advance_ms: 400_000 });
      await place.remove();
      place = await install(ahead, "http");
      await finds("clock", /\d+ s behind Slack's/, /timedatectl/);
    } finally {
      await ahead.stop();
    }
  });

  test("a channel that was archived, one that the app has left", async () => {
    await slack.post("state", { channels: [{ id: "C0GENERAL", is_archived: true }] });
    await finds("channels", /C0GENERAL #general: archived/, /unarchive/);
    await slack.post("state", { channels: [{ id: "C0GENERAL", is_archived: false, members: ["U0ALICE01"] }] });
    await finds("channels", /C0GENERAL #general: the app is not in it/, /invite/);
  });

  test("a Slack that is not there", async () => {
    const gone = await startSimulator();
    const other = await install(gone, "http");
    await gone.stop();
    await place.remove();
    place = other;
    await finds("slack reachable", /127\.0\.0\.1/, /network\.proxy/);
  });

  test("an app-level token that does not open a socket", async () => {
    await place.remove();
    place = await install(slack, "socket");
    assert.equal((await doctor()).checks["socket mode"].state, "yes");
    await slack.post("state", { tokens: [{ id: "xapp-sim-app", scopes: [] }] });
    await finds("socket mode", /missing_scope/, /connections:write/);
  });
});
