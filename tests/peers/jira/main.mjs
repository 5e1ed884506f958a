// SPDX-License-Identifier: Apache-2.0
// node main.mjs --cloud|--data-center [--port 0] [--projects 40] [--seed 1] [--data FILE] [--tls-cert FILE --tls-key FILE]: a Jira to test against, on
// loopback. Prints two lines when it is ready: what it serves as JSON, and how to look at it. SIGTERM ends it.
import { parseArgs } from "node:util";
import { dataOf, quit, requireNumbers, run, tlsOf } from "../stand-in/program.mjs";
import { makeJira } from "./server.mjs";
import { api_token, personal_token } from "./tokens.mjs";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    projects: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    cloud: { type: "boolean", default: false },
    "data-center": { type: "boolean", default: false },
    data: { type: "string" },
    "tls-cert": { type: "string" },
    "tls-key": { type: "string" },
  },
});
requireNumbers(values, ["port", "projects", "seed"]);
const isCloud = values.cloud;
if (isCloud === values["data-center"]) quit("Say either --cloud or --data-center; nothing was started.");
const tls = tlsOf(values);
// Half of the start is reading these; Data Center has no contract in any package.
const schemas = isCloud ? await import("jira.js/cloud") : undefined;
const sim = makeJira({ isCloud, projects: Number(values.projects), seed: Number(values.seed), data: dataOf(values), schemas, tls });
const port = await sim.start(Number(values.port));
const { email } = sim.company.me();
const credential = isCloud ? { email, token: api_token } : { token: personal_token };
run(sim, {
  port,
  tls: tls !== undefined,
  site: sim.base(),
  api: `${sim.base()}/rest/api/${isCloud ? 3 : 2}`,
  ...credential,
  authorization: sim.tokens.authorization,
});
