// The other half of draining.sh: 1,000 direct messages wait for Slack, which then takes them, and slash commands are measured meanwhile.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
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
await start();
await slack.post("state", { apps: [{ id: "A0ISPO001", public_url: "http://127.0.0.1:8395" }] });

async function commands(text) {
  const body = `team_id=T0ACME001&channel_id=C0GENERAL&user_id=U0ALICE01&command=%2Fispo&text=${text}&response_url=https%3A%2F%2Fhooks.slack.com%2Fx&trigger_id=1.2.3`;
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
  const told = await commands(text);
  console.log(`${waited} wait, ${(await posted()) - before} were sent meanwhile, ${shown(text)}: ${told}`);
}
await stop();
await slack.stop();
