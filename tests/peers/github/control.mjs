// SPDX-License-Identifier: Apache-2.0
// /control/: what a test says to this stand-in besides what it can say to every one.
import { makeControl } from "../stand-in/control.mjs";
import { personal_token } from "./tokens.mjs";
import { consequence } from "./webhooks/consequences.mjs";

export const control = makeControl({
  "GET about": about,
  "GET stats": stats,

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
});

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
