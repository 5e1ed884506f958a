// SPDX-License-Identifier: Apache-2.0
// Cursors: opaque to the caller, and only good for the list that gave them.
import { refuse } from "./refusal.mjs";

export function page(items, args, { list, standard = 100, most = 1000 } = {}) {
  const limit = args.limit === undefined || args.limit === "" ? standard : Number(args.limit);
  if (!Number.isInteger(limit) || limit < 0 || limit > most) refuse("invalid_limit");
  const size = limit === 0 ? standard : limit;
  const from = args.cursor ? readCursor(args.cursor, list) : 0;
  const next = from + size < items.length ? Buffer.from(`${list}:${from + size}`).toString("base64") : "";
  return { items: items.slice(from, from + size), next, has_more: next !== "" };
}

function readCursor(cursor, list) {
  const found = /^(.+):(\d+)$/.exec(Buffer.from(String(cursor), "base64").toString("utf8"));
  if (!found || found[1] !== list) refuse("invalid_cursor");
  return Number(found[2]);
}
