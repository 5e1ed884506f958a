// SPDX-License-Identifier: Apache-2.0
// Cloud's search: ids only unless asked, no total, on by token; late but for whom it is told to reconcile.
import { Break } from "../../stand-in/break.mjs";
import { search } from "../jql.mjs";
import { refuseBecause } from "../refusal.mjs";
import { logOf } from "./both.mjs";
import { isSize, listOf } from "./find.mjs";
import { placeOf, tokenFor } from "./page_tokens.mjs";

const empty_jql =
  "The jql parameter must not be empty: unbounded JQL queries are not allowed here. Please add a search restriction to your query.";

// `wish` {jql, fields, expand, maxResults, nextPageToken, reconcileIssues} of a query or a body.
export function found(ctx, wish) {
  const { sim, call } = ctx;
  const { jql = "", expand = "", reconcileIssues = [] } = wish;
  if (jql.trim() === "") refuseBecause(400, empty_jql);
  const fields = wish.fields?.length > 0 ? wish.fields : ["id"];
  const reasons = [];
  if (reconcileIssues.length > 50) reasons.push("reconcileIssues names at most 50 issues");
  const most = fields.every((name) => name === "id" || name === "key") ? 5000 : sim.settings.search_max;
  if (wish.maxResults !== undefined && !isSize(wish.maxResults, 5000)) reasons.push("maxResults must be 1 to 5000");
  if (reasons.length > 0) throw new Break(call.operation, reasons);
  const query = JSON.stringify([jql, [...fields].sort(), expand]);
  const after = placeOf(ctx, query, wish.nextPageToken);
  const { rows, compare } = search(ctx, jql, { mustBeBounded: true, fresh: new Set(reconcileIssues) });
  const from = after === undefined ? 0 : placeAfter(sim, rows, compare, after);
  const page = rows.slice(from, from + Math.min(most, wish.maxResults ?? 50));
  return { body: pageBody(ctx, { page, fields, expand, query, end: from + page.length, isEnd: from + page.length >= rows.length }) };
}

// Behind where the last row of the page before stood in the order, or, by setting, after so many rows: what left meanwhile then hides others.
function placeAfter({ settings }, rows, compare, { last, offset }) {
  if (settings.token_place === "offset") return Math.min(offset, rows.length);
  const next = rows.findIndex((row) => compare(row, last) > 0);
  return next < 0 ? rows.length : next;
}

function pageBody(ctx, { page, fields, expand, query, end, isEnd }) {
  const { sim } = ctx;
  const { last_page, is_last } = sim.settings;
  const hasToken = page.length > 0 && (!isEnd || last_page === "empty");
  const issues = page.map((row) => issueOf(ctx, row, fields, expand));
  const token = hasToken ? { nextPageToken: tokenFor(sim, query, { last: { ...page.at(-1) }, offset: end }) } : {};
  return { issues, ...token, ...(is_last === "absent" ? {} : { isLast: is_last === "never" ? false : !hasToken }) };
}

// By default an issue is its id and nothing else.
function issueOf(ctx, row, fields, expand) {
  if (fields.length === 1 && fields[0] === "id" && expand === "") return { id: String(row.id) };
  const issue = ctx.sim.shapes.issue(row, fields);
  return listOf(expand).includes("changelog") ? { ...issue, changelog: logOf(ctx, row) } : issue;
}

export function byQuery(ctx) {
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

export function count(ctx) {
  if ((ctx.body.jql ?? "").trim() === "") refuseBecause(400, empty_jql);
  return { body: { count: search(ctx, ctx.body.jql, { mustBeBounded: true }).rows.length } };
}
