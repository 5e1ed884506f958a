// SPDX-License-Identifier: Apache-2.0
// /control/: what a test says to a stand-in. JSON in and out; a mistake is a 400 with a sentence.
import { answerJson, readBody } from "./http.mjs";

// `routes` {"GET name": (sim, body, query) => answer}: the vendor's own besides those of all.
export function makeControl(routes) {
  const known = { ...routes_of_all, ...routes };
  return async function control(sim, req, res, path) {
    const wanted = `${req.method} ${path}`;
    const handler = Object.hasOwn(known, wanted) ? known[wanted] : undefined;
    if (!handler) return answerJson(res, 404, { error: `There is no ${wanted}.`, known: Object.keys(known) });
    try {
      const bytes = await readBody(req, 64 * 1024 * 1024);
      if (!bytes) throw new Error("The body is too large.");
      const body = bytes.length > 0 ? JSON.parse(bytes.toString("utf8")) : {};
      const query = Object.fromEntries(new URL(req.url, sim.base()).searchParams);
      return answerJson(res, 200, (await handler(sim, body, query)) ?? { ok: true });
    } catch (error) {
      const isOurs = error instanceof TypeError || error instanceof ReferenceError;
      return answerJson(res, isOurs ? 500 : 400, { error: isOurs ? String(error.stack) : error.message });
    }
  };
}

const routes_of_all = {
  "GET health": () => ({ ok: true }),

  // What the client did.
  "GET breaks": (sim) => sim.journal.breaks(),
  "GET calls": (sim, _, where) => sim.journal.calls(where),
  "DELETE calls": (sim) => void sim.journal.clear(),

  // The world around.
  "POST reset": (sim) => void sim.reset(),
  "POST clock": (sim, { advance_ms }) => {
    sim.clock.move(advance_ms);
    return { now: sim.company.now(), ahead_ms: sim.clock.ahead() };
  },
  "GET settings": (sim) => sim.settings,
  "POST settings": (sim, wish) => merge(sim.settings, wish),

  "GET faults": (sim) => sim.faults.list(),
  "POST faults": (sim, fault) => sim.faults.order(fault),
  "DELETE faults": (sim) => void sim.faults.clear(),
};

function merge(settings, wish) {
  for (const [name, value] of Object.entries(wish)) {
    if (!Object.hasOwn(settings, name)) throw new Error(`There is no setting ${name}.`);
    if (typeof settings[name] === "object" && settings[name] !== null) merge(settings[name], value);
    else settings[name] = value;
  }
  return settings;
}
