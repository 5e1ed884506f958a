// SPDX-License-Identifier: Apache-2.0
// node main.mjs [--port 0] [--repositories 40] [--seed 1] [--ghes] [--data FILE] [--app-key FILE]: a GitHub to test against, on loopback.
// Prints two lines when it is ready: what it serves as JSON, and how to look at it. SIGTERM ends it. FILE of --app-key gets the App's private key.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    repositories: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    ghes: { type: "boolean", default: false },
    data: { type: "string" },
    "app-key": { type: "string" },
  },
});

for (const name of ["port", "repositories", "seed"]) {
  if (/^\d+$/.test(values[name])) continue;
  process.stderr.write(`--${name} takes a number, not ${JSON.stringify(values[name])}; nothing was started.\n`);
  process.exit(2);
}

// Quick when the contract is there.
const brought = spawnSync("bash", [fileURLToPath(new URL("contract.sh", import.meta.url))], { stdio: ["ignore", "inherit", "inherit"] });
if (brought.status !== 0) {
  process.stderr.write("GitHub's contract could not be brought; nothing was started.\n");
  process.exit(1);
}
const { makeGithub } = await import("./server.mjs");
const { personal_token } = await import("./tokens.mjs");

const sim = makeGithub({
  repositories: Number(values.repositories),
  seed: Number(values.seed),
  ghes: values.ghes,
  data: values.data && JSON.parse(readFileSync(values.data, "utf8")),
});
if (values["app-key"]) writeFileSync(values["app-key"], sim.tokens.privateKey(), { mode: 0o600 });
const port = await sim.start(Number(values.port));
const { app, installation } = sim.tokens;
const served = {
  port,
  api: sim.api(),
  graphql: sim.graphqlUrl(),
  organisation: sim.company.organisation.login,
  token: personal_token,
  app_id: app.id,
  installation_id: installation.id,
};
process.stdout.write(`${JSON.stringify(served)}\n`);
process.stdout.write(`What the client broke: curl -s ${sim.base()}/control/breaks; all calls of the control: README.md.\n`);

let isStopping = false;
async function stop() {
  if (isStopping) return;
  isStopping = true;
  await sim.stop();
  process.exit(0);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
