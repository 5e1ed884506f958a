// SPDX-License-Identifier: Apache-2.0
// /control/: what a test says to this stand-in besides what it can say to every one.
import { makeControl } from "../stand-in/control.mjs";
import { fields, statuses } from "./company/workflow.mjs";
import { deliver } from "./webhook.mjs";

export const control = makeControl({
  "GET about": (sim) => ({
    site: sim.base(),
    product: sim.isCloud ? "cloud" : "data-center",
    authorization: sim.tokens.authorization,
    me: sim.company.me().id,
  }),
  "GET stats": (sim) => ({
    calls: sim.journal.calls().length,
    breaks: sim.journal.breaks().length,
    served: sim.journal.calls().reduce((sum, { cost }) => sum + cost, 0),
    memory_mib: Math.round(process.memoryUsage().rss / 2 ** 20),
  }),

  // The company: the truth to compare with, and what people do in it.
  "GET company": ({ company }) => ({
    people: [...company.people.values()],
    projects: company.projects().map(({ issues, ...row }) => row),
    statuses,
    fields,
  }),
  // {project: an id or key}
  "GET issues": ({ company }, _, { project }) => {
    const row = company.project(project);
    if (!row) throw new Error(`There is no project ${project}.`);
    return company.issuesOf(row);
  },
  // With `deliver` {sign} a webhook tells of it.
  "POST act": async (sim, { deliver: how, ...wish }) => {
    const done = sim.act(wish);
    return how && done.issue ? { ...done, delivery: await deliver(sim, wish, done.issue, how) } : done;
  },

  // {remaining}: Data Center, so many tokens are left in the reader's bucket.
  "POST budget": (sim, { remaining }) => {
    sim.limits.leave(sim.company.me().id, remaining);
    return sim.limits.headers(sim.company.me().id);
  },
  // {do: "revoke" | "expire" | "restore"}
  "POST tokens": (sim, { do: wish }) => {
    if (!["revoke", "expire", "restore"].includes(wish)) throw new Error("Tokens are revoked, expire or are restored.");
    sim.tokens[wish]();
  },
  // {url, secret}; without `url` there is none.
  "POST hook": (sim, { url, secret = "" }) => void (sim.hook = url ? { url, secret } : undefined),
});
