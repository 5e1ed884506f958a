// SPDX-License-Identifier: Apache-2.0
// What is alike in every stand-in's main.mjs: options that are refused aloud, files, two lines when it is ready, and an end when it is told to.
import { readFileSync } from "node:fs";

export function quit(sentence, code = 2) {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

// Ends the process with a sentence if one of these options is no number.
export function requireNumbers(values, names) {
  for (const name of names) {
    if (!/^\d+$/.test(values[name])) quit(`--${name} takes a number, not ${JSON.stringify(values[name])}; nothing was started.`);
  }
}

// The JSON of --data, or undefined.
export const dataOf = ({ data }) => (data === undefined ? undefined : JSON.parse(readFileSync(data, "utf8")));

// {cert, key} of --tls-cert and --tls-key, or undefined.
export function tlsOf({ "tls-cert": cert, "tls-key": key }) {
  if ((cert === undefined) !== (key === undefined)) quit("--tls-cert and --tls-key go together; nothing was started.");
  return cert === undefined ? undefined : { cert: readFileSync(cert), key: readFileSync(key) };
}

// Says what is served and stops on SIGTERM or SIGINT.
export function run(sim, served) {
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
}
