// SPDX-License-Identifier: Apache-2.0
// node main.mjs --port N [--state FILE]: a simulated Slack on loopback. Prints {"port":N} when it is ready; SIGTERM ends it.
// FILE is read at the start if it exists and written at the end.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { makeSimulator } from "./simulator.mjs";

const { values } = parseArgs({ options: { port: { type: "string", default: "0" }, state: { type: "string" } } });
const sim = makeSimulator();
if (values.state && existsSync(values.state)) sim.workspace.reset(JSON.parse(readFileSync(values.state, "utf8")));
const port = await sim.start(Number(values.port));
process.stdout.write(`${JSON.stringify({ port })}\n`);

let isStopping = false;
async function stop() {
  if (isStopping) return;
  isStopping = true;
  await sim.stop();
  if (values.state) writeFileSync(values.state, JSON.stringify(sim.workspace.dump()));
  process.exit(0);
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
