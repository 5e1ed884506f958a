// SPDX-License-Identifier: Apache-2.0
// A team: its place in the tree, its members of today, its repositories.
import { nodeId } from "../company/ids.mjs";
import { connection } from "./connection.mjs";
import { only } from "./resolve.mjs";

export const permissions = { pull: "READ", triage: "TRIAGE", push: "WRITE", maintain: "MAINTAIN", admin: "ADMIN" };

export function teamNode(sim, row) {
  const { company, nodes } = sim;
  return {
    __typename: "Team",
    id: nodeId("T", row.id),
    databaseId: row.id,
    slug: row.slug,
    name: row.name,
    combinedSlug: `${company.organisation.login}/${row.slug}`,
    description: row.description,
    privacy: row.privacy === "secret" ? "SECRET" : "VISIBLE",
    url: `${sim.web}/orgs/${company.organisation.login}/teams/${row.slug}`,
    parentTeam: () => (row.parent ? nodes.team(company.teams.get(row.parent)) : null),
    childTeams(args, context, info) {
      only("first last after before immediateOnly", args, context, info);
      return connection(args, company.children(row), { node: nodes.team });
    },
    members(args, context, info) {
      only("first last after before membership role", args, context, info);
      const rows = members(company, row, args.membership ?? "ALL").filter(({ role }) => !args.role || role.toUpperCase() === args.role);
      return connection(args, rows, { node: ({ login }) => nodes.actor(login), edge: ({ role }) => ({ role: role.toUpperCase() }) });
    },
    repositories(args, context, info) {
      only("first last after before", args, context, info);
      return connection(args, company.repositoriesOf(row), {
        node: ({ repository }) => nodes.repository(repository),
        edge: ({ permission }) => ({ permission: permissions[permission] }),
      });
    },
  };
}

function members(company, team, membership) {
  const own = company.membersOf(team);
  if (membership === "IMMEDIATE") return own;
  const below = company.children(team).flatMap((child) => members(company, child, "ALL"));
  const rows = membership === "CHILD_TEAM" ? below : [...own, ...below];
  return [...new Map(rows.map((row) => [row.login, row])).values()];
}
