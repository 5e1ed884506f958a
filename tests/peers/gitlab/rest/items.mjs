// SPDX-License-Identifier: Apache-2.0
// Merge requests and issues of a project, a group or everywhere: by offset only, filtered by time.
import { integer, many } from "../../stand-in/parameters.mjs";
import { forbidden, unauthorized } from "../refusal.mjs";
import { chosen, of_issues, of_requests } from "./filters.mjs";
import { groupOf, maySeeIssue, projectOf } from "./find.mjs";
import { paged } from "./paging.mjs";

const served = {
  merge_requests: {
    level: "merge_requests_access_level",
    shape: (sim) => (project, item) => sim.items.mergeRequest(project, item),
    sees: () => true,
  },
  issues: {
    level: "issues_access_level",
    shape: (sim) => (project, item) => sim.items.issue(project, item),
    sees: (ctx, row) => maySeeIssue(ctx, row.project, row),
  },
};

function list(ctx, name, projects) {
  const { sim, company, call } = ctx;
  const { level, shape, sees } = served[name];
  const open = projects.filter((project) => project[level] !== "disabled" && company.maySee(call.credential.person, project));
  const rows = chosen(
    ctx,
    company.index(name, open).filter((row) => sees(ctx, row)),
  );
  return paged(ctx, rows, (row) => shape(sim)(row.project, company.item(row, name)));
}

const below = ({ company }, { full_path }) =>
  company.projects().filter(({ group }) => group === full_path || group.startsWith(`${full_path}/`));
// Of a project without merge requests nobody may list them; its issues are none.
const ofProject = (name) => (ctx) => {
  const project = projectOf(ctx);
  if (name === "merge_requests" && project.merge_requests_access_level === "disabled") forbidden();
  return list(ctx, name, [project]);
};
// A group's list leaves archived projects out unless it is told otherwise.
const ofGroup = (name) => (ctx) =>
  list(
    ctx,
    name,
    below(ctx, groupOf(ctx)).filter(({ archived }) => !archived || ctx.query.get("non_archived") === "false"),
  );
// Without `scope` everywhere means what I wrote myself.
const everywhere = (name) => (ctx) => {
  if (ctx.call.credential.kind === "nobody") unauthorized();
  if (!ctx.query.has("scope")) ctx.query.set("scope", "created_by_me");
  return list(ctx, name, ctx.company.projects());
};

const iids = { iids: many(integer()) };

export const items = {
  "GET /merge_requests": { isOpen: true, query: of_requests, answer: everywhere("merge_requests") },
  "GET /groups/:id/merge_requests": { isOpen: true, query: of_requests, answer: ofGroup("merge_requests") },
  "GET /projects/:id/merge_requests": { isOpen: true, query: { ...of_requests, ...iids }, answer: ofProject("merge_requests") },
  "GET /issues": { isOpen: true, query: of_issues, answer: everywhere("issues") },
  "GET /groups/:id/issues": { isOpen: true, query: of_issues, answer: ofGroup("issues") },
  "GET /projects/:id/issues": { isOpen: true, query: { ...of_issues, ...iids }, answer: ofProject("issues") },
};
