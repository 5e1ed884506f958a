// SPDX-License-Identifier: Apache-2.0
// Jira Cloud: search without totals by token, bulk change logs, bulk issues, projects and statuses by page.
import { createHash } from "node:crypto";
import { flag, integer, listed, many, not_served, one, repeated, text } from "../../stand-in/parameters.mjs";
import { Break } from "../../stand-in/break.mjs";
import { categories, statuses } from "../company/workflow.mjs";
import { search } from "../jql.mjs";
import { refuse, refuseBecause } from "../refusal.mjs";
import { both, logOf } from "./both.mjs";
import { listOf, missing, pageOf, seenIssue } from "./find.mjs";

const api = "/rest/api/3";
const any = () => undefined; // the schema judges it
const week = 7 * 86_400_000;
const gone = "The requested API has been removed. Please use the newer, enhanced search-based API instead: /rest/api/3/search/jql.";

const empty_jql =
  "The jql parameter must not be empty: unbounded JQL queries are not allowed here. Please add a search restriction to your query.";

// A token is a place after the last row, for the query that it was given to.
function tokenFor(sim, query, place) {
  const token = `Ch0${createHash("sha256").update(`${sim.nextRequest()} ${query}`).digest("base64url")}`;
  sim.given.set(token, { query, place, until: sim.clock.now() + week });
  return token;
}

function placeOf({ sim, call }, query, token) {
  if (token === undefined || token === null) return undefined;
  const found = sim.given.get(token);
  if (!found) throw new Break(call.operation, ["a nextPageToken is only sent as an answer gave it"]);
  if (found.query !== query) throw new Break(call.operation, ["a nextPageToken belongs to the query that it was given to"]);
  if (found.until < sim.clock.now()) refuseBecause(400, "The provided nextPageToken is invalid or expired.");
  return found.place;
}

// `wish` {jql, fields, expand, maxResults, nextPageToken, reconcileIssues} of a query or a body.
function found(ctx, wish) {
  const { sim, call } = ctx;
  const { jql = "", expand = "", reconcileIssues = [] } = wish;
  if (jql.trim() === "") refuseBecause(400, empty_jql);
  const fields = wish.fields?.length > 0 ? wish.fields : ["id"];
  const reasons = [];
  if (reconcileIssues.length > 50) reasons.push("reconcileIssues names at most 50 issues");
  const most = fields.every((name) => name === "id" || name === "key") ? 5000 : sim.settings.search_max;
  if (wish.maxResults !== undefined && !(wish.maxResults >= 1 && wish.maxResults <= 5000)) reasons.push("maxResults must be 1 to 5000");
  if (reasons.length > 0) throw new Break(call.operation, reasons);
  const query = JSON.stringify([jql, [...fields].sort(), expand]);
  const after = placeOf(ctx, query, wish.nextPageToken);
  const rows = search(ctx, jql, { mustBeBounded: true, fresh: new Set(reconcileIssues) });
  const from = after === undefined ? 0 : placeAfter(rows, after);
  const page = rows.slice(from, from + Math.min(most, wish.maxResults ?? 50));
  return { body: pageBody(ctx, { page, fields, expand, query, end: from + page.length, isEnd: from + page.length >= rows.length }) };
}

// Where the row stands that was last on the page before; where it stood if it has left or moved to the end meanwhile.
function placeAfter(rows, { id, updated, index }) {
  const now = rows.findIndex((row) => row.id === id);
  return now >= 0 && rows[now].updated === updated ? now + 1 : Math.min(index, rows.length);
}

function pageBody(ctx, { page, fields, expand, query, end, isEnd }) {
  const { sim } = ctx;
  const { last_page, is_last } = sim.settings;
  const hasToken = page.length > 0 && (!isEnd || last_page === "empty");
  const last = page.at(-1);
  const issues = page.map((row) => issueOf(ctx, row, fields, expand));
  const token = hasToken ? { nextPageToken: tokenFor(sim, query, { id: last.id, updated: last.updated, index: end }) } : {};
  return { issues, ...token, ...(is_last === "absent" ? {} : { isLast: is_last === "never" ? false : !hasToken }) };
}

// By default an issue is its id and nothing else.
function issueOf(ctx, row, fields, expand) {
  if (fields.length === 1 && fields[0] === "id" && expand === "") return { id: String(row.id) };
  const issue = ctx.sim.shapes.issue(row, fields);
  return listOf(expand).includes("changelog") ? { ...issue, changelog: logOf(ctx, row) } : issue;
}

