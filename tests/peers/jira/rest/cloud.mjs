// SPDX-License-Identifier: Apache-2.0
// Jira Cloud: which calls are served, and projects and statuses by page.
import { expansions, flag, integer, listed, many, not_served, one, repeated, text } from "../../stand-in/parameters.mjs";
import { categories, statuses } from "../company/workflow.mjs";
import { refuse } from "../refusal.mjs";
import { both } from "./both.mjs";
import { bulkIssues, changelogs } from "./bulk.mjs";
import { pageOf } from "./find.mjs";
import { byQuery, count, found } from "./search.mjs";

const api = "/rest/api/3";
const any = () => undefined; // the schema judges it
const gone = "The requested API has been removed. Please use the newer, enhanced search-based API instead: /rest/api/3/search/jql.";

function projects(ctx) {
  const { sim, company, call, query } = ctx;
  const status = query.getAll("status");
  const rows = company
    .seen(call.credential.person)
    .filter(({ archived }) => (status.length === 0 ? !archived : status.includes(archived ? "archived" : "live")))
    .filter(({ key }) => !query.has("keys") || query.getAll("keys").includes(key))
    .filter(({ id }) => !query.has("id") || query.getAll("id").includes(id))
    .filter(({ key, name }) => !query.has("query") || `${key} ${name}`.toLowerCase().includes(query.get("query").toLowerCase()))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return paged(ctx, rows, 100, sim.shapes.project);
}

function statusSearch(ctx) {
  const { query } = ctx;
  const rows = statuses
    .filter(({ project }) => !query.has("projectId") || project === query.get("projectId") || project === undefined)
    .filter(({ name }) => !query.has("searchString") || name.toLowerCase().includes(query.get("searchString").toLowerCase()))
    .filter(({ category }) => !query.has("statusCategory") || categories[category].short === query.get("statusCategory"));
  return paged(ctx, rows, 200, ({ id, name, category, project }) => ({
    id,
    name,
    statusCategory: categories[category].short,
    scope: project ? { type: "PROJECT", project: { id: project } } : { type: "GLOBAL" },
    description: "",
  }));
}

function paged({ sim, call, query }, rows, most, shape) {
  const { values, ...page } = pageOf({ query }, rows, most);
  const address = (startAt) => {
    const other = new URLSearchParams(query);
    other.set("startAt", String(startAt));
    return `${sim.base()}${call.path}?${other}`;
  };
  const next = page.isLast ? {} : { nextPage: address(page.startAt + values.length) };
  return { body: { self: address(page.startAt), ...next, ...page, values: values.map(shape) } };
}

const of_search = {
  jql: text,
  nextPageToken: text,
  maxResults: integer(1, 5000),
  fields: repeated(listed(text)),
  expand: expansions("changelog"),
  properties: not_served,
  fieldsByKeys: not_served,
  failFast: flag,
  reconcileIssues: repeated(listed(integer(1))),
};
const of_body = {
  jql: any,
  nextPageToken: any,
  maxResults: any,
  fields: many(text),
  expand: expansions("changelog"),
  properties: not_served,
  fieldsByKeys: not_served,
  reconcileIssues: many(integer(1)),
};
const start = { startAt: integer(), maxResults: integer(1) };
const removed = { isGone: true, answer: () => refuse(410, { errorMessages: [gone], errors: {} }) };

export const cloud = {
  ...both(api),
  // Where it is told which Jira this is, before anything else is known.
  "GET /rest/api/2/serverInfo": both(api)[`GET ${api}/serverInfo`],
  [`GET ${api}/search/jql`]: { isOpen: true, query: of_search, response: "SearchAndReconcileResultsSchema", answer: byQuery },
  [`POST ${api}/search/jql`]: {
    isOpen: true,
    body: of_body,
    request: "SearchAndReconcileRequestSchema",
    response: "SearchAndReconcileResultsSchema",
    answer: (ctx) => found(ctx, ctx.body),
  },
  [`POST ${api}/search/approximate-count`]: {
    isOpen: true,
    body: { jql: any },
    request: "JQLCountRequestSchema",
    response: "JQLCountResultsSchema",
    answer: count,
  },
  [`POST ${api}/changelog/bulkfetch`]: {
    body: { issueIdsOrKeys: many(text), fieldIds: many(text), maxResults: any, nextPageToken: any },
    request: "BulkChangelogRequestSchema",
    response: "BulkChangelogResponseSchema",
    answer: changelogs,
  },
  [`POST ${api}/issue/bulkfetch`]: {
    body: {
      issueIdsOrKeys: many(text),
      fields: many(text),
      expand: many(one("changelog")),
      fieldsByKeys: not_served,
      properties: not_served,
    },
    request: "BulkFetchIssueRequestSchema",
    response: "BulkIssueResultsSchema",
    answer: bulkIssues,
  },
  [`GET ${api}/project/search`]: {
    isOpen: true,
    query: {
      ...start,
      orderBy: one("key", "+key"),
      id: repeated(text),
      keys: repeated(text),
      query: text,
      typeKey: not_served,
      categoryId: not_served,
      action: one("view", "browse"),
      expand: expansions("lead", "description"),
      status: repeated(one("live", "archived", "deleted")),
      properties: not_served,
      propertyQuery: not_served,
    },
    response: "PageProjectSchema",
    answer: projects,
  },
  [`GET ${api}/statuses/search`]: {
    query: { ...start, projectId: text, searchString: text, statusCategory: one("TODO", "IN_PROGRESS", "DONE"), expand: not_served },
    response: "PageOfStatusesSchema",
    answer: statusSearch,
  },
  [`GET ${api}/search`]: removed,
  [`POST ${api}/search`]: removed,
  "GET /rest/api/2/search": removed,
  "POST /rest/api/2/search": removed,
};
