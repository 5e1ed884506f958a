// SPDX-License-Identifier: Apache-2.0
// Projects: the inventory by keyset or offset, one in full, its members, rules and protected branches.
import { flag, integer, many, not_served, one, text, time } from "../../stand-in/parameters.mjs";
import { notFound, unauthorized } from "../refusal.mjs";
import { access, groupOf, projectOf, requireAccess } from "./find.mjs";
import { keyset, paged, pagedById, pages, requireNearOffset } from "./paging.mjs";

const visibility = one("public", "internal", "private");
const orders = one("id", "name", "path", "created_at", "updated_at", "last_activity_at", "star_count", "similarity");
const of_lists = {
  ...pages,
  order_by: orders,
  sort: one("asc", "desc"),
  archived: flag,
  visibility,
  search: text,
  simple: flag,
  owned: flag,
  starred: not_served,
  with_custom_attributes: flag,
  with_issues_enabled: flag,
  with_merge_requests_enabled: flag,
  with_programming_language: not_served,
  topic: text,
  min_access_level: integer(5, 60),
  active: flag,
};
const of_all = {
  ...of_lists,
  ...keyset,
  membership: flag,
  statistics: flag,
  id_after: integer(),
  id_before: integer(),
  last_activity_after: time,
  last_activity_before: time,
  updated_after: time,
  updated_before: time,
  search_namespaces: not_served,
  repository_checksum_failed: not_served,
  wiki_checksum_failed: not_served,
  topic_id: not_served,
  include_hidden: flag,
  include_pending_delete: flag,
  marked_for_deletion_on: not_served,
  repository_storage: not_served,
  imported: not_served,
};

const is = (query, name) => query.get(name) === "true";
const keeps = (query, name, test) => (row) => !query.has(name) || test(query.get(name), row);

function seen(ctx, rows) {
  const { company, call, query } = ctx;
  const { person } = call.credential;
  const tests = [
    (row) => company.maySee(person, row),
    keeps(query, "archived", (value, row) => row.archived === (value === "true")),
    keeps(query, "active", (value, row) => row.archived !== (value === "true")),
    keeps(query, "visibility", (value, row) => row.visibility === value),
    keeps(query, "search", (value, row) => row.full_path.includes(value.toLowerCase())),
    keeps(query, "topic", (value, row) => value.split(",").every((topic) => row.topics.includes(topic))),
    keeps(query, "with_issues_enabled", (value, row) => value !== "true" || row.issues_access_level !== "disabled"),
    keeps(query, "with_merge_requests_enabled", (value, row) => value !== "true" || row.merge_requests_access_level !== "disabled"),
    keeps(query, "min_access_level", (value, row) => company.accessOf(person, row) >= Number(value)),
    keeps(query, "membership", (value, row) => value !== "true" || company.accessOf(person, row) > 0),
    keeps(query, "owned", (value, row) => value !== "true" || company.accessOf(person, row) >= access.owner),
    keeps(query, "id_after", (value, row) => row.id > Number(value)),
    keeps(query, "id_before", (value, row) => row.id < Number(value)),
    keeps(query, "last_activity_after", (value, row) => Date.parse(row.last_activity_at) > Date.parse(value)),
    keeps(query, "last_activity_before", (value, row) => Date.parse(row.last_activity_at) < Date.parse(value)),
    keeps(query, "updated_after", (value, row) => Date.parse(row.updated_at) > Date.parse(value)),
    keeps(query, "updated_before", (value, row) => Date.parse(row.updated_at) < Date.parse(value)),
  ];
  return ordered(
    query,
    rows.filter((row) => tests.every((test) => test(row))),
  );
}

function ordered(query, rows) {
  const field = query.get("order_by") ?? "created_at";
  const direction = query.get("sort") === "asc" ? 1 : -1;
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return rows.sort((a, b) => direction * (compare(a[field] ?? 0, b[field] ?? 0) || compare(a.id, b.id)));
}

