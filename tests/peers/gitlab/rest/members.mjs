// SPDX-License-Identifier: Apache-2.0
// Who belongs to a group or project, by itself or with what it inherits.
import { integer, many, not_served, one, text } from "../../stand-in/parameters.mjs";
import { unauthorized } from "../refusal.mjs";
import { groupOf, projectOf } from "./find.mjs";
import { paged, pages } from "./paging.mjs";

const members = {
  ...pages,
  query: text,
  user_ids: many(integer()),
  skip_users: not_served,
  show_seat_info: not_served,
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

export const lists_of_members = {
  "GET /projects/:id/members": { query: members, answer: (ctx) => membersOf(ctx, projectOf, own) },
  "GET /projects/:id/members/all": { query: members, answer: (ctx) => membersOf(ctx, projectOf, all) },
  "GET /groups/:id/members": { query: members, answer: (ctx) => membersOf(ctx, groupOf, own) },
  "GET /groups/:id/members/all": { query: members, answer: (ctx) => membersOf(ctx, groupOf, all) },
};
