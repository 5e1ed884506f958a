// SPDX-License-Identifier: Apache-2.0
// Foreign text in every field that people, repositories or Slack fill: whatever the bot says of it, nothing in it notifies anybody, can be
// clicked, or turns the reading direction.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { liveForms } from "../slack/live_forms.mjs";
import { startSimulator } from "../slack/start.mjs";
import { install, until } from "./bot.mjs";

let slack, place, bot;
before(async () => (slack = await startSimulator()));
after(() => slack?.stop());

const alice = "U0ALICE01", channel = "C0GENERAL";
const act = (what) => slack.post("act", { person: alice, channel, transport: "http", ...what });
const command = (text) => act({ do: "command", command: "/ispo", text });
const log = async () => await slack.get("log");

// Each begins with a word by which its field is seen to be shown.
const mark = "zebra";
const texts = {
  "<!channel>": "zebra <!channel> <!here|x> <@U0BOB0001> <#C0GENERAL> <!subteam^S0ISPO001>",
  "@here": "zebra @here @channel @everyone",
  "links": "zebra <https://evil.example|click> https://evil.example/x [click](https://evil.example) <mailto:a@evil.example>",
  "bidi": "zebra \u202egnp.exe\u202c \u2066x\u2069 \u200f",
  "backticks": "zebra `x` ```y``` *b* _i_ ~s~ `<!channel>` ```@here```",
  "10,000 characters": `zebra ${"<!channel> @here ".repeat(588)}`.slice(0, 10_000),
};
const turning = /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/;

// The body of a 200 knows no `parse`, and is seen by one person.
const ofBody = (said) => said.view ?? { parse: "none", ...said };

// Everything that the bot showed: {text, blocks, parse} of each message, view and body of an answer.
function shown(entries) {
  const found = [];
  const add = (said) => said && typeof said === "object" && found.push(said);
  for (const entry of entries) {
    if (entry.kind === "api") [entry.arguments, entry.arguments.view].forEach((said) => (said?.blocks || said?.text) && add(said));
    if (entry.kind === "response_url") add(entry.body);
    if (entry.kind === "delivery" && entry.body) add(ofBody(JSON.parse(entry.body)));
  }
  return found;
}

async function nothingIsLive(isShown) {
  const all = shown(await log());
  assert.ok(all.length > 0, "something was shown");
  if (isShown) assert.match(JSON.stringify(all), new RegExp(mark), "the text was shown");
  for (const said of all) {
    assert.deepEqual(liveForms(said), [], JSON.stringify(said).slice(0, 2000));
    assert.doesNotMatch(JSON.stringify(said), turning);
  }
}

// Fields: what stands there, and how somebody comes to read it. Those that return true are shown to people in Slack; of the others (a
// README's words, names of people, the workspace and channels) nothing is shown today, and the test stands for the day on which it is.
const fields = {
  "the words of a command": async (text) => {
    for (const line of ["ready", "find", "help", "settings save --repositories", ""]) {
      await command(`${line} ${text}`);
      await command(`${line} "${text}"`);
    }
    return true;
  },
  "the words of a mention": async (text) => {
    await act({ do: "mention", text: `settings save --repositories "${text}"` });
    await act({ do: "dm", text: `ready ${text}` });
    await until(async () => (await slack.get("log?kind=api&method=chat.postMessage&ok=true")).length === 2, "two answers");
    return true;
  },
  "the values of a modal": async (text) => {
    await command("settings edit");
    const top = async () => (await slack.get(`views?person=${alice}`)).stack.at(-1);
    await until(top, "a modal");
    const block = (await top()).blocks.find((each) => each.element?.action_id === "repositories");
    const { shown } = await act({ do: "submit", values: { [block.block_id]: { repositories: text.slice(0, 3000) } } });
    assert.ok(shown.errors || shown.view, JSON.stringify(shown));
    return true;
  },
  "the first lines of a README": async (text) => {
    await place.assess("payments-api", "internal", `# ${text}\n\n${text}\n\n## ${text}\n\n${text}\n`);
    for (const line of ["ready payments-api", "findings payments-api", "find payments", "status"]) await command(line);
  },
  "the name of a checkout": async (text) => {
    const name = text.replaceAll("/", "-").slice(0, 60).trim();
    await place.assess(name, "internal");
    for (const line of [`find ${mark}`, `ready ${name}`, "ready r1", `settings save --repositories r1`]) await command(line);
    await act({ do: "open_home" });
    await until(async () => (await slack.get(`views?person=${alice}`)).home, "a Home");
    return true;
  },
  "the names of people, workspace and channel": async (text) => {
    assert.equal(await bot.stop(), 0);
    await slack.post("state", {
      users: [{ id: alice, name: text, real_name: text, display_name: text, title: text }],
      teams: [{ id: "T0ACME001", name: text, domain: text }],
      channels: [{ id: channel, name: text, topic: text, purpose: text }],
      usergroups: [{ id: "S0ISPO001", name: text, handle: text }],
    });
    bot = await place.start();
    for (const line of ["settings", "status", "pause everything 1h", "resume everything", "find payments"]) await command(line);
    await act({ do: "open_home" });
    await until(async () => (await slack.get(`views?person=${alice}`)).home, "a Home");
    const { out } = await place.run("doctor");
    assert.match(out, new RegExp(mark));
    assert.doesNotMatch(out, turning);
    assert.doesNotMatch((await place.run("audit")).out, turning);
  },
};

for (const [field, put] of Object.entries(fields))
  describe(`hostile text as ${field}`, () => {
    beforeEach(async () => {
      await slack.post("reset");
      await slack.post("settings", { rate_limits: "off" });
      place = await install(slack, "http", '\n[people]\nispo_groups = ["S0ISPO001"]\n[effects]\nchannels = ["C0GENERAL"]\n');
      bot = await place.start();
    });
    afterEach(() => place.end(bot));
    for (const [what, text] of Object.entries(texts))
      test(what, async () => {
        const isShown = await put(text);
        await nothingIsLive(isShown);
      });
  });

test("what is live is found, wherever it stands", () => {
  const mrkdwn = (text) => ({ type: "mrkdwn", text });
  for (const said of [
    { text: "<!channel>", parse: "none" },
    { text: "@here" },
    { text: "x", blocks: [{ type: "section", text: mrkdwn("@here") }] },
    { text: "x", blocks: [{ type: "section", text: { ...mrkdwn("<https://evil.example|x>"), verbatim: true } }] },
    { blocks: [{ type: "section", fields: [mrkdwn("https://evil.example")] }] },
  ])
    assert.notDeepEqual(shown([{ kind: "api", arguments: said }, { kind: "response_url", body: said }]).map(liveForms), [[], []]);
  assert.match(texts.bidi, turning);
});
