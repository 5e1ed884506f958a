// SPDX-License-Identifier: Apache-2.0
// /control/: what a test says to the simulator. JSON in and out; a mistake is a 400 with a sentence.
import { answer, readBody } from "./http.mjs";
import { signature, signedHeaders } from "./outgoing.mjs";
import { liveForms } from "./live_forms.mjs";
import { decide } from "./oauth.mjs";
import { Refusal } from "./refusal.mjs";
import { standard_settings } from "./simulator.mjs";
import { stackOf } from "./view_stack.mjs";

export async function control(sim, req, res, path) {
  const wanted = `${req.method} ${path}`;
  const handler = Object.hasOwn(routes, wanted) ? routes[wanted] : undefined;
  if (!handler) return answer(res, 404, { error: `There is no ${wanted}.`, known: Object.keys(routes) });
  try {
    const bytes = await readBody(req, 64 * 1024 * 1024);
    const body = bytes.length > 0 ? JSON.parse(bytes.toString("utf8")) : {};
    const query = Object.fromEntries(new URL(req.url, sim.base()).searchParams);
    const result = await handler(sim, body, query);
    return answer(res, 200, result ?? { ok: true });
  } catch (error) {
    const isOurs = error instanceof TypeError || error instanceof ReferenceError;
    return answer(res, isOurs ? 500 : 400, {
      error: error instanceof Refusal ? error.message : isOurs ? String(error.stack) : error.message,
    });
  }
}

const routes = {
  "GET health": () => ({ ok: true }),

  // State. POST adds or changes rows by id; reset begins again, with the sample company or with the state given.
  "GET state": (sim, _, { table }) => (table ? sim.workspace.dump()[table] : sim.workspace.dump()),
  "POST state": (sim, rows) => sim.workspace.merge(rows),
  "POST reset": reset,
  "POST clock": (sim, { advance_ms }) => {
    sim.clock.move(advance_ms);
    return { now: sim.clock.now(), ahead_ms: sim.clock.ahead() };
  },
  "GET settings": (sim) => ({ ...sim.settings, rate_limits: sim.limits.get() }),
  "POST settings": setSettings,

  // People.
  "POST act": act,
  "POST redeliver": (sim, wish) => sim.people.redeliver(wish),
  "POST rate_limited": (sim, wish) =>
    sim.people.rateLimited(sim.workspace.apps.get(wish.app) ?? sim.workspace.apps.values().next().value, wish.team, wish),
  "POST raw": raw,
  "POST sign": sign,
  "POST install": (sim, { url, place, person, decision = "allow", refuse_scopes }) => ({
    location: decide(sim, { ...Object.fromEntries(new URL(url).searchParams), place, person, decision, refuse_scopes }),
  }),

  // Socket Mode.
  "GET connections": (sim) => sim.socket.list(),
  "POST connections": (sim, wish) => ({ connections: sim.socket.act(wish) }),

  // Faults.
  "GET faults": (sim) => sim.faults.list(),
  "POST faults": (sim, fault) => sim.faults.order(fault),
  "DELETE faults": (sim) => void sim.faults.clear(),

  // What was seen.
  "GET log": (sim, _, where) => sim.journal.read(where),
  "DELETE log": (sim) => void sim.journal.clear(),
  "GET typescript": (sim) => sim.journal.typescript(),
  "GET messages": messages,
  "GET views": (sim, _, { person, app }) => views(sim, person, app),
};

function reset(sim, state) {
  sim.faults.clear();
  sim.limits.set("real");
  sim.delivery.forget();
  sim.journal.clear();
  sim.settings = structuredClone(standard_settings);
  if (Object.keys(state).length > 0) sim.workspace.reset(state);
  else sim.workspace.restart();
}

// `times`: so often at once; then the outcomes in a list.
function act(sim, { times, ...wish }) {
  return times === undefined ? sim.people.act(wish) : Promise.all(Array.from({ length: times }, () => sim.people.act(wish)));
}

function setSettings(sim, { rate_limits, socket, ...others }) {
  const unknown = Object.keys(others).filter((name) => !Object.hasOwn(standard_settings, name));
  if (unknown.length > 0)
    throw new Error(`There is no setting ${unknown.join(", ")}; there are rate_limits, ${Object.keys(standard_settings).join(", ")}.`);
  if (rate_limits !== undefined) sim.limits.set(rate_limits);
  Object.assign(sim.settings, others);
  Object.assign(sim.settings.socket, socket);
}

// Bytes of the test's own to one of the app's addresses: {path, body, type, method?, sign?, skew_s?, headers?, app?}.
async function raw(sim, { app, path, body = "", type = "application/json", ...options }) {
  const chosen = app ? sim.workspace.apps.get(app) : sim.workspace.apps.values().next().value;
  const url = new URL(path, chosen.public_url).href;
  return sim.delivery.note("raw", chosen, await sim.delivery.overHttp(chosen, "events", body, type, { ...options, url }));
}

// Headers for a body that the test itself will send, e.g. by many connections at once.
function sign(sim, { app, body, timestamp, ...options }) {
  const chosen = app ? sim.workspace.apps.get(app) : sim.workspace.apps.values().next().value;
  if (timestamp === undefined) return signedHeaders(chosen, body, options);
  return { "x-slack-request-timestamp": String(timestamp), "x-slack-signature": signature(chosen.signing_secret, timestamp, body) };
}

// Everything that is visible in a channel, oldest first, with what in it is live. `person` adds what only that person sees.
function messages(sim, _, { channel, person }) {
  const seen = sim.workspace.messagesOf(channel).map((message) => ({ ...message, live: liveForms(message) }));
  const whispered = [...sim.workspace.ephemerals.values()].filter(
    (each) => each.channel === channel && (person === undefined ? false : each.to === person),
  );
  return [...seen, ...whispered.map((each) => ({ ...each, is_ephemeral: true, live: liveForms(each) }))].sort((a, b) =>
    a.ts < b.ts ? -1 : 1,
  );
}

function views(sim, person, app = sim.workspace.apps.keys().next().value) {
  const stack = stackOf(sim, app, person).map((id) => sim.workspace.views.get(id));
  return { stack, home: sim.workspace.views.get(sim.workspace.homes.get(`${app}|${person}`)?.view_id) ?? null };
}
