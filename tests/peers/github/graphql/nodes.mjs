// SPDX-License-Identifier: Apache-2.0
// The company as GraphQL objects, and the root of a query.
import { readNodeId } from "../company/ids.mjs";
import { isOutside } from "../rest/find.mjs";
import { actorNode } from "./actor.mjs";
import { issueNode } from "./issue.mjs";
import { organisationNode } from "./organisation.mjs";
import { pullRequestNode } from "./pull_request.mjs";
import { repositoryNode } from "./repository.mjs";
import { couldNotResolve } from "./resolve.mjs";
import { teamNode } from "./team.mjs";

export function makeNodes(sim) {
  const nodes = {
    actor: (login) => actorNode(sim, login),
    organisation: (call) => organisationNode(sim, call),
    repository: (row) => repositoryNode(sim, row),
    pullRequest: (repository, row) => pullRequestNode(sim, repository, row),
    issue: (repository, row) => issueNode(sim, repository, row),
    team: (row) => teamNode(sim, row),
    byId: (id, call) => byId(sim, id, call),
    root: () => root,
  };
  const root = {
    viewer: (_, { call }) => nodes.actor(call.credential.person?.login ?? "ispo-bot[bot]"),
    rateLimit: ({ dryRun }, { call, measured, unserved }) =>
      dryRun ? void unserved.add("Query.rateLimit(dryRun:)") : rateLimit(sim, call, measured),
    organization({ login }, { call }) {
      if (login.toLowerCase() !== sim.company.organisation.login)
        throw couldNotResolve(`Could not resolve to an Organization with the login of '${login}'.`);
      return nodes.organisation(call);
    },
    repository({ owner, name, followRenames = true }, { call }) {
      const found = owner.toLowerCase() === sim.company.organisation.login ? sim.company.named(name) : undefined;
      if (!found || isOutside(call.credential, found.repository) || (found.moved && !followRenames))
        throw couldNotResolve(`Could not resolve to a Repository with the name '${owner}/${name}'.`);
      return nodes.repository(found.repository);
    },
    node: ({ id }, { call }) => nodes.byId(id, call),
    nodes: ({ ids }, { call }) => ids.map((id) => nodes.byId(id, call)),
  };
  return nodes;
}

// Null where limits are off (GHES).
function rateLimit(sim, call, { cost, nodeCount }) {
  if (!sim.limits.isEnabled()) return null;
  const { limit, used, remaining, reset } = sim.limits.state(call.credential.who, "graphql");
  return { cost, nodeCount, limit, used, remaining, resetAt: new Date(reset * 1000).toISOString().replace(".000Z", "Z") };
}

function byId(sim, id, call) {
  const { nodes, company } = sim;
  const nothing = () => couldNotResolve(`Could not resolve to a node with the global id of '${id}'`);
  const { kind, parts = [] } = readNodeId(id) ?? {};
  const repository = company.byId(parts[0]);
  const isSeen = repository && !isOutside(call.credential, repository);
  const item = (list) => company.activity(repository)[list].find(({ number }) => number === parts[1]);
  const found = {
    R: () => isSeen && nodes.repository(repository),
    PR: () => isSeen && item("pull_requests") && nodes.pullRequest(repository, item("pull_requests")),
    I: () => isSeen && item("issues") && nodes.issue(repository, item("issues")),
    O: () => nodes.organisation(call),
    T: () => [...company.teams.values()].filter((team) => team.id === parts[0]).map(nodes.team)[0],
    U: () => [...company.people.values()].filter((person) => person.id === parts[0]).map(({ login }) => nodes.actor(login))[0],
  }[kind]?.();
  if (!found) throw nothing();
  return found;
}
