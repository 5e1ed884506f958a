// SPDX-License-Identifier: Apache-2.0
// /control/: what a test says to this stand-in besides what it can say to every one.
import { makeControl } from "../stand-in/control.mjs";
import { admin_token, narrow_token, reader_token } from "./tokens.mjs";
import { consequence } from "./webhooks/payloads.mjs";

export const control = makeControl({
  "GET about": (sim) => ({ api: sim.api(), web: sim.web, tokens: { reader: reader_token, admin: admin_token, narrow: narrow_token } }),
  "GET stats": (sim) => ({
    calls: sim.journal.calls().length,
    breaks: sim.journal.breaks().length,
    served: sim.journal.calls().reduce((sum, { cost }) => sum + cost, 0),
    memory_mib: Math.round(process.memoryUsage().rss / 2 ** 20),
  }),

  // The company: the truth to compare with, and what people do in it.
  "GET company": ({ company }) => ({
    people: [...company.people.values()],
    groups: company.groups,
    projects: company.projects().map(({ files, merge_requests, issues, ...row }) => ({
      ...row,
      paths: Object.keys(files),
      seen: company.maySee(company.reader(), row),
    })),
  }),
  // {name: an id or a full path}
  "GET project": ({ company }, _, { name }) => {
    const row = company.any(name);
    if (!row) throw new Error(`There is no project ${name}.`);
    return { ...row, ...company.activity(row) };
  },
  // With `deliver` {sign, lose, times, commits} a webhook tells of it.
  "POST act": act,

  // {remaining}: so many calls of the reader are left until the window is over.
  "POST budget": (sim, { remaining }) => {
    sim.limits.leave(`user ${sim.company.reader().id}`, remaining);
    return sim.limits.headers(`user ${sim.company.reader().id}`);
  },
  // {do: "revoke" | "expire" | "restore", name?}
  "POST tokens": (sim, { do: wish, name }) => {
    if (!["revoke", "expire", "restore"].includes(wish)) throw new Error("Tokens are revoked, expire or are restored.");
    sim.tokens[wish](name);
  },

  // {kind: "projects" | "groups", owner: an id or full path, url, token?, signing_token?, …_events}
  "POST hook": (sim, { kind = "projects", owner, ...wish }) => {
    const row = kind === "groups" ? sim.company.group(String(owner)) : sim.company.any(owner);
    if (!row) throw new Error(`There is nothing called ${owner}.`);
    const all = { push_events: true, merge_requests_events: true, issues_events: true, note_events: true };
    return sim.hooks.add(kind, row.id, { ...all, ...wish }).hook;
  },
  "GET deliveries": (sim) => sim.hooks.log(),
});

async function act(sim, { deliver, ...wish }) {
  const done = sim.act(wish);
  const event = consequence(wish, done);
  if (!deliver || !event) return done;
  const actor = wish.actor ?? wish.author ?? done.item?.author;
  return { ...done, deliveries: await sim.hooks.deliver({ actor, path: wish.path, ...done, ...event, ...deliver }) };
}
