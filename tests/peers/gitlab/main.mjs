// SPDX-License-Identifier: Apache-2.0
// node main.mjs [--port 0] [--projects 40] [--seed 1] [--com] [--free] [--data FILE] [--tls-cert FILE --tls-key FILE]: a GitLab to test against, on
// loopback. Prints two lines when it is ready: what it serves as JSON, and how to look at it. SIGTERM ends it.
import { parseArgs } from "node:util";
import { dataOf, requireNumbers, run, tlsOf } from "../stand-in/program.mjs";
import { makeGitlab } from "./server.mjs";
import { admin_token, reader_token } from "./tokens.mjs";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    projects: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    com: { type: "boolean", default: false },
    free: { type: "boolean", default: false },
    data: { type: "string" },
    "tls-cert": { type: "string" },
    "tls-key": { type: "string" },
  },
});
requireNumbers(values, ["port", "projects", "seed"]);
const tls = tlsOf(values);
const { com, free } = values;
const sim = makeGitlab({ projects: Number(values.projects), seed: Number(values.seed), data: dataOf(values), com, free, tls });
const port = await sim.start(Number(values.port));
const groups = sim.company.groups.filter(({ parent }) => parent === null).map(({ full_path }) => full_path);
run(sim, { port, tls: tls !== undefined, host: sim.base(), api: sim.api(), groups, token: reader_token, admin_token });
