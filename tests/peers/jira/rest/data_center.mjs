// SPDX-License-Identifier: Apache-2.0
// Jira Data Center: one search by startAt, whose pages are cut without a word, and projects in one list.
import { expansions, flag, integer, listed, many, not_served, one, text } from "../../stand-in/parameters.mjs";
import { search } from "../jql.mjs";
import { both, logOf } from "./both.mjs";
import { listOf } from "./find.mjs";

const api = "/rest/api/2";

// `wish` {jql, startAt, maxResults, fields, expand}
function found(ctx, { jql = "", startAt = 0, maxResults = 50, fields = [], expand = [] }) {
  const { sim } = ctx;
  const { rows } = search(ctx, jql, { mustBeBounded: false });
  const cut = Math.min(maxResults, sim.settings.search_max);
  const wanted = fields.length > 0 ? fields : ["*navigable"];
  const issues = rows.slice(startAt, startAt + cut).map((row) => {
    const issue = sim.shapes.issue(row, wanted);
    return expand.includes("changelog") ? { ...issue, changelog: logOf(ctx, row) } : issue;
  });
  return { body: { expand: "schema,names", startAt, maxResults: cut, total: rows.length, issues } };
}

function byQuery(ctx) {
  const { query } = ctx;
  const number = (name, standard) => Number(query.get(name) ?? standard);
  return found(ctx, {
    jql: query.get("jql") ?? "",
    startAt: number("startAt", 0),
    maxResults: number("maxResults", 50),
    fields: listOf(query.get("fields")),
    expand: listOf(query.get("expand")),
  });
}

function projects({ sim, company, call, query }) {
  const rows = company.seen(call.credential.person).filter(({ archived }) => !archived || query.get("includeArchived") === "true");
  return { body: rows.map(sim.shapes.project) };
}

const paging = { startAt: integer(), maxResults: integer(1) };

export const dataCenter = {
  ...both(api),
  [`GET ${api}/search`]: {
    isOpen: true,
    query: { jql: text, ...paging, fields: listed(text), expand: expansions("changelog"), validateQuery: one("true", "strict") },
    answer: byQuery,
  },
  [`POST ${api}/search`]: {
    isOpen: true,
    body: {
      jql: text,
      ...paging,
      fields: many(text),
      expand: many(one("changelog")),
      validateQuery: one(true),
      fieldsByKeys: not_served,
      properties: not_served,
    },
    answer: (ctx) => found(ctx, ctx.body),
  },
  [`GET ${api}/project`]: {
    isOpen: true,
    query: { expand: expansions("changelog"), includeArchived: flag, recent: not_served, browseArchive: not_served },
    answer: projects,
  },
};
