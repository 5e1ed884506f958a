// The other half of draining.sh: 1,000 direct messages wait for Slack, which then takes them; searches through 500 repositories are
// computed one after the other, as a digest would be, and slash commands are measured meanwhile.
import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { signature } from "../peers/slack/outgoing.mjs";
import { startSimulator } from "../peers/slack/start.mjs";

const [ispo, data, seconds] = process.argv.slice(2);
const secret = "sim-signing-secret";
const people = Array.from({ length: 200 }, (_, i) => ({ id: `U0BENCH${String(i).padStart(3, "0")}`, team_id: "T0ACME001", name: `bench${i}`, real_name: `Bench ${i}` }));
const slack = await startSimulator();
await slack.post("state", { users: people });
await slack.post("settings", { rate_limits: "off" });

const environment = { PATH: process.env.PATH, ISPO_SLACK_SIGNING_SECRET: secret, ISPO_SLACK_BOT_TOKEN: "xoxb-sim-bot", ISPO_SLACK_API_BASE: slack.api };
// 500 checkouts beside the sample company's, judged before anything is measured.
function assessMany() {
  const first = join(data, "..", "checkouts", "service-000");
  mkdirSync(first, { recursive: true });
  writeFileSync(join(first, "README.md"), "# Service\n\nMoves things from here to there.\n");
  const git = (...words) => execFileSync("git", ["-C", first, "-c", "user.name=Ada", "-c", "user.email=ada@acme.example", ...words]);
  for (const words of [["init", "-q"], ["add", "-A"], ["commit", "-qm", "Begin"]]) git(...words);
  const all = [first];
  for (let i = 1; i < 500; ++i) {
    all.push(join(first, "..", `service-${String(i).padStart(3, "0")}`));
    cpSync(first, all[i], { recursive: true });
  }
  try {
    execFileSync(ispo, ["ready", ...all, "--assume", "visibility=internal"], { env: { ...environment, STATE_DIRECTORY: data }, stdio: "ignore" });
  } catch ({ status }) {
    if (status !== 1) throw new Error(`ispo ready ended with ${status}`); // 1: not all are ready
  }
}

let bot;
async function start() {
  bot = spawn("taskset", ["-c", "0", ispo, "demo", "--data", data, "--listen", "127.0.0.1:8395"], { env: environment, stdio: ["ignore", "ignore", "pipe"] });
  bot.stderr.setEncoding("utf8");
  for (let said = ""; !said.includes('"service.started"'); ) said += (await once(bot.stderr, "data"))[0];
  bot.stderr.resume();
}
async function stop() {
  bot.kill("SIGTERM");
  await once(bot, "exit");
}
assessMany();
await start();
await slack.post("state", { apps: [{ id: "A0ISPO001", public_url: "http://127.0.0.1:8395" }] });

const bodyOf = (text) =>
  `team_id=T0ACME001&channel_id=C0GENERAL&user_id=U0ALICE01&command=%2Fispo&text=${text}&response_url=https%3A%2F%2Fhooks.slack.com%2Fx&trigger_id=1.2.3`;

let searches = 0;
// Searches through everything, one after the other until it is over: the reading of a digest. How many there were, and how long one took.
// Each asks something else, for equal answers are kept.
async function searchesUntil(over) {
  let isOver = false;
  const before = searches;
  over.finally(() => (isOver = true)).catch(() => {});
  const began = performance.now();
  while (!isOver) {
    const body = bodyOf(`find+things+service+${++searches}`);
    const stamp = String(Math.floor(Date.now() / 1000));
    const headers = { "content-type": "application/x-www-form-urlencoded", "x-slack-request-timestamp": stamp, "x-slack-signature": signature(secret, stamp, body) };
    const answer = await fetch("http://127.0.0.1:8395/slack/commands", { method: "POST", body, headers });
    if (!/"blocks"/.test(await answer.text())) throw new Error(`A search was not answered: ${answer.status}`);
  }
  const count = searches - before;
  return `${count} searches of ${((performance.now() - began) / count).toFixed(1)} ms each`;
}

async function commands(text) {
  const body = bodyOf(text);
  const stamp = String(Math.floor(Date.now() / 1000));
  const env = { ...process.env, BODY: body, STAMP: stamp, SIGNATURE: signature(secret, stamp, body) };
  const wrk = ["-c", "1", "wrk", "-t1", "-c16", `-d${seconds}s`, "--latency", "-s", "tests/bench/command.lua", "http://127.0.0.1:8395/slack/commands"];
  const { stdout } = await promisify(execFile)("taskset", wrk, { env });
  if (/Non-2xx/.test(stdout)) throw new Error(stdout);
  return `p99 ${/99%\s+(\S+)/.exec(stdout)[1]}, max ${/Latency\s+\S+\s+\S+\s+(\S+)/.exec(stdout)[1]}, ${/Requests\/sec:\s+(\S+)/.exec(stdout)[1]}/s`;
}
const waiting = async () => Number((await (await fetch("http://127.0.0.1:8395/metrics")).text()).match(/\nispo_outbox_messages (\d+)/)[1]);
const posted = async () => (await slack.get("log?kind=api&method=chat.postMessage&ok=true")).length;

const hold_s = 15;
async function fill() {
  await slack.post("faults", { method: "chat.postMessage", action: "rate_limit", retry_after: hold_s, times: 0 });
  const ask = async ({ id }) => {
    for (let i = 0; i < 5; ++i) await slack.post("act", { person: id, do: "dm", text: "ready payments-api", transport: "http" });
  };
  await Promise.all(people.map(ask));
  await slack.del("faults");
  await new Promise((resolve) => setTimeout(resolve, hold_s * 1000));
}

const texts = ["help", "ready+payments-api", "find+feature+flags"];
const shown = (text) => `/ispo ${text.replaceAll("+", " ")}`;
for (const text of texts) console.log(`nothing waits, ${shown(text)}: ${await commands(text)}`);
await fill();
for (const text of texts) {
  // A new process has its whole minute of posts before it, and sends them at once.
  await stop();
  await start();
  const [before, waited] = [await posted(), await waiting()];
  const measured = commands(text);
  const [told, computed] = await Promise.all([measured, searchesUntil(measured)]);
  console.log(`${waited} wait, ${(await posted()) - before} were sent and ${computed} computed meanwhile, ${shown(text)}: ${told}`);
}
await stop();
await slack.stop();
