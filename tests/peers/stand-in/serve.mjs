// SPDX-License-Identifier: Apache-2.0
// One port on loopback, with TLS for who gives a certificate, and waits that end with it.
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { answerJson } from "./http.mjs";

// Adds {base(), start(port), stop(), wait(ms), port} to `sim`. `route(req, res)` answers every request. `tls` {cert, key} as PEM.
export function serve(sim, route, tls) {
  const timers = new Set();
  const answer = (req, res) => route(req, res).catch((error) => failed(sim, res, error));
  const server = tls ? createTlsServer(tls, answer) : createServer(answer);
  server.keepAliveTimeout = 60_000;
  return Object.assign(sim, {
    base: () => `${tls ? "https" : "http"}://127.0.0.1:${sim.port}`,
    start: (port) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", () => resolve((sim.port = server.address().port)));
      }),
    stop: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearTimeout(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    // Ends early, without a word, when the stand-in stops.
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => (timers.delete(timer), resolve()), ms);
        timers.add(timer);
      }),
  });
}

// A bug of the stand-in must fail the test that met it, so it counts as a break.
function failed(sim, res, error) {
  const reasons = [`the stand-in failed: ${error.stack}`];
  sim.journal.break("stand-in", reasons);
  if (!res.headersSent) answerJson(res, 599, { operation: "stand-in", reasons });
  else res.destroy();
}
