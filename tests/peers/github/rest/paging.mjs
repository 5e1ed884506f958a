// SPDX-License-Identifier: Apache-2.0
// Pages of a list: by number, or by cursor for deliveries. Link names the others.
import { give } from "./addresses.mjs";

// {body, headers}: this page's items, as `shape(item)` gives them.
export function paged({ sim, call, query }, items, shape) {
  const size = Number(query.get("per_page") ?? 30);
  const page = Number(query.get("page") ?? 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const links = [];
  const link = (rel, number) => {
    const other = new URLSearchParams(query);
    other.set("page", String(number));
    links.push(`<${give(sim, call.path, other)}>; rel="${rel}"`);
  };
  if (page > 1) link("prev", page - 1);
  if (page < last) link("next", page + 1);
  if (page < last) link("last", last);
  if (page > 1) link("first", 1);
  const body = items.slice((page - 1) * size, page * size).map(shape);
  return { body, headers: links.length > 0 ? { link: links.join(", ") } : {} };
}

// The same for rows with an `id` that falls: `cursor` is the id of the first row of a page.
export function pagedByCursor({ sim, call, query }, items, shape) {
  const size = Number(query.get("per_page") ?? 30);
  const cursor = query.get("cursor");
  const from =
    cursor === null
      ? 0
      : Math.max(
          0,
          items.findIndex((item) => item.id <= Number(cursor.replace(/^v1_/, ""))),
        );
  const next = items[from + size];
  if (!next) return { body: items.slice(from, from + size).map(shape), headers: {} };
  const other = new URLSearchParams(query);
  other.set("cursor", `v1_${next.id}`);
  return { body: items.slice(from, from + size).map(shape), headers: { link: `<${give(sim, call.path, other)}>; rel="next"` } };
}
