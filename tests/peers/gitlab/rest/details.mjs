// SPDX-License-Identifier: Apache-2.0
// One merge request or issue: in full, its notes, approvals, links, and what closes what.
import { not_served, one } from "../../stand-in/parameters.mjs";
import { issueOf, maySeeIssue, mergeRequestOf } from "./find.mjs";
import { paged, pages } from "./paging.mjs";

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

export const details = {
  [`GET ${request}`]: {
    isOpen: true,
    query: { render_html: not_served, include_diverged_commits_count: not_served, include_rebase_in_progress: not_served },
    answer: oneRequest,
  },
  [`GET ${request}/notes`]: { isOpen: true, query: notes, answer: (ctx) => notesOf(ctx, mergeRequestOf(ctx), "MergeRequest") },
  [`GET ${request}/approvals`]: { answer: approvals },
  [`GET ${request}/closes_issues`]: { isOpen: true, query: pages, answer: closes },
  [`GET ${issue}`]: { isOpen: true, answer: oneIssue },
  [`GET ${issue}/notes`]: { isOpen: true, query: notes, answer: (ctx) => notesOf(ctx, issueOf(ctx), "Issue") },
  [`GET ${issue}/links`]: { isOpen: true, answer: linksOf },
  [`GET ${issue}/closed_by`]: { isOpen: true, query: pages, answer: closedBy },
};
