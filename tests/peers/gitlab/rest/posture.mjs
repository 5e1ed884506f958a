// SPDX-License-Identifier: Apache-2.0
// How a project guards its branches: protection, approval rules, push rules.
import { text } from "../../stand-in/parameters.mjs";
import { notFound } from "../refusal.mjs";
import { access, projectOf, requireAccess } from "./find.mjs";
import { paged, pages } from "./paging.mjs";

const level_names = { 0: "No one", 30: "Developers + Maintainers", 40: "Maintainers", 60: "Administrators" };
const levels = (id, access_level) => [
  { id, access_level, access_level_description: level_names[access_level], deploy_key_id: null, user_id: null, group_id: null },
];

function protectedBranch({ sim }, row) {
  const body = {
    id: row.id,
    name: row.name,
    push_access_levels: levels(row.id * 10, row.push),
    merge_access_levels: levels(row.id * 10 + 1, row.merge),
    allow_force_push: row.allow_force_push,
  };
  return sim.settings.premium === true
    ? { ...body, unprotect_access_levels: [], code_owner_approval_required: row.code_owners, inherited: false }
    : body;
}

function protectedBranches(ctx) {
  const project = projectOf(ctx);
  requireAccess(ctx, project, access.reporter);
  const wanted = ctx.query.get("search") ?? "";
  return paged(
    ctx,
    project.protected_branches.filter(({ name }) => name.includes(wanted)),
    (row) => protectedBranch(ctx, row),
  );
}

function approvalRules(ctx) {
  const { sim, company } = ctx;
  const project = projectOf(ctx);
  requireAccess(ctx, project, access.reporter);
  return paged(ctx, project.approval_rules, ({ id, name, rule_type, approvals_required, users, groups }) => ({
    id,
    name,
    rule_type,
    report_type: null,
    eligible_approvers: sim.shapes.byNames(users),
    approvals_required,
    users: sim.shapes.byNames(users),
    groups: groups.map((path) => sim.shapes.group(company.group(path))),
    contains_hidden_groups: false,
    protected_branches: [],
    applies_to_all_protected_branches: false,
    overridden: false,
  }));
}

function pushRule(ctx) {
  const project = projectOf(ctx);
  requireAccess(ctx, project, access.maintainer);
  if (!project.push_rule) return { body: null };
  const rule = {
    project_id: project.id,
    created_at: project.created_at,
    commit_message_negative_regex: "",
    branch_name_regex: null,
    deny_delete_tag: false,
    author_email_regex: "",
    file_name_regex: "",
    max_file_size: 0,
    commit_committer_check: null,
    commit_committer_name_check: null,
    reject_unsigned_commits: null,
    reject_non_dco_commits: null,
  };
  return { body: { ...rule, ...project.push_rule } };
}

function approvalSettings(ctx) {
  requireAccess(ctx, projectOf(ctx), access.reporter);
  const body = {
    approvals_before_merge: 0,
    reset_approvals_on_push: true,
    selective_code_owner_removals: false,
    disable_overriding_approvers_per_merge_request: false,
    merge_requests_author_approval: false,
    merge_requests_disable_committers_approval: false,
    require_password_to_approve: false,
    require_reauthentication_to_approve: false,
    approvers: [],
    approver_groups: [],
  };
  return { body };
}

export const posture = {
  "GET /projects/:id/protected_branches": { query: { ...pages, search: text }, answer: protectedBranches },
  "GET /projects/:id/protected_branches/:name": {
    answer: (ctx) => {
      const project = projectOf(ctx);
      requireAccess(ctx, project, access.reporter);
      return { body: protectedBranch(ctx, project.protected_branches.find(({ name }) => name === ctx.values.name) ?? notFound()) };
    },
  },
  "GET /projects/:id/approval_rules": { isPremium: true, query: pages, answer: approvalRules },
  "GET /projects/:id/approvals": { isPremium: true, answer: approvalSettings },
  "GET /projects/:id/push_rule": { isPremium: true, answer: pushRule },
};
