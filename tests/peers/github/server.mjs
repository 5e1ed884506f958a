// SPDX-License-Identifier: Apache-2.0
// The composition: a company, GitHub's contract, the doors and the control of one stand-in on one port.
import { makeClock } from "../stand-in/clock.mjs";
import { makeFaults } from "../stand-in/faults.mjs";
import { answerJson } from "../stand-in/http.mjs";
import { makeJournal } from "../stand-in/journal.mjs";
import { serve } from "../stand-in/serve.mjs";
import { act } from "./acts.mjs";
import { makeCompany } from "./company/company.mjs";
import { completed } from "./company/data_file.mjs";
import { sampleCompany } from "./company/sample.mjs";
import { loadContract } from "./contract/openapi.mjs";
import { control } from "./control.mjs";
import { apiCall } from "./door.mjs";
import { makeNodes } from "./graphql/nodes.mjs";
import { loadSchema } from "./graphql/schema.mjs";
import { makeLimits } from "./limits.mjs";
import { standard_permissions } from "./rest/app.mjs";
import { makeShapes } from "./rest/shapes.mjs";
import { actions } from "./struck.mjs";
import { makeTokens } from "./tokens.mjs";
import { makeHooks } from "./webhooks/hooks.mjs";

// What a test may change; control's "settings". Limits are off on a GHES.
export const standardSettings = (isGhes) => ({
  require_version: true, // X-GitHub-Api-Version on every REST call
  permissions: structuredClone(standard_permissions), // of the App's installation
  graphql_breaks: "599", // or "as_github": 200 with errors, still kept in the list of breaks
  limits: { enabled: !isGhes, core: 5000, graphql: 5000, concurrent: 100, per_minute: { rest: 900, graphql: 2000 } },
});

// {repositories, seed, ghes}, or {data} instead of the first two: a company of README.md's form.
export function makeGithub({ repositories = 40, seed = 1, ghes = false, data } = {}) {
  const clock = makeClock();
  let requests = 0;
  let schema;
  const sim = {
    clock,
    isGhes: ghes,
    settings: standardSettings(ghes),
    contract: loadContract(ghes ? "ghes-3.19" : "api.github.com"),
    get schema() {
      return (schema ??= loadSchema());
    },
    journal: makeJournal(),
    faults: makeFaults(actions),
    given: new Set(),
    api: () => `${sim.base()}${ghes ? "/api/v3" : ""}`,
    graphqlUrl: () => `${sim.base()}${ghes ? "/api/graphql" : "/graphql"}`,
    web: ghes ? "https://ghes.example" : "https://github.example",
    nextRequest: () => String(++requests).padStart(6, "0"),
    act: (wish) => act(sim, wish),
  };
  sim.limits = makeLimits(clock, () => sim.settings);

  // Everything as at the start; the clock stays where it is.
  sim.reset = () => {
    sim.settings = standardSettings(ghes);
    sim.company = makeCompany(data ? completed(structuredClone(data)) : sampleCompany({ repositories, seed }), clock);
    sim.shapes = makeShapes(sim);
    sim.nodes = makeNodes(sim);
    sim.tokens ??= makeTokens({ clock, organisation: sim.company.organisation, person: sim.company.members()[0], isGhes: ghes });
    sim.tokens.restore();
    sim.hooks ??= makeHooks(sim);
    sim.hooks.forget();
    sim.limits.forget();
    sim.journal.clear();
    sim.faults.clear();
    sim.given.clear();
  };
  sim.reset();

  return serve(sim, (req, res) => route(sim, req, res));
}

// The door of an address: control, GraphQL or REST. github.com and GHES have other prefixes.
async function route(sim, req, res) {
  const [path, query = ""] = req.url.split("?");
  const [, rest] = /^\/control\/(.*)$/.exec(path) ?? [];
  if (rest !== undefined) return control(sim, req, res, rest);
  const params = new URLSearchParams(query);
  const [, graphql] = (sim.isGhes ? /^\/api\/graphql(.*)$/ : /^\/graphql(.*)$/).exec(path) ?? [];
  if (graphql !== undefined) return apiCall(sim, req, res, "graphql", graphql, params);
  if (!sim.isGhes) return apiCall(sim, req, res, "rest", path, params);
  const [, inside] = /^\/api\/v3(\/.*)?$/.exec(path) ?? [];
  if (inside !== undefined) return apiCall(sim, req, res, "rest", inside, params);
  const reasons = ["a GHES has its REST API below /api/v3 and GraphQL at /api/graphql"];
  sim.journal.break(`${req.method} ${path}`, reasons);
  return answerJson(res, 599, { operation: `${req.method} ${path}`, reasons });
}
