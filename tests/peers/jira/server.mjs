// SPDX-License-Identifier: Apache-2.0
// The composition: a company, the door and the control of one Jira, Cloud or Data Center, on one port.
import { makeClock } from "../stand-in/clock.mjs";
import { makeFaults } from "../stand-in/faults.mjs";
import { answerJson } from "../stand-in/http.mjs";
import { makeJournal } from "../stand-in/journal.mjs";
import { makeRoutes } from "../stand-in/routes.mjs";
import { serve } from "../stand-in/serve.mjs";
import { act } from "./acts.mjs";
import { makeCompany } from "./company/company.mjs";
import { completed } from "./company/data_file.mjs";
import { sampleCompany } from "./company/sample.mjs";
import { control } from "./control.mjs";
import { apiCall } from "./door.mjs";
import { makeLimits } from "./limits.mjs";
import { cloud } from "./rest/cloud.mjs";
import { dataCenter } from "./rest/data_center.mjs";
import { makeShapes } from "./rest/shapes.mjs";
import { actions } from "./struck.mjs";
import { makeTokens } from "./tokens.mjs";

// What a test may change; control's "settings".
const standardSettings = (isCloud) => ({
  time_zone: "Europe/Berlin", // of who asks: JQL's times and written ones are in it
  search_max: isCloud ? 100 : 1000, // rows of a page with fields; jira.search.views.default.max
  inline_changelog_max: 40, // Cloud: rows of a log within an issue
  index_lag_ms: 0, // the search sees a change so much later
  token_place: "row", // Cloud; a page goes on behind the last row; or "offset": after so many rows
  last_page: "no_token", // Cloud; or "empty": the last page that has rows still has a token
  is_last: "true", // Cloud; or "never": isLast is always false, "absent"
  bulk_created: "epoch_ms", // Cloud: times of changelog/bulkfetch; or "epoch_s", "iso"
  limits: isCloud ? { enabled: false, calls: 100, period_s: 10 } : { enabled: false, size: 50, fill: 10, interval_s: 10 },
});

// {projects, seed}, or {data}: a company of README.md's form; {isCloud, schemas: jira.js/cloud's, tls}.
export function makeJira({ isCloud, projects = 40, seed = 1, data, schemas, tls }) {
  const clock = makeClock();
  let requests = 0;
  const sim = {
    clock,
    isCloud,
    schemas,
    routes: makeRoutes(isCloud ? cloud : dataCenter),
    settings: standardSettings(isCloud),
    journal: makeJournal(),
    faults: makeFaults(actions),
    given: new Map(),
    nextRequest: () => String(++requests).padStart(6, "0"),
    act: (wish) => act(sim, wish),
  };
  sim.limits = makeLimits(clock, () => sim.settings, isCloud);

  // Everything as at the start; the clock stays where it is.
  sim.reset = () => {
    sim.settings = standardSettings(isCloud);
    const rows = data ? completed(structuredClone(data)) : sampleCompany({ projects, seed });
    sim.company = makeCompany(rows, clock, () => sim.settings.index_lag_ms);
    sim.shapes = makeShapes(sim);
    sim.tokens = makeTokens(sim);
    sim.hook = undefined;
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
  if (path.startsWith("/rest/api/")) return apiCall(sim, req, res, "rest", path, new URLSearchParams(query));
  const reasons = ["Jira has its REST API below /rest/api"];
  sim.journal.break(`${req.method} ${path}`, reasons);
  return answerJson(res, 599, { operation: `${req.method} ${path}`, reasons });
}
