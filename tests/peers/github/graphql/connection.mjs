// SPDX-License-Identifier: Apache-2.0
// A page of a list. A cursor is a position in the order of the list, so a row that moves meanwhile is met twice or not at all, as at GitHub.
const toCursor = (position) => Buffer.from(`cursor:v2:${position}`).toString("base64");

function toPosition(cursor) {
  const text = Buffer.from(cursor, "base64").toString("utf8");
  return text.startsWith("cursor:v2:") ? text.slice(10) : undefined;
}

// `position(row)`: a text that orders the rows (rising unless `isFalling`) and tells them apart. `edge(row)`: more fields of its edge.
// Without `position` the rows stand in the order given.
export function connection(args, rows, { position, isFalling = false, node, edge = () => ({}) }) {
  const placed = rows.map((row, i) => ({ row, at: position ? position(row) : String(i).padStart(8, "0") }));
  const sign = isFalling ? -1 : 1;
  if (position) placed.sort((a, b) => (a.at < b.at ? -sign : a.at > b.at ? sign : 0));
  const after = args.after == null ? undefined : toPosition(args.after);
  const before = args.before == null ? undefined : toPosition(args.before);
  const isAfter = (at) => after === undefined || (isFalling ? at < after : at > after);
  const isBefore = (at) => before === undefined || (isFalling ? at > before : at < before);
  const within = placed.filter(({ at }) => isAfter(at) && isBefore(at));
  const page = args.last == null ? within.slice(0, args.first) : within.slice(-args.last);
  return {
    totalCount: rows.length,
    nodes: () => page.map(({ row }) => node(row)),
    edges: () => page.map(({ row, at }) => ({ cursor: toCursor(at), node: () => node(row), ...edge(row) })),
    pageInfo: {
      hasNextPage: page.length > 0 ? within.at(-1) !== page.at(-1) : false,
      hasPreviousPage: page.length > 0 ? placed[0] !== page[0] : false,
      startCursor: page.length > 0 ? toCursor(page[0].at) : null,
      endCursor: page.length > 0 ? toCursor(page.at(-1).at) : null,
    },
  };
}

export const padded = (number) => String(number).padStart(14, "0");
