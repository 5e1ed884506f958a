// SPDX-License-Identifier: Apache-2.0
// The composition: a company, the door and the control of one stand-in on one port.
import { makeClock } from "../stand-in/clock.mjs";
import { makeFaults } from "../stand-in/faults.mjs";
import { answerJson } from "../stand-in/http.mjs";
import { makeJournal } from "../stand-in/journal.mjs";
import { serve } from "../stand-in/serve.mjs";
import { act } from "./acts.mjs";
import { makeCompany } from "./company/company.mjs";
import { completed } from "./company/data_file.mjs";
import { sampleCompany } from "./company/sample.mjs";
import { control } from "./control.mjs";
import { apiCall } from "./door.mjs";
import { makeLimits } from "./limits.mjs";
import { makeItemShapes } from "./rest/item_shapes.mjs";
import { makeShapes } from "./rest/shapes.mjs";
import { actions } from "./struck.mjs";
import { makeTokens } from "./tokens.mjs";
import { makeHooks } from "./webhooks/hooks.mjs";

// What a test may change; control's "settings". A self-managed GitLab has no limits unless they are switched on.
const standardSettings = ({ com, free }) => ({
  premium: free ? 404 : true, // or what Free says of what only Premium has: 404, 403
  count_limit: 10_000, // above so many rows x-total, x-total-pages and the last page are not told
  offset_limit: 50_000, // where offset paging of projects ends
  limits: {
    enabled: com === true,
    name: "throttle_authenticated_api",
    per_period: com ? 2000 : 7200,
    period_s: com ? 60 : 3600,
    endpoints: com
      ? { projects: { calls: 2000, period_s: 600 }, project: { calls: 400, period_s: 60 }, group_projects: { calls: 600, period_s: 60 } }
      : {},
  },
});

// {projects, seed}, or {data}: a company of README.md's form; {com, free, tls}.
export function makeGitlab({ projects = 40, seed = 1, data, tls, ...kind } = {}) {
  const clock = makeClock();
  let requests = 0;
  const sim = {
    clock,
    settings: standardSettings(kind),
    journal: makeJournal(),
    faults: makeFaults(actions),
    given: new Set(),
    api: () => `${sim.base()}/api/v4`,
    web: kind.com ? "https://gitlab.com" : "https://gitlab.example",
    nextRequest: () => String(++requests).padStart(6, "0"),
    act: (wish) => act(sim, wish),
  };
  sim.limits = makeLimits(clock, () => sim.settings);

  // Everything as at the start; the clock stays where it is.
  sim.reset = () => {
    sim.settings = standardSettings(kind);
    sim.company = makeCompany(data ? completed(structuredClone(data)) : sampleCompany({ projects, seed }), clock);
    sim.shapes = makeShapes(sim);
    sim.items = makeItemShapes(sim);
    sim.tokens = makeTokens(sim);
    sim.hooks ??= makeHooks(sim);
    sim.hooks.forget();
    sim.limits.forget();
    sim.journal.clear();
    sim.faults.clear();
    sim.given.clear();
  };
  sim.reset();
  return serve(sim, (req, res) => route(sim, req, res), tls);
}

async function route(sim, req, res) {
  const [path, query = ""] = req.url.split("?");
  const [, rest] = /^\/control\/(.*)$/.exec(path) ?? [];
  if (rest !== undefined) return control(sim, req, res, rest);
  const [, inside] = /^\/api\/v4(\/.*)$/.exec(path) ?? [];
  if (inside !== undefined) return apiCall(sim, req, res, "rest", inside, new URLSearchParams(query));
  const reasons = ["GitLab has its REST API below /api/v4"];
  sim.journal.break(`${req.method} ${path}`, reasons);
  return answerJson(res, 599, { operation: `${req.method} ${path}`, reasons });
}
