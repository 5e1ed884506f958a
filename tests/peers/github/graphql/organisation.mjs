// SPDX-License-Identifier: Apache-2.0
// The organisation with its repositories, teams and members.
import { nodeId } from "../company/ids.mjs";
import { isOutside } from "../rest/find.mjs";
import { connection, padded } from "./connection.mjs";
import { couldNotResolve, only } from "./resolve.mjs";

const fields = { PUSHED_AT: "pushed_at", UPDATED_AT: "updated_at", CREATED_AT: "created_at", NAME: "name" };

export function organisationNode(sim, call) {
  const { company, nodes } = sim;
  const { id, login, name } = company.organisation;
  return {
    __typename: "Organization",
    id: nodeId("O", id),
    databaseId: id,
    login,
    name,
    url: `${sim.web}/${login}`,
    repositories(args, context, info) {
      only("first last after before orderBy isArchived isFork visibility affiliations ownerAffiliations", args, context, info);
      const field = fields[args.orderBy?.field ?? "CREATED_AT"];
      if (!field) return void context.unserved.add(`orderBy ${args.orderBy.field}`);
      const rows = company.repositoriesBy(field).filter((row) => !isOutside(call.credential, row) && isWanted(row, args));
      return connection(args, rows, {
        position: (row) => `${row[field].toLowerCase()} ${padded(row.id)}`,
        isFalling: args.orderBy?.direction === "DESC",
        node: nodes.repository,
      });
    },
    repository({ name }) {
      const found = company.named(name);
      if (!found || isOutside(call.credential, found.repository))
        throw couldNotResolve(`Could not resolve to a Repository with the name '${name}'.`);
      return nodes.repository(found.repository);
    },
    teams(args, context, info) {
      only("first last after before rootTeamsOnly", args, context, info);
      const rows = [...company.teams.values()].filter(({ parent }) => !args.rootTeamsOnly || parent === null);
      return connection(args, rows, { node: nodes.team });
    },
    team: ({ slug }) => (company.teams.has(slug) ? nodes.team(company.teams.get(slug)) : null),
    membersWithRole(args, context, info) {
      only("first last after before", args, context, info);
      return connection(args, company.members(), {
        node: (person) => nodes.actor(person.login),
        edge: ({ role }) => ({ role: role.toUpperCase(), hasTwoFactorEnabled: null }),
      });
    },
  };
}

const isWanted = (row, { isArchived, isFork, visibility }) =>
  (isArchived == null || row.archived === isArchived) &&
  (isFork == null || row.fork === isFork) &&
  (visibility == null || row.visibility.toUpperCase() === visibility);
