// SPDX-License-Identifier: Apache-2.0
// Pages of a list: by offset with GitLab's headers, or by keyset, where only Link says how it goes on.
import { Break } from "../../stand-in/break.mjs";
import { integer, one } from "../../stand-in/parameters.mjs";
import { refuse } from "../refusal.mjs";

export const pages = { page: integer(1), per_page: integer(1, 100) };
export const keyset = { pagination: one("keyset", "offset") };

export const sizeOf = (query) => Number(query.get("per_page") ?? 20);

function address({ sim, call }, changes) {
  const query = new URLSearchParams(call.query);
  for (const [name, value] of Object.entries(changes)) query.set(name, String(value));
  return `${sim.api()}${call.path}?${query}`;
}

// {body, headers}: this page's rows, as `shape(row)` gives them. Above the setting `count_limit` nothing tells how many there are.
export function paged(ctx, rows, shape) {
  const { sim, query } = ctx;
  const size = sizeOf(query);
  const page = Number(query.get("page") ?? 1);
  const last = Math.max(1, Math.ceil(rows.length / size));
  const isCounted = rows.length <= sim.settings.count_limit;
  const links = [];
  const link = (rel, number) => links.push(`<${address(ctx, { page: number, per_page: size })}>; rel="${rel}"`);
  if (page > 1) link("prev", page - 1);
  if (page < last) link("next", page + 1);
  link("first", 1);
  if (isCounted) link("last", last);
  const headers = {
    "x-next-page": page < last ? String(page + 1) : "",
    "x-page": String(page),
    "x-per-page": String(size),
    "x-prev-page": page > 1 ? String(page - 1) : "",
    ...(isCounted ? { "x-total": String(rows.length), "x-total-pages": String(last) } : {}),
    link: links.join(", "),
  };
  return { body: rows.slice((page - 1) * size, page * size).map(shape), headers };
}

// Where a keyset exists GitLab ends the offset at 50,000 rows.
export function requireNearOffset({ sim, query }, type) {
  const { offset_limit } = sim.settings;
  const offset = (Number(query.get("page") ?? 1) - 1) * sizeOf(query);
  if (offset < offset_limit) return;
  const error =
    `Offset pagination has a maximum allowed offset of ${offset_limit} for requests that return objects of type ${type}. ` +
    "Remaining records can be retrieved using keyset pagination.";
  refuse(405, { error });
}

// By id; `rows` in that order. As lib/gitlab/pagination/keyset/pager.rb does, every page that is not empty names another one: the last is empty.
export function pagedById(ctx, rows, shape) {
  const { query } = ctx;
  const bound = query.get("sort") === "asc" ? "id_after" : "id_before";
  const page = rows.slice(0, sizeOf(query));
  const headers = page.length > 0 ? { link: `<${address(ctx, { [bound]: page.at(-1).id })}>; rel="next"` } : {};
  return { body: page.map(shape), headers };
}

// By Git's own order: a full page names the next one by a token that only an earlier answer gives.
export function pagedByToken(ctx, rows, shape) {
  const { sim, query, call } = ctx;
  const token = query.get("page_token");
  if (token !== null && !sim.given.has(`${call.path} ${token}`))
    throw new Break(call.operation, ["a page_token is only sent as Link gave it"]);
  const from = token === null ? 0 : 1 + rows.findIndex((row) => row.id + row.path === token);
  const page = rows.slice(from, from + sizeOf(query));
  if (page.length < sizeOf(query)) return { body: page.map(shape), headers: {} };
  const next = page.at(-1).id + page.at(-1).path;
  sim.given.add(`${call.path} ${next}`);
  return { body: page.map(shape), headers: { link: `<${address(ctx, { page_token: next })}>; rel="next"` } };
}
