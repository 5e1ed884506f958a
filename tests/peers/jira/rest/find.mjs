// SPDX-License-Identifier: Apache-2.0
// Issues that a call names by id or key, and how lists of fields and pages are read.
import { refuseBecause } from "../refusal.mjs";

export const missing = "Issue does not exist or you do not have permission to see it.";

// The issue, or undefined when it is not there or may not be seen; an old key leads to where the issue is now.
export function seenIssue({ company, call }, name) {
  const issue = company.issue(name);
  const project = issue && company.project(issue.project);
  return project && company.maySee(call.credential.person, project) ? issue : undefined;
}

export const issueOf = (ctx, name) => seenIssue(ctx, name) ?? refuseBecause(404, missing);

export const listOf = (text) =>
  (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

export const isSize = (value, most) => Number.isInteger(value) && value >= 1 && value <= most;

// A page by startAt: {startAt, maxResults, total, values, isLast}; what is asked for beyond `most` is cut without a word.
export function pageOf({ query }, rows, most, standard = 50) {
  const startAt = Number(query.get("startAt") ?? 0);
  const maxResults = Math.min(most, Number(query.get("maxResults") ?? standard));
  const values = rows.slice(startAt, startAt + maxResults);
  return { startAt, maxResults, total: rows.length, values, isLast: startAt + values.length >= rows.length };
}
