// SPDX-License-Identifier: Apache-2.0
// Who may see and do what, as Slack says who people are and who reads a channel; the brake; the audit.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { startSimulator } from "../slack/start.mjs";
import { install, mayReadHistory, until } from "./bot.mjs";

let slack, place, bot;
before(async () => (slack = await startSimulator()));
after(() => slack?.stop());

const settings = `
[people]
ispo_groups = ["S0ISPO001"]
admin = ["U0CAROL01"]
`;
const act = (what) => slack.post("act", { person: "U0ALICE01", channel: "C0GENERAL", transport: "http", ...what });
const command = async (person, text) => (await act({ do: "command", command: "/ispo", person, text })).body;
const answers = async (channel) => (await slack.get(`messages?channel=${channel}`)).filter((each) => each.bot_id);
const mention = async (channel, text) => {
  await act({ do: "mention", channel, text });
  await until(async () => (await answers(channel)).length > 0, `an answer in ${channel}`);
  return JSON.stringify((await answers(channel)).at(-1));
};
const called = async (method) => (await slack.get(`log?kind=api&method=${method}`)).map((each) => each.arguments);

describe("who may see and do what", () => {
  beforeEach(async () => {
    await slack.post("reset");
    await slack.post("settings", { rate_limits: "off" });
    place = await install(slack, "http", settings);
    bot = await place.start();
    await until(async () => (await called("usergroups.users.list")).length > 0 && (await called("users.list")).length > 0, "people are read");
  });
  afterEach(() => place.end(bot));

  test("members ask, guests are told nothing, and first contact locks nobody out", async () => {
    assert.match(await command("U0BOB0001", "find payments"), /no repository/i);
    for (const guest of ["U0GUEST01", "U0GUEST02"]) {
      assert.match(await command(guest, "find payments"), /needs the role viewer/);
      assert.match(await command(guest, "help levels"), /Help: levels/);
    }
    await slack.post("state", { users: [{ id: "U0NEW0001", team_id: "T0ACME001", name: "newcomer" }] });
    assert.match(await command("U0NEW0001", "find payments"), /no repository/i);
    assert.deepEqual(await called("users.info"), [{ user: "U0NEW0001" }]);
    await act({ do: "event", event: { type: "user_change", user: { id: "U0BOB0001", deleted: false, is_bot: false, is_restricted: true } } });
    assert.match(await command("U0BOB0001", "find payments"), /needs the role viewer/);
  });

  test("the weakest reader of a channel decides what is shown there", async () => {
    assert.match(await mention("C0GENERAL", "find payments"), /no repository/i);
    assert.match(await mention("C0GUESTS1", "find payments"), /guests read this channel/);
    assert.match(await mention("C0SHARED1", "find payments"), /readers from outside/);
    const [{ ts, blocks }] = await answers("C0GUESTS1");
    const alone = blocks.flatMap((each) => each.elements ?? []).find((each) => each.text?.text === "Show it to me only");
    await act({ do: "click", channel: "C0GUESTS1", ts, action_id: alone.action_id });
    await until(async () => (await slack.get("messages?channel=C0GUESTS1&person=U0ALICE01")).some((each) => each.is_ephemeral && /no repository/i.test(each.text)), "an answer for who clicked");
    assert.equal((await answers("C0GUESTS1")).length, 1);
  });

  test("a role comes with the user group and goes with it", async () => {
    const changed = async (users, more) => {
      await slack.post("state", { usergroups: [{ id: "S0ISPO001", users }] });
      await act({ do: "event", event: { type: "subteam_members_changed", subteam_id: "S0ISPO001", team_id: "T0ACME001", added_users: [], removed_users: [], ...more } });
    };
    assert.match(await command("U0BOB0001", "pause everything 1h"), /needs the role ispo/);
    assert.match(await command("U0ALICE01", "pause everything 1h"), /Paused: everything until/);
    await changed([], { removed_users: ["U0ALICE01"] });
    await until(async () => /needs the role ispo/.test(await command("U0ALICE01", "resume everything")), "the role is gone");
    await changed(["U0BOB0001"], { added_users: ["U0BOB0001"] });
    await until(async () => /Resumed: everything/.test(await command("U0BOB0001", "resume everything")), "another has it");
    assert.match(await command("U0ALICE01", "resume everything"), /needs the role ispo/);
  });

  test("the brake takes channels and people as Slack writes them", async () => {
    for (const [written, id] of [["<#C0GENERAL|general>", "channel C0GENERAL"], ["<@U0BOB0001|bob>", "messages to U0BOB0001"]]) {
      assert.match(await command("U0ALICE01", `pause ${written} 2h`), new RegExp(`Paused: ${id} until`));
      assert.match(await command("U0ALICE01", `resume ${written}`), new RegExp(`Resumed: ${id}`));
    }
  });

  test("the brake holds over kill -9, is shown everywhere, and people are still answered", async () => {
    await command("U0ALICE01", "pause everything");
    assert.equal(await bot.stop("SIGKILL"), "SIGKILL");
    bot = await place.start();
    assert.match(await bot.get("/readyz"), /paused: everything until somebody resumes it/);
    assert.match((await place.run("status")).out, /Paused: everything/);
    assert.match(await mention("C0GENERAL", "help levels"), /Help: levels/);
    assert.match((await place.run("resume", "everything")).out, /Resumed: everything/);
    assert.match(await command("U0BOB0001", "status"), /Nothing is paused/);
    const { code, out } = await place.run("audit", "--export", "jsonl");
    assert.equal(code, 0);
    const rows = out.trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(rows.map((each) => each.what), ["pause everything", "resume everything"]);
    assert.match(rows[0].who, /^slack:1:U0ALICE01 as ispo$/);
    assert.match(rows[1].who, /^os:\d+ \(.+\) as admin$/);
    assert.match((await place.run("audit", "--export", "csv")).out, /^id,at,who,what.*\n"1",/);
    await bot.stop();
    assert.match((await place.run("pause", "digest", "2h", "--dry-run")).out, /nothing was changed/i);
    assert.match((await place.run("status")).out, /Nothing is paused/);
    bot = await place.start();
  });

  test("somebody who can act is told of a message that may not stand in a channel", async () => {
    await mayReadHistory(slack, false);
    await slack.post("faults", { method: "chat.postMessage", action: "close", nth: 1, times: 1, performed: true });
    await act({ do: "mention", text: "help levels" });
    const told = async () => (await called("chat.postMessage")).filter((each) => each.channel.startsWith("D"));
    await until(async () => (await told()).length > 0, "a message to the administrator", 45);
    assert.match((await told())[0].text, /C0GENERAL|general/);
    assert.equal((await called("conversations.open"))[0].users, "U0CAROL01");
    assert.equal((await called("chat.postMessage")).filter((each) => /Help: levels/.test(each.text)).length, 1);
  });

  test("somebody who can act is told once where messages cannot go", async () => {
    await slack.post("faults", { method: "chat.postMessage", action: "error", error: "is_archived", channel: "C0GENERAL", times: 0 });
    for (const topic of ["levels", "checks"]) await act({ do: "mention", text: `help ${topic}` });
    const told = async () => (await called("chat.postMessage")).filter((each) => /cannot post in/.test(each.text));
    await until(async () => (await told()).length > 0, "a message to the administrator", 80);
    assert.match((await told())[0].text, /cannot post in 1 channel/);
    assert.match((await place.run("status", "--json")).out, /"troubles": 1/);
    assert.match(await bot.get("/readyz"), /1 channel takes no messages/);
    await slack.del("faults");
    await mention("C0GENERAL", "help roles");
    await until(async () => /"troubles": 0/.test((await place.run("status", "--json")).out), "it is over");
    assert.equal((await told()).length, 1);
  });
});
