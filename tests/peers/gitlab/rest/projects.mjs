// SPDX-License-Identifier: Apache-2.0
// Projects: the inventory by keyset or offset, those of a group, one in full.
import { flag, integer, not_served, one, text, time } from "../../stand-in/parameters.mjs";
import { access, groupOf, projectOf } from "./find.mjs";
import { keyset, paged, pagedById, pages, requireNearOffset } from "./paging.mjs";

const visibility = one("public", "internal", "private");
const orders = one("id", "name", "path", "created_at", "updated_at", "last_activity_at", "star_count");
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
  with_custom_attributes: not_served,
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
  statistics: not_served,
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
  include_hidden: not_served,
  include_pending_delete: not_served,
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
    keeps(query, "id_after", (value, row) => row.id > Number(value)),
    keeps(query, "id_before", (value, row) => row.id < Number(value)),
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

export const projects = {
  "GET /projects": { isOpen: true, query: of_all, reasons: listReasons, endpoint_limit: "projects", answer: list },
  "GET /projects/:id": {
    isOpen: true,
    query: { license: flag, statistics: not_served, with_custom_attributes: not_served },
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
};
