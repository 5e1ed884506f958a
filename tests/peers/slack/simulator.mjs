// SPDX-License-Identifier: Apache-2.0
// The composition: state, door, delivery and control of one simulated Slack on one port.
import { createServer } from "node:http";
import { block_limits } from "./block_kit.mjs";
import { makeClock } from "../stand-in/clock.mjs";
import { control } from "./control.mjs";
import { makeDelivery } from "./delivery.mjs";
import { makeFaults } from "./faults.mjs";
import { answer } from "./http.mjs";
import { makeJournal, redact } from "./journal.mjs";
import { isFileReady, upload } from "./methods/files.mjs";
import { oauthPages } from "./oauth.mjs";
import { makePeople } from "./people.mjs";
import { makeRateLimits } from "./rate_limits.mjs";
import { respond } from "./response_url.mjs";
import { makeSocketMode } from "./socket_mode.mjs";
import { webApi } from "./web_api.mjs";
import { Workspace } from "./workspace.mjs";

// What a test may change; control's "settings".
export const standard_settings = {
  refuse_blocks: [], // block types that this workspace does not have yet
  block_limits: "earlier", // or "later": see §7.1
  file_scan_ms: 1000,
  ack_timeout_ms: 3000,
  retry_delays_ms: [0, 60_000, 300_000], // before each repetition of an event
  events_per_hour: 30_000,
  transport: "auto", // or "http", "socket"; auto: the socket while one is connected
  socket: {
    life_ms: 5 * 3600_000,
    warning_ms: 10_000,
    ping_ms: 10_000,
    most: 10,
    hello_delay_ms: 0,
    same_envelope_on_retry: false,
    half_open_ms: 60_000,
  },
};

export function makeSimulator() {
  const clock = makeClock();
  const timers = new Set();
  const sim = {
    clock,
    workspace: new Workspace(clock),
    settings: structuredClone(standard_settings),
    journal: { ...makeJournal(), redact },
    faults: makeFaults(),
    limits: makeRateLimits(clock),
    base: () => `http://127.0.0.1:${sim.port}`,
    blockRules: () => ({
      limits: block_limits[sim.settings.block_limits],
      refused: new Set(sim.settings.refuse_blocks),
      isFileReady: (file) => isFileReady(sim, file),
    }),
    // Ends early, without a word, when the simulator stops.
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          timers.delete(timer);
          resolve();
        }, ms);
        timers.add(timer);
      }),
  };
  sim.delivery = makeDelivery(sim);
  sim.people = makePeople(sim);
  sim.socket = makeSocketMode(sim);
  const server = createServer((req, res) => route(sim, req, res).catch((error) => failed(sim, res, error)));
  server.on("upgrade", (req, socket, head) => sim.socket.upgrade(req, socket, head).catch(() => socket.destroy()));
  server.keepAliveTimeout = 60_000;

  sim.start = (port) =>
    new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => resolve((sim.port = server.address().port)));
    });
  sim.stop = () =>
    new Promise((resolve) => {
      for (const timer of timers) clearTimeout(timer);
      sim.delivery.stop();
      sim.socket.stop();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return sim;
}

async function route(sim, req, res) {
  const { pathname } = new URL(req.url, sim.base());
  const [, first, rest = ""] = /^\/([^/]*)\/?(.*)$/.exec(pathname);
  if (first === "api") return webApi(sim, req, res, rest);
  if (first === "control") return control(sim, req, res, rest);
  if (first === "upload") return upload(sim, req, res, rest.replace(/^v1\//, ""));
  if (first === "commands" || first === "actions") return respond(sim, req, res, pathname.slice(1));
  if (first === "oauth") return oauthPages(sim, req, res, rest);
  return answer(res, 404, "There is nothing here.");
}

function failed(sim, res, error) {
  sim.journal.add("problem", { what: "The simulator failed.", error: String(error.stack) });
  if (!res.headersSent) answer(res, 500, "The simulator failed; see its log.");
}
