// SPDX-License-Identifier: Apache-2.0
// The built program as a process, connected to a simulator in which the app is what its printed manifest says.
import assert from "node:assert/strict";
import { execFile, execFileSync, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { leaksIn } from "./leaks.mjs";

// Slack's limits, but for the one socket a minute, which a test that restarts cannot keep.
export const real_limits = { others: "real", "apps.connections.open": { per_minute: 100 } };

const doors = {
  http: 'signing_secret_file = "SECRET"',
  socket: 'app_token_file = "APP"',
  both: 'signing_secret_file = "SECRET"\napp_token_file = "APP"',
};
const settings = (simulator, transport, more) => `
[slack]
bot_token_file = "${"TOKEN"}"
api_base = "${simulator.api}"
${more}
${doors[transport]}
`;

// Installing by OAuth, without a token from a file. `lists`: lines for [slack].
export const oauthSettings = (simulator, folder, lists) => `
[server]
public_url = "https://bot.acme.example"
[slack]
signing_secret_file = "${folder}/secret"
client_id = "1000.2000"
client_secret_file = "${folder}/client-secret"
token_key_file = "${folder}/token-key"
contact = "#innersource <help>"
api_base = "${simulator.api}"
${lists}
`;

// The app in the simulator becomes what its manifest says: its scopes, events and domains. Scopes of the agent view are added by Slack.
async function becomes(simulator, { features, oauth_config, settings }) {
  const { bot, bot_optional = [] } = oauth_config.scopes;
  const scopes = [...new Set([...bot, ...bot_optional, ...(features.agent_view ? ["assistant:write"] : [])])];
  await simulator.post("state", {
    apps: [{ id: "A0ISPO001", bot_scopes: scopes, bot_events: settings.event_subscriptions.bot_events, unfurl_domains: features.unfurl_domains ?? [] }],
    installations: [{ id: "A0ISPO001|T0ACME001", scopes }],
  });
}

// What may be looked up in channels is for whoever installs the app to allow.
const history = ["channels:history", "groups:history"];
export async function mayReadHistory(simulator, may) {
  const [{ id, scopes }] = await simulator.get("state?table=installations");
  const others = scopes.filter((each) => !history.includes(each));
  await simulator.post("state", { installations: [{ id, scopes: may ? [...others, ...history] : others }] });
}

// A folder with settings and data that outlives a process in it: {start(variables), run(words), assess(), log(), end(), remove(), folder}.
// `transport`: "http", "socket" or "both". `more`: further settings beside a token from a file, or a function of the folder that gives
// them all. `slack`: lines for [slack].
export async function install(simulator, transport, more = "", slack = "") {
  const folder = await mkdtemp(join(tmpdir(), "ispo-slack-"));
  const keep = (name, text) => writeFile(join(folder, name), text, { mode: 0o600 });
  await keep("token", "xoxb-sim-bot\n");
  await keep("app", "xapp-sim-app\n");
  await keep("secret", "sim-signing-secret\n");
  await keep("client-secret", "sim-client-secret\n");
  await keep("token-key", `${"k".repeat(48)}\n`);
  const toml = settings(simulator, transport, slack).replace("TOKEN", join(folder, "token")).replace("APP", join(folder, "app")).replace("SECRET", join(folder, "secret"));
  await keep("ispo.toml", typeof more === "function" ? more(folder) : toml + more);
  let said = "";
  // LOOK_AFTER: no fault of the simulator lasts longer than ten seconds; Slack would be given 25 to show a message.
  const environment = { PATH: process.env.PATH, HOME: folder, STATE_DIRECTORY: join(folder, "data"), ISPO_CONFIG: join(folder, "ispo.toml"), ISPO_SERVER_LISTEN: "127.0.0.1:0", LOOK_AFTER: "15" };
  let admin_listen = "127.0.0.1:1";

  // A command in a shell on the same folder: {code, out, error, all}.
  const run = (...words) =>
    new Promise((resolve) => {
      const env = { ...environment, ISPO_SERVER_ADMIN_LISTEN: admin_listen };
      execFile(process.env.ISPO, words, { env }, (failed, out, error) => resolve({ code: failed ? failed.code : 0, out, error, all: out + error }));
    });

  // A checkout acme/NAME with a README, judged and kept by the service that runs.
  async function assess(name, visibility = "internal", readme = `# ${name}\n\nMoves things.\n`) {
    const checkout = join(folder, "acme", name);
    await mkdir(checkout, { recursive: true });
    await writeFile(join(checkout, "README.md"), readme);
    const run = (program, ...words) => execFileSync(program, words, { cwd: checkout, env: { ...environment, ISPO_SERVER_ADMIN_LISTEN: admin_listen }, stdio: "pipe" });
    run("git", "init", "-q");
    run("git", "add", "-A");
    run("git", "-c", "user.name=Ada", "-c", "user.email=ada@acme.example", "commit", "-qm", "Begin");
    run(process.env.ISPO, "ready", checkout, "--assume", `visibility=${visibility}`);
  }

  // The end of every test: it stops well, no secret stands in its log or metrics, and Slack has nothing to complain about.
  async function end(bot) {
    const shown = (await bot.get("/metrics")) + (await bot.get("/readyz"));
    assert.equal(await bot.stop(), 0, "it stops well");
    assert.match(shown, /ispo_outbox_messages/, "there are metrics");
    assert.match(said, /service\.started/, "there is a log");
    assert.deepEqual(leaksIn(said), [], "no secret is logged");
    assert.deepEqual(leaksIn(shown), [], "no secret is in a metric");
    assert.deepEqual(await simulator.get("log?kind=problem"), [], "Slack has nothing to complain about");
    await remove();
  }
  const remove = () => rm(folder, { recursive: true, force: true });

  // {port, get(path), ready(), stop(signal), ended}. `variables`: further ones.
  async function start(variables = {}) {
    const child = spawn(process.env.ISPO, ["serve"], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...environment, ISPO_SERVER_ADMIN_LISTEN: "127.0.0.1:0", ...variables },
    });
    const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
    const started = await new Promise((resolve, reject) => {
      let mine = "";
      child.stderr.on("data", (bytes) => {
        said += bytes;
        mine += bytes;
        const line = mine.split("\n").find((each) => each.includes('"service.started"') && each.endsWith("}"));
        if (line) resolve(JSON.parse(line));
      });
      ended.then((how) => reject(new Error(`ispo ended with ${how}: ${mine}`)));
    });
    const port = Number(started.listen.split(" ")[1]);
    const admin = `http://127.0.0.1:${started.admin.split(" ")[1]}`;
    await simulator.post("state", { apps: [{ id: "A0ISPO001", public_url: `http://127.0.0.1:${port}` }] });
    admin_listen = admin.slice("http://".length);
    const get = async (path) => (await fetch(admin + path)).text();
    const ready = async () => (await fetch(`${admin}/readyz`)).status === 200;
    const stop = (signal = "SIGTERM") => {
      child.kill(signal);
      return ended;
    };
    if (transport !== "http") await until(ready, "the socket is open");
    return { port, get, ready, stop, ended };
  }
  const { stdout } = await promisify(execFile)(process.env.ISPO, ["slack", "manifest", "--public-url", "https://bot.acme.example"], { env: environment });
  await becomes(simulator, JSON.parse(stdout));
  return { start, run, assess, folder, log: () => said, end, remove };
}

// Waits until `question()` is true; asks every 50 ms, for 30 s at most unless told.
export async function until(question, what, seconds = 30) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await question()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It never came to this: ${what}`);
}
