// SPDX-License-Identifier: Apache-2.0
// node main.mjs [--socket]: the program that $ISPO names with its sample company, against a simulated Slack. You type what a person does
// there and read what they see. deploy/try-slack.sh brings what it needs.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startSimulator } from "../../tests/peers/slack/start.mjs";
import { drawn, drawnView } from "./screen.mjs";

const transport = process.argv.includes("--socket") ? "socket" : "http";
const people = { alice: "U0ALICE01", bob: "U0BOB0001", carol: "U0CAROL01", gustav: "U0GUEST01" };
const channels = { general: "C0GENERAL", random: "C0RANDOM1", "platform-team": "C0PRIVATE", "with-partner": "C0SHARED1", "with-guests": "C0GUESTS1" };
const longest_wait_ms = 6000;
const say = (...lines) => lines.forEach((line) => console.log(line));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function startBot(slack, folder) {
  const secrets = { token: "xoxb-sim-bot", app: "xapp-sim-app", secret: "sim-signing-secret" };
  for (const [name, text] of Object.entries(secrets)) await writeFile(join(folder, name), `${text}\n`, { mode: 0o600 });
  const door = transport === "socket" ? `app_token_file = "${folder}/app"` : `signing_secret_file = "${folder}/secret"`;
  const toml = `[slack]\nbot_token_file = "${folder}/token"\nbot_user = "U0ISPOBOT"\napi_base = "${slack.api}"\n${door}\n[people]\nispo = ["${people.alice}"]\n`;
  await writeFile(join(folder, "ispo.toml"), toml, { mode: 0o600 });
  const environment = { PATH: process.env.PATH, HOME: folder, ISPO_CONFIG: join(folder, "ispo.toml") };
  const bot = spawn(process.env.ISPO, ["demo", "--data", join(folder, "data"), "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"], env: environment });
  let said = "";
  const port = await new Promise((resolve, reject) => {
    bot.stderr.on("data", (bytes) => {
      said += bytes;
      const line = said.split("\n").find((each) => each.includes('"service.started"') && each.endsWith("}"));
      if (line) resolve(Number(JSON.parse(line).listen.split(" ")[1]));
    });
    bot.once("exit", () => reject(new Error(`ISPO Bot did not start:\n${said}`)));
  });
  await slack.post("state", { apps: [{ id: "A0ISPO001", public_url: `http://127.0.0.1:${port}` }] });
  while (transport === "socket" && (await slack.get("connections")).length === 0) await pause(100);
  return bot;
}

const slack = await startSimulator();
const folder = await mkdtemp(join(tmpdir(), "ispo-try-"));
let bot;
let is_over = false;
async function end(code = 0) {
  if (is_over) return;
  is_over = true;
  bot?.kill("SIGTERM");
  if (bot && bot.exitCode === null) await new Promise((resolve) => bot.once("exit", resolve));
  await slack.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit(code);
}
process.on("SIGINT", () => end());
process.on("SIGTERM", () => end());
try {
  bot = await startBot(slack, folder);
} catch (error) {
  say(error.message);
  await end(3);
}
bot.once("exit", () => {
  if (!is_over) say("ISPO Bot ended.");
  end(3);
});

// Who acts where, and what of it was shown already.
let person = "alice", channel = "general", direct;
const seen = new Set(), shown_views = new Map();
let things = [], where = {};

const place = () => channels[channel];
async function news(id) {
  const all = id ? await slack.get(`messages?channel=${id}&person=${people[person]}`) : [];
  return all.filter((each) => each.bot_id && !seen.has(`${id} ${each.ts} ${each.versions ?? 1}`)).map((each) => ({ ...each, id }));
}

// Prints what is new to this person; true if there was something.
async function show() {
  const messages = [...(await news(place())), ...(await news(direct))];
  for (const message of messages) {
    seen.add(`${message.id} ${message.ts} ${message.versions ?? 1}`);
    [things, where] = [[], { channel: message.id, ts: message.ts }];
    const how = message.is_ephemeral ? `only ${person} sees this` : message.id === direct ? "direct message" : `#${channel}${message.thread_ts ? ", in the thread" : ""}`;
    say("", `ISPO Bot (${how})`, ...drawn(message, things).map((line) => `  ${line}`));
  }
  const { stack, home } = await slack.get(`views?person=${people[person]}`);
  for (const view of [home, stack.at(-1)].filter(Boolean)) {
    if (shown_views.get(view.id) === view.hash) continue;
    shown_views.set(view.id, view.hash);
    [things, where] = [[], { view: view.type === "home" ? "home" : view.id }];
    say("", ...drawnView(view, things).map((line) => `  ${line}`));
    messages.push(view);
  }
  return messages.length > 0;
}

