// SPDX-License-Identifier: Apache-2.0
// /control/: what a test says to the stand-in. JSON in and out; a mistake is a 400 with a sentence.
import { answerJson, readBody } from "./http.mjs";
import { personal_token } from "./tokens.mjs";
import { consequence } from "./webhooks/consequences.mjs";

export async function control(sim, req, res, path) {
  const wanted = `${req.method} ${path}`;
  const handler = Object.hasOwn(routes, wanted) ? routes[wanted] : undefined;
  if (!handler) return answerJson(res, 404, { error: `There is no ${wanted}.`, known: Object.keys(routes) });
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
}

const routes = {
  "GET health": () => ({ ok: true }),
  "GET about": about,

  // What the client did.
  "GET breaks": (sim) => sim.journal.breaks(),
  "GET calls": (sim, _, where) => sim.journal.calls(where),
  "GET stats": stats,
  "DELETE calls": (sim) => void sim.journal.clear(),

  // The company: the truth to compare with, and what people do in it.
  "GET company": ({ company }) => ({
    organisation: company.organisation,
    people: [...company.people.values()],
    teams: [...company.teams.values()],
    properties: company.properties,
    repositories: company.repositories().map(({ files, ...row }) => ({ ...row, paths: Object.keys(files) })),
  }),
  "GET repository": ({ company }, _, { name }) => {
    const row = company.any(name);
    if (!row) throw new Error(`There is no repository ${name}.`);
    return { ...row, ...company.activity(row) };
  },
  // With `deliver` {lose, sign, times} GitHub's webhook tells of it.
  "POST act": act,
  "POST reset": (sim) => void sim.reset(),

  // The world around.
  "POST clock": (sim, { advance_ms }) => {
    sim.clock.move(advance_ms);
    return { now: sim.company.now(), ahead_ms: sim.clock.ahead() };
  },
  "GET settings": (sim) => sim.settings,
  "POST settings": (sim, wish) => merge(sim.settings, wish),
  // {resource: "core" | "graphql", remaining}: of everybody who has called so far, or of one `credential`.
  "POST budget": (sim, { resource, remaining, credential = "personal" }) => {
    const who = { personal: `user ID ${sim.company.members()[0].id}`, installation: `installation ID ${sim.tokens.installation.id}` }[
      credential
    ];
    sim.limits.leave(who, resource, remaining);
    return sim.limits.state(who, resource);
  },
  "POST tokens": tokens,

  // Webhooks.
  "POST hook": (sim, wish) => sim.hooks.set(wish),
  "GET deliveries": (sim, _, { kind = "app" }) => sim.hooks.log(kind).map(({ headers, said, payload, ...row }) => row),
  // {id, kind}: somebody presses "Redeliver".
  "POST redeliver": async (sim, { kind = "app", id }) => {
    const row = await sim.hooks.redeliver(kind, id);
    if (!row) throw new Error(`There is no delivery ${id} to a hook of kind ${kind}.`);
    return sim.hooks.shown(row);
  },

  "GET faults": (sim) => sim.faults.list(),
  "POST faults": (sim, fault) => sim.faults.order(fault),
  "DELETE faults": (sim) => void sim.faults.clear(),
};

async function act(sim, { deliver, ...wish }) {
  const done = sim.act(wish);
  const event = consequence(wish, done);
  if (!deliver || !event) return done;
  const actor = wish.actor ?? wish.author ?? sim.company.members()[0].login;
  return { ...done, deliveries: await sim.hooks.deliver({ actor, ...event, ...deliver }) };
}

// Everything that a client is configured with.
function about(sim) {
  const { app, installation } = sim.tokens;
  return {
    api: sim.api(),
    graphql: sim.graphqlUrl(),
    organisation: sim.company.organisation.login,
    token: personal_token,
    app: { ...app, installation_id: installation.id, private_key: sim.tokens.privateKey() },
  };
}

function stats(sim) {
  const calls = sim.journal.calls();
  const charged = (kind) => calls.filter((call) => call.kind === kind).reduce((sum, call) => sum + call.cost, 0);
  return {
    calls: calls.length,
    breaks: sim.journal.breaks().length,
    charged: { core: charged("rest"), graphql: charged("graphql") },
    most_at_once: sim.limits.mostAtOnce(),
    memory_mib: Math.round(process.memoryUsage().rss / 2 ** 20),
  };
}

// {do: "revoke" | "restore", kind?}
function tokens(sim, { do: wish, kind }) {
  if (wish === "revoke") return sim.tokens.revoke(kind);
  if (wish === "restore") return sim.tokens.restore();
  throw new Error("Tokens are revoked or restored.");
}

function merge(settings, wish) {
  for (const [name, value] of Object.entries(wish)) {
    if (!Object.hasOwn(settings, name)) throw new Error(`There is no setting ${name}.`);
    if (typeof settings[name] === "object") merge(settings[name], value);
    else settings[name] = value;
  }
  return settings;
}
