// SPDX-License-Identifier: Apache-2.0
// What Cloud (v3) and Data Center (v2) have alike: who asks, the server, fields, statuses, one issue.
import { expansions, flag, listed, not_served, text } from "../../stand-in/parameters.mjs";
import { fields, statuses } from "../company/workflow.mjs";
import { written } from "../zone.mjs";
import { issueOf, listOf } from "./find.mjs";

function serverInfo({ sim }) {
  const versions = sim.isCloud ? [1001, 0, 0] : [9, 12, 15];
  const now = written(sim.company.now(), sim.settings.time_zone);
  const about = {
    baseUrl: sim.base(),
    version: sim.isCloud ? "1001.0.0-SNAPSHOT" : "9.12.15",
    versionNumbers: versions,
    deploymentType: sim.isCloud ? "Cloud" : "Server", // what Data Center, too, calls itself
    buildNumber: sim.isCloud ? 100_284 : 9_120_015,
    buildDate: "2025-11-01T00:00:00.000+0000",
    serverTime: now,
    scmInfo: "0123456789abcdef",
    serverTitle: "Jira",
  };
  return {
    body: sim.isCloud
      ? { ...about, displayUrl: sim.base(), serverTimeZone: sim.settings.time_zone, defaultLocale: { locale: "en_US" } }
      : about,
  };
}

function me({ sim, call }) {
  const { person } = call.credential;
  const body = {
    ...sim.shapes.user(person.id),
    emailAddress: person.email,
    locale: "en_US",
    groups: { size: 1, items: [] },
    applicationRoles: { size: 1, items: [] },
    expand: "groups,applicationRoles",
  };
  return { body };
}

// Data Center knows no `key` of a field, and its custom fields no translation.
const allFields = ({ sim }) => ({
  body: fields.map(({ key, ...row }) => (sim.isCloud ? { ...row, key, untranslatedName: row.name } : row)),
});
// Statuses that a project has of its own are listed, too: names repeat.
const allStatuses = ({ sim }) => ({
  body: statuses
    .filter(({ project }) => sim.isCloud || !project)
    .map(({ id, project }) => ({ ...sim.shapes.status(id), ...(project ? { scope: { type: "PROJECT", project: { id: project } } } : {}) })),
});

// Cloud's log in an issue ends at the cap, newest first; Data Center's is whole, oldest first.
export function logOf({ sim }, issue) {
  const rows = issue.history.map(sim.shapes.historyOf);
  const shown = sim.isCloud ? rows.toReversed().slice(0, sim.settings.inline_changelog_max) : rows;
  return { startAt: 0, maxResults: shown.length, total: rows.length, histories: shown };
}

function oneIssue(ctx) {
  const { sim, query, values } = ctx;
  const issue = issueOf(ctx, values.issue);
  const wanted = listOf(query.get("fields"));
  const body = sim.shapes.issue(issue, wanted.length > 0 ? wanted : ["*all"]);
  return { body: listOf(query.get("expand")).includes("changelog") ? { ...body, changelog: logOf(ctx, issue) } : body };
}

export const both = (api) => ({
  [`GET ${api}/serverInfo`]: {
    isOpen: true,
    query: { doHealthCheck: not_served },
    response: "ServerInformationSchema",
    answer: serverInfo,
  },
  [`GET ${api}/myself`]: { query: { expand: not_served }, response: "DashboardUserSchema", answer: me },
  [`GET ${api}/field`]: { isOpen: true, answer: allFields },
  [`GET ${api}/status`]: { isOpen: true, answer: allStatuses },
  [`GET ${api}/issue/:issue`]: {
    query: {
      fields: listed(text),
      expand: expansions("changelog"),
      fieldsByKeys: not_served,
      properties: not_served,
      updateHistory: flag,
      failFast: not_served,
    },
    response: "IssueSchema",
    answer: oneIssue,
  },
});