function byQuery(ctx) {
  const { query } = ctx;
  const fields = query.getAll("fields").flatMap(listOf);
  const number = (name) => (query.has(name) ? Number(query.get(name)) : undefined);
  return found(ctx, {
    jql: query.get("jql") ?? "",
    fields,
    expand: query.get("expand") ?? "",
    maxResults: number("maxResults"),
    nextPageToken: query.get("nextPageToken") ?? undefined,
    reconcileIssues: query.getAll("reconcileIssues").flatMap(listOf).map(Number),
  });
}

function count(ctx) {
  if ((ctx.body.jql ?? "").trim() === "") refuseBecause(400, empty_jql);
  return { body: { count: search(ctx, ctx.body.jql, { mustBeBounded: true }).length } };
}

// Rows of many issues' logs, oldest first; a page holds at most so many rows, grouped by issue.
function changelogs(ctx) {
  const { sim, body, call } = ctx;
  const { issueIdsOrKeys, fieldIds = [], maxResults = 1000, nextPageToken } = body;
  const reasons = [];
  if (issueIdsOrKeys.length < 1 || issueIdsOrKeys.length > 1000) reasons.push("issueIdsOrKeys names 1 to 1000 issues");
  if (fieldIds.length > 10) reasons.push("fieldIds names at most 10 fields");
  if (!(maxResults >= 1 && maxResults <= 10_000)) reasons.push("maxResults must be 1 to 10000");
  if (reasons.length > 0) throw new Break(call.operation, reasons);
  const query = JSON.stringify([issueIdsOrKeys, fieldIds]);
  const from = placeOf(ctx, query, nextPageToken) ?? 0;
  const issues = [...new Set(issueIdsOrKeys.map((name) => seenIssue(ctx, name)).filter(Boolean))].sort((a, b) => a.id - b.id);
  const isWanted = ({ fieldId }) => fieldIds.length === 0 || fieldIds.includes(fieldId);
  const rows = issues
    .flatMap((issue) => issue.history.map((row) => ({ issue, row: { ...row, items: row.items.filter(isWanted) } })))
    .filter(({ row }) => row.items.length > 0)
    .sort((a, b) => Date.parse(a.row.created) - Date.parse(b.row.created) || a.issue.id - b.issue.id);
  const page = rows.slice(from, from + maxResults);
  const grouped = Map.groupBy(page, ({ issue }) => String(issue.id));
  const issueChangeLogs = [...grouped].map(([issueId, held]) => ({ issueId, changeHistories: held.map(({ row }) => bulkRow(sim, row)) }));
  const isEnd = from + page.length >= rows.length;
  return { body: { issueChangeLogs, ...(isEnd ? {} : { nextPageToken: tokenFor(sim, query, from + page.length) }) } };
}

// Here, and only here, the time is a number.
function bulkRow(sim, row) {
  const ms = Date.parse(row.created);
  const created = { epoch_ms: ms, epoch_s: Math.floor(ms / 1000), iso: row.created }[sim.settings.bulk_created];
  return { ...sim.shapes.historyOf(row), created };
}

function bulkIssues(ctx) {
  const { sim, body, call } = ctx;
  const { issueIdsOrKeys, fields = ["*navigable"], expand = [] } = body;
  if (issueIdsOrKeys.length < 1 || issueIdsOrKeys.length > 100) throw new Break(call.operation, ["issueIdsOrKeys names 1 to 100 issues"]);
  const named = issueIdsOrKeys.map((name) => ({ name, issue: seenIssue(ctx, name) }));
  const issues = [...new Set(named.map(({ issue }) => issue).filter(Boolean))].sort((a, b) => a.id - b.id);
  const lost = named.filter(({ issue }) => !issue).map(({ name }) => ({ id: name, errorMessage: missing }));
  const shown = issues.map((issue) => {
    const row = sim.shapes.issue(issue, fields);
    return expand.includes("changelog") ? { ...row, changelog: logOf(ctx, issue) } : row;
  });
  return { body: { issues: shown, issueErrors: lost } };
}

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
  expand: listed(text),
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
  expand: any,
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
    body: { issueIdsOrKeys: many(text), fields: many(text), expand: many(text), fieldsByKeys: not_served, properties: not_served },
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
      expand: listed(text),
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