async function act(what) {
  const told = await slack.post("act", { person: people[person], channel: place(), transport, ...what });
  if (told.failure) say(`Slack: ${told.failure}`);
  if (told.shown?.error) say(`Slack shows an error: ${told.shown.error}`);
  for (const [block, error] of Object.entries(told.shown?.errors ?? {})) say(`  ${block}: ${error}`);
  return told;
}
async function actAndShow(what, expects = true) {
  const told = await act(what);
  if (what.do === "dm") direct = told.channel;
  const patience = Date.now() + (expects ? longest_wait_ms : 500);
  let has_come = false;
  while (!(has_come = await show()) && Date.now() < patience) await pause(100);
  if (!has_come) say("Nothing new is shown.");
}

function pressed(words) {
  const thing = things[Number(words[0]) - 1];
  if (!thing) return say("There is no such number in what was shown last.");
  return actAndShow({ do: "click", ...where, action_id: thing.action_id, value: thing.takes ? words.slice(1).join(" ") : thing.value });
}
function submitted(rest) {
  const values = {};
  for (const [, number, text] of rest.matchAll(/(\d+)=("[^"]*"|\S*)/g)) {
    const thing = things[Number(number) - 1];
    if (thing) (values[thing.block_id] ??= {})[thing.action_id] = text.replace(/^"|"$/g, "");
  }
  return actAndShow({ do: "submit", view: "top", values }, false);
}

const help = [
  "/ispo WORDS           the slash command          @ispo WORDS   mention it in the channel",
  "dm WORDS              a direct message           click N       press what has this number",
  "home                  open its Home              submit 1=WORD 2=\"TWO WORDS\"   fill in and submit a form",
  `as NAME               be ${Object.keys(people).join(", ")}`,
  `in CHANNEL            be in ${Object.keys(channels).join(", ")}`,
  "quit                  end both (or Ctrl-C)",
];
const doings = {
  "/ispo": (rest) => actAndShow({ do: "command", command: "/ispo", text: rest }),
  "@ispo": (rest) => actAndShow({ do: "mention", text: rest }),
  dm: (rest) => actAndShow({ do: "dm", text: rest }),
  click: (rest) => pressed(rest.split(" ")),
  submit: submitted,
  home: () => actAndShow({ do: "open_home", tab: "home" }, false),
  as: (rest) => (people[rest] ? ([person, direct] = [rest, undefined]) : say(`There is no ${rest}.`)),
  in: (rest) => (channels[rest.replace("#", "")] ? (channel = rest.replace("#", "")) : say(`There is no channel ${rest}.`)),
  help: () => say(...help),
  quit: () => end(),
};

say(
  `ISPO Bot and a simulated Slack run, connected by ${transport === "socket" ? "Socket Mode" : "HTTP"}; nothing leaves this machine. You are alice of the InnerSource office, in #general.`,
  'Type:  /ispo ready payments-api   ·   @ispo how ready is search-service?   ·   dm find feature flags   ·   then "click 1"',
  '"help" lists the rest; Ctrl-C ends both.',
);
const lines = createInterface({ input: process.stdin, output: process.stdin.isTTY ? process.stdout : undefined });
lines.on("SIGINT", () => end());
const prompt = () => {
  lines.setPrompt(`\n${person} #${channel}> `);
  if (process.stdin.isTTY) lines.prompt();
};
prompt();
for await (const line of lines) {
  const [, word = "", rest = ""] = /^(\S*)\s*(.*)$/.exec(line.trim());
  if (!process.stdin.isTTY && word) say("", `> ${line.trim()}`);
  try {
    if (word) await (doings[word] ?? (() => say(`Unknown: ${word}. "help" lists what can be done.`)))(rest);
  } catch (error) {
    say(error.message);
  }
  prompt();
}
await end();
