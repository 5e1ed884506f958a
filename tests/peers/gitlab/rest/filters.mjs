// SPDX-License-Identifier: Apache-2.0
// What lists of merge requests and issues can be asked for: their parameters, and the rows that fit.
import { integer, listed, many, not_served, one, text, time } from "../../stand-in/parameters.mjs";
import { pages } from "./paging.mjs";

const of_both = {
  ...pages,
  order_by: one("created_at", "updated_at", "title"),
  sort: one("asc", "desc"),
  created_after: time,
  created_before: time,
  updated_after: time,
  updated_before: time,
  labels: listed(text),
  with_labels_details: not_served,
  milestone: not_served,
  author_id: integer(),
  author_username: text,
  my_reaction_emoji: not_served,
  search: not_served,
  in: not_served,
  not: not_served,
};
export const of_requests = {
  ...of_both,
  state: one("opened", "closed", "locked", "merged", "all"),
  scope: one("created_by_me", "assigned_to_me", "reviews_for_me", "all"),
  view: not_served,
  draft: not_served,
  wip: one("yes", "no"),
  with_merge_status_recheck: one("true", "false"),
  source_branch: text,
  target_branch: text,
  reviewer_id: not_served,
  reviewer_username: not_served,
  assignee_id: not_served,
  approver_ids: not_served,
  approved_by_ids: not_served,
  environment: not_served,
  deployed_before: not_served,
  deployed_after: not_served,
  merged_after: time,
  merged_before: time,
  non_archived: one("true", "false"),
};
export const of_issues = {
  ...of_both,
  order_by: one("created_at", "updated_at", "title"), // and others, which are not served
  state: one("opened", "closed", "all"),
  scope: one("created_by_me", "assigned_to_me", "all"),
  assignee_id: not_served,
  assignee_username: many(text),
  confidential: one("true", "false"),
  due_date: not_served,
  issue_type: one("issue"),
  iteration_id: not_served,
  weight: not_served,
  non_archived: one("true", "false"),
};

// Tests of a row for NAME_after and NAME_before of the query; none if neither is asked for.
function between(query, name, field) {
  const [after, before] = [query.get(`${name}_after`), query.get(`${name}_before`)].map((value) => value && Date.parse(value));
  if (after === null && before === null) return [];
  return [({ [field]: at }) => at !== null && (after === null || Date.parse(at) >= after) && (before === null || Date.parse(at) <= before)];
}

// Tests for the parameters that were given; a label may also be None or Any.
function testsOf({ query, company, call }) {
  const me = call.credential.person?.username;
  const given = (name, test) => (query.has(name) ? [test(query.get(name))] : []);
  const label =
    (one) =>
    ({ labels }) =>
      one === "None" ? labels.length === 0 : one === "Any" ? labels.length > 0 : labels.includes(one);
  const scopes = {
    created_by_me: ({ author }) => author === me,
    assigned_to_me: ({ assignees }) => assignees.includes(me),
    reviews_for_me: ({ reviewers }) => reviewers?.includes(me),
  };
  const iids = query.getAll("iids[]").map(Number);
  return [
    ...(iids.length > 0 ? [({ iid }) => iids.includes(iid)] : []),
    ...given(
      "state",
      (value) =>
        ({ state }) =>
          value === "all" || state === value,
    ),
    ...(query.get("labels")?.split(",").map(label) ?? []),
    ...given(
      "author_username",
      (value) =>
        ({ author }) =>
          author === value,
    ),
    ...given(
      "author_id",
      (value) =>
        ({ author }) =>
          company.person(author)?.id === Number(value),
    ),
    ...query.getAll("assignee_username[]").map(
      (one) =>
        ({ assignees }) =>
          assignees.includes(one),
    ),
    ...given(
      "confidential",
      (value) =>
        ({ confidential }) =>
          String(confidential) === value,
    ),
    ...given(
      "wip",
      (value) =>
        ({ draft }) =>
          draft === (value === "yes"),
    ),
    ...given(
      "source_branch",
      (value) =>
        ({ source_branch }) =>
          source_branch === value,
    ),
    ...given(
      "target_branch",
      (value) =>
        ({ target_branch }) =>
          target_branch === value,
    ),
    ...given(
      "non_archived",
      (value) =>
        ({ project }) =>
          value === "false" || !project.archived,
    ),
    ...given("scope", (value) => scopes[value] ?? (() => true)),
    ...between(query, "updated", "updated_at"),
    ...between(query, "created", "created_at"),
    ...between(query, "merged", "merged_at"),
  ];
}

// Those rows that the query asks for, in its order.
export function chosen(ctx, rows) {
  const tests = testsOf(ctx);
  const field = ctx.query.get("order_by") ?? "created_at";
  const direction = ctx.query.get("sort") === "asc" ? 1 : -1;
  const found = rows.filter((row) => tests.every((test) => test(row)));
  return found.sort((a, b) => direction * (a[field] < b[field] ? -1 : a[field] > b[field] ? 1 : a.id - b.id));
}