const shapeOf =
  ({ sim, query, call }) =>
  (row) =>
    is(query, "simple") || call.credential.kind === "nobody"
      ? sim.shapes.simpleProject(row)
      : sim.shapes.project(row, call.credential.person);

function list(ctx) {
  const rows = seen(ctx, ctx.company.projects());
  if (ctx.query.get("pagination") === "keyset") return pagedById(ctx, rows, shapeOf(ctx));
  requireNearOffset(ctx, "Project");
  return paged(ctx, rows, shapeOf(ctx));
}

function listReasons({ query }) {
  if (query.get("pagination") !== "keyset") return [];
  const reasons = [];
  if (query.get("order_by") !== "id") reasons.push("keyset paging of projects is by order_by=id only");
  if (query.has("page")) reasons.push("page belongs to offset paging; a keyset goes on by Link");
  return reasons;
}

function ofGroup(ctx) {
  const group = groupOf(ctx);
  const isBelow = is(ctx.query, "include_subgroups");
  const rows = ctx.company
    .projects()
    .filter(({ group: path }) => path === group.full_path || (isBelow && path.startsWith(`${group.full_path}/`)));
  return paged(ctx, seen(ctx, rows), shapeOf(ctx));
}

function one_project(ctx) {
  const { sim, call, query } = ctx;
  const project = projectOf(ctx);
  const body = sim.shapes.project(project, call.credential.person);
  if (is(query, "license")) {
    const licence = { key: "mit", name: "MIT License", nickname: null, html_url: "https://opensource.org/licenses/MIT", source_url: null };
    Object.assign(body, {
      license_url: project.files.LICENSE ? `${sim.web}/${project.full_path}/-/blob/main/LICENSE` : null,
      license: project.files.LICENSE ? licence : null,
    });
  }
  return { body };
}

const members = {
  ...pages,
  query: text,
  user_ids: many(integer()),
  skip_users: not_served,
  show_seat_info: flag,
  state: one("awaiting", "active"),
};

function membersOf(ctx, find, choose) {
  const { sim, company, call, query } = ctx;
  if (call.credential.kind === "nobody") unauthorized();
  const row = find(ctx);
  const ids = query.getAll("user_ids[]").map(Number);
  const rows = choose(company, row)
    .filter(({ username }) => company.person(username))
    .filter(({ username }) => ids.length === 0 || ids.includes(company.person(username).id))
    .filter(({ username }) => !query.has("query") || username.includes(query.get("query")));
  return paged(
    ctx,
    rows.sort((a, b) => company.person(a.username).id - company.person(b.username).id),
    sim.shapes.member,
  );
}
const own = (company, row) => company.membersOf(row);
const all = (company, row) => company.allMembersOf(row);

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

export const projects = {
  "GET /projects": { isOpen: true, query: of_all, reasons: listReasons, endpoint_limit: "projects", answer: list },
  "GET /projects/:id": {
    isOpen: true,
    query: { license: flag, statistics: flag, with_custom_attributes: flag },
    endpoint_limit: "project",
    answer: one_project,
  },
  "GET /groups/:id/projects": {
    isOpen: true,
    query: {
      ...of_lists,
      include_subgroups: flag,
      with_shared: flag,
      include_ancestor_groups: not_served,
      with_security_reports: not_served,
    },
    endpoint_limit: "group_projects",
    answer: ofGroup,
  },
  "GET /projects/:id/members": { query: members, answer: (ctx) => membersOf(ctx, projectOf, own) },
  "GET /projects/:id/members/all": { query: members, answer: (ctx) => membersOf(ctx, projectOf, all) },
  "GET /groups/:id/members": { query: members, answer: (ctx) => membersOf(ctx, groupOf, own) },
  "GET /groups/:id/members/all": { query: members, answer: (ctx) => membersOf(ctx, groupOf, all) },
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
