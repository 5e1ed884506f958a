// SPDX-License-Identifier: Apache-2.0
// node main.mjs [--port 0] [--repositories 40] [--seed 1] [--ghes] [--data FILE] [--app-key FILE]: a GitHub to test against, on loopback.
// Prints two lines when it is ready: what it serves as JSON, and how to look at it. SIGTERM ends it. FILE of --app-key gets the App's private key.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { dataOf, quit, requireNumbers, run } from "../stand-in/program.mjs";

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
requireNumbers(values, ["port", "repositories", "seed"]);

// Quick when the contract is there.
const brought = spawnSync("bash", [fileURLToPath(new URL("contract.sh", import.meta.url))], { stdio: ["ignore", "inherit", "inherit"] });
if (brought.status !== 0) quit("GitHub's contract could not be brought; nothing was started.", 1);
const { makeGithub } = await import("./server.mjs");
const { personal_token } = await import("./tokens.mjs");

const sim = makeGithub({
  repositories: Number(values.repositories),
  seed: Number(values.seed),
  ghes: values.ghes,
  data: dataOf(values),
});
if (values["app-key"]) writeFileSync(values["app-key"], sim.tokens.privateKey(), { mode: 0o600 });
const port = await sim.start(Number(values.port));
const { app, installation } = sim.tokens;
run(sim, {
  port,
  api: sim.api(),
  graphql: sim.graphqlUrl(),
  organisation: sim.company.organisation.login,
  token: personal_token,
  app_id: app.id,
  installation_id: installation.id,
});
