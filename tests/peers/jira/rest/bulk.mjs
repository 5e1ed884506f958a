// SPDX-License-Identifier: Apache-2.0
// Cloud's answers for many issues at once: their logs, and themselves.
import { Break } from "../../stand-in/break.mjs";
import { logOf } from "./both.mjs";
import { isSize, missing, seenIssue } from "./find.mjs";
import { placeOf, tokenFor } from "./page_tokens.mjs";

// Rows of many issues' logs, oldest first; a page holds at most so many rows, grouped by issue.
export function changelogs(ctx) {
  const { sim, body, call } = ctx;
  const { issueIdsOrKeys, fieldIds = [], maxResults = 1000, nextPageToken } = body;
  const reasons = [];
  if (issueIdsOrKeys.length < 1 || issueIdsOrKeys.length > 1000) reasons.push("issueIdsOrKeys names 1 to 1000 issues");
  if (fieldIds.length > 10) reasons.push("fieldIds names at most 10 fields");
  if (!isSize(maxResults, 10_000)) reasons.push("maxResults must be 1 to 10000");
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
  const grouped = new Map();  // Map.groupBy is not in Node 20
  for (const held of page) {
    const id = String(held.issue.id);
    grouped.set(id, [...(grouped.get(id) ?? []), held]);
  }
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

export function bulkIssues(ctx) {
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
