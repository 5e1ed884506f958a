// SPDX-License-Identifier: Apache-2.0
// Merge requests and issues of a project, a group or everywhere: by offset only, filtered by time.
import { integer, listed, many, not_served, one, text, time } from "../../stand-in/parameters.mjs";
import { unauthorized } from "../refusal.mjs";
import { groupOf, issueOf, maySeeIssue, mergeRequestOf, projectOf } from "./find.mjs";
import { paged, pages } from "./paging.mjs";

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
const of_requests = {
  ...of_both,
  state: one("opened", "closed", "locked", "merged", "all"),
  scope: one("created_by_me", "assigned_to_me", "reviews_for_me", "all"),
  view: one("simple"),
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
const of_issues = {
  ...of_both,
  order_by: one("created_at", "updated_at", "title"), // and others, which are not served
  state: one("opened", "closed", "all"),
  scope: one("created_by_me", "assigned_to_me", "all"),
  assignee_id: not_served,
  assignee_username: many(text),
  confidential: one("true", "false"),
  due_date: not_served,
  issue_type: one("issue", "incident", "test_case", "task"),
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

function chosen(ctx, rows) {
  const tests = testsOf(ctx);
  const field = ctx.query.get("order_by") ?? "created_at";
  const direction = ctx.query.get("sort") === "asc" ? 1 : -1;
  const found = rows.filter((row) => tests.every((test) => test(row)));
  return found.sort((a, b) => direction * (a[field] < b[field] ? -1 : a[field] > b[field] ? 1 : a.id - b.id));
}

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
const ofProject = (name) => (ctx) => list(ctx, name, [projectOf(ctx)]);
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

const notes = {
  ...pages,
  sort: one("asc", "desc"),
  order_by: one("created_at", "updated_at"),
  activity_filter: one("all_notes", "only_comments", "only_activity"),
};
const kept = { all_notes: () => true, only_comments: ({ system }) => !system, only_activity: ({ system }) => system };

// Newest first unless it is asked otherwise.
function notesOf(ctx, { project, item }, type) {
  const { sim, query } = ctx;
  const rows = item.notes.filter(kept[query.get("activity_filter") ?? "all_notes"]);
  const field = query.get("order_by") ?? "created_at";
  rows.sort((a, b) => (a[field] < b[field] ? -1 : a[field] > b[field] ? 1 : a.id - b.id));
  if (query.get("sort") !== "asc") rows.reverse();
  return paged(ctx, rows, sim.items.note(project, item, type));
}

function approvals(ctx) {
  const { sim, call } = ctx;
  const { project, item } = mergeRequestOf(ctx);
  const users = item.approved_by.map((username) => ({ user: sim.shapes.byName(username) }));
  const free = {
    user_has_approved: item.approved_by.includes(call.credential.person?.username),
    user_can_approve: false,
    approved: users.length > 0,
    approved_by: users,
  };
  if (sim.settings.premium !== true) return { body: free };
  const required = Math.max(0, ...project.approval_rules.map(({ approvals_required }) => approvals_required));
  const { id, iid, title, description, state, created_at, updated_at } = item;
  const body = {
    id,
    iid,
    project_id: project.id,
    title,
    description,
    state,
    created_at,
    updated_at,
    merge_status: "can_be_merged",
    ...free,
    approved: users.length >= required,
    approvals_required: required,
    approvals_left: Math.max(0, required - users.length),
    require_password_to_approve: false,
    suggested_approvers: [],
    approvers: [],
    approver_groups: [],
    approval_rules_left: [],
    has_approval_rules: project.approval_rules.length > 0,
    merge_request_approvers_available: true,
    multiple_approval_rules_available: true,
    invalid_approvers_rules: [],
  };
  return { body };
}

// Both ends tell of a link.
function linksOf(ctx) {
  const { sim, company } = ctx;
  const { project, item } = issueOf(ctx);
  const { issues } = company.activity(project);
  const here = item.links.map((link) => ({ link, other: issues.find(({ iid }) => iid === link.iid) }));
  const there = issues.flatMap((other) => other.links.filter(({ iid }) => iid === item.iid).map((link) => ({ link, other })));
  const rows = [...here, ...there].filter(({ other }) => other && maySeeIssue(ctx, project, other));
  return {
    body: rows.map(({ link, other }) => ({
      ...sim.items.issue(project, other),
      issue_link_id: link.id,
      link_type: link.type,
      link_created_at: other.created_at,
      link_updated_at: other.created_at,
    })),
  };
}

function closedBy(ctx) {
  const { project, item } = issueOf(ctx);
  const rows = ctx.company.activity(project).merge_requests.filter(({ iid }) => item.closed_by_merge_requests.includes(iid));
  return paged(ctx, rows, (row) => ctx.sim.items.mergeRequest(project, row));
}

function closes(ctx) {
  const { project, item } = mergeRequestOf(ctx);
  const rows = ctx.company.activity(project).issues.filter(({ iid }) => item.closes.includes(iid));
  return paged(ctx, rows, (row) => ctx.sim.items.issue(project, row));
}

function oneRequest(ctx) {
  const { project, item } = mergeRequestOf(ctx);
  return { body: ctx.sim.items.mergeRequestDetail(project, item) };
}

function oneIssue(ctx) {
  const { project, item } = issueOf(ctx);
  return { body: ctx.sim.items.issue(project, item) };
}

const request = "/projects/:id/merge_requests/:iid";
const issue = "/projects/:id/issues/:iid";
const iids = { iids: many(integer()) };

export const items = {
  "GET /merge_requests": { isOpen: true, query: of_requests, answer: everywhere("merge_requests") },
  "GET /groups/:id/merge_requests": { isOpen: true, query: of_requests, answer: ofGroup("merge_requests") },
  "GET /projects/:id/merge_requests": { isOpen: true, query: { ...of_requests, ...iids }, answer: ofProject("merge_requests") },
  [`GET ${request}`]: {
    isOpen: true,
    query: { render_html: not_served, include_diverged_commits_count: not_served, include_rebase_in_progress: not_served },
    answer: oneRequest,
  },
  [`GET ${request}/notes`]: { isOpen: true, query: notes, answer: (ctx) => notesOf(ctx, mergeRequestOf(ctx), "MergeRequest") },
  [`GET ${request}/approvals`]: { answer: approvals },
  [`GET ${request}/closes_issues`]: { isOpen: true, query: pages, answer: closes },
  "GET /issues": { isOpen: true, query: of_issues, answer: everywhere("issues") },
  "GET /groups/:id/issues": { isOpen: true, query: of_issues, answer: ofGroup("issues") },
  "GET /projects/:id/issues": { isOpen: true, query: { ...of_issues, ...iids }, answer: ofProject("issues") },
  [`GET ${issue}`]: { isOpen: true, answer: oneIssue },
  [`GET ${issue}/notes`]: { isOpen: true, query: notes, answer: (ctx) => notesOf(ctx, issueOf(ctx), "Issue") },
  [`GET ${issue}/links`]: { isOpen: true, answer: linksOf },
  [`GET ${issue}/closed_by`]: { isOpen: true, query: pages, answer: closedBy },
};
