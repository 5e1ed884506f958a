// SPDX-License-Identifier: Apache-2.0
// Groups and what is below them.
import { flag, integer, many, not_served, one, text } from "../../stand-in/parameters.mjs";
import { groupOf } from "./find.mjs";
import { paged, pages } from "./paging.mjs";

const of_lists = {
  ...pages,
  skip_groups: many(integer()),
  all_available: flag,
  search: text,
  order_by: one("name", "path", "id"),
  sort: one("asc", "desc"),
  statistics: not_served,
  with_custom_attributes: not_served,
  owned: flag,
  min_access_level: integer(5, 50),
  active: not_served,
  archived: not_served,
};

function list(ctx, rows) {
  const { sim, company, call, query } = ctx;
  const { person } = call.credential;
  const skipped = query.getAll("skip_groups[]").map(Number);
  const mine = query.get("all_available") === "false" ? 5 : 0;
  const least = query.get("owned") === "true" ? 50 : Number(query.get("min_access_level") ?? mine);
  const found = rows.filter(
    (row) =>
      company.maySeeGroup(person, row) &&
      !skipped.includes(row.id) &&
      (!query.has("search") || row.full_path.includes(query.get("search").toLowerCase())) &&
      (least === 0 || company.accessOf(person, row) >= least) &&
      (query.get("top_level_only") !== "true" || row.parent === null),
  );
  const field = query.get("order_by") ?? "name";
  const direction = query.get("sort") === "desc" ? -1 : 1;
  found.sort((a, b) => direction * (a[field] < b[field] ? -1 : a[field] > b[field] ? 1 : a.id - b.id));
  return paged(ctx, found, sim.shapes.group);
}

function one_group(ctx) {
  const { sim, company, call, query } = ctx;
  const group = groupOf(ctx);
  const body = sim.shapes.groupDetail(group);
  if (query.get("with_projects") === "false") return { body };
  // Deprecated, and on unless it is refused: at most 100 projects.
  const rows = company.projects().filter((row) => row.group === group.full_path && company.maySee(call.credential.person, row));
  return {
    body: { ...body, projects: rows.slice(0, 100).map((row) => sim.shapes.project(row, call.credential.person)), shared_projects: [] },
  };
}

export const groups = {
  "GET /groups": {
    isOpen: true,
    query: { ...of_lists, top_level_only: flag, visibility: not_served, repository_storage: not_served },
    answer: (ctx) => list(ctx, [...ctx.company.groups]),
  },
  "GET /groups/:id": { isOpen: true, query: { with_custom_attributes: not_served, with_projects: flag }, answer: one_group },
  "GET /groups/:id/subgroups": { isOpen: true, query: of_lists, answer: (ctx) => list(ctx, ctx.company.children(groupOf(ctx))) },
  "GET /groups/:id/descendant_groups": { isOpen: true, query: of_lists, answer: (ctx) => list(ctx, ctx.company.below(groupOf(ctx))) },
};
