// SPDX-License-Identifier: Apache-2.0
// One repository: itself, who may do what with it, and the rules of its branches.
import { nodeId } from "../company/ids.mjs";
import { notFound } from "../refusal.mjs";
import { repositoryOf } from "./find.mjs";
import { paged } from "./paging.mjs";

const ranks = ["pull", "triage", "push", "maintain", "admin"];
const roles = { pull: "read", triage: "triage", push: "write", maintain: "maintain", admin: "admin" };
const granted = (permission) => Object.fromEntries(ranks.map((rank) => [rank, ranks.indexOf(rank) <= ranks.indexOf(permission)]));

// Everybody with a way in: named, by a team, or (not for affiliation=outside) by the organisation's default. [[login, permission], …]
function readers({ company }, repository, affiliation) {
  const found = new Map();
  const add = (login, permission) => {
    if (!found.has(login) || ranks.indexOf(found.get(login)) < ranks.indexOf(permission)) found.set(login, permission);
  };
  for (const [login, permission] of Object.entries(repository.collaborators ?? {})) add(login, permission);
  if (affiliation === "all") {
    for (const { team, permission } of company.teamsOf(repository)) for (const { login } of company.membersOf(team)) add(login, permission);
    for (const { login, role } of company.members()) if (role === "admin") add(login, "admin");
    if (company.organisation.default_permission === "read") for (const { login } of company.members()) add(login, "pull");
  }
  const rows = [...found].filter(([login]) => company.person(login));
  return affiliation === "outside" ? rows.filter(([login]) => !company.person(login).member) : rows;
}

function collaborators(ctx) {
  const repository = repositoryOf(ctx);
  const wanted = ctx.query.get("permission");
  const rows = readers(ctx, repository, ctx.query.get("affiliation") ?? "all").filter(
    ([, permission]) => wanted === null || granted(permission)[wanted],
  );
  return paged(ctx, rows, ([login, permission]) =>
    ctx.sim.shapes.user(ctx.company.person(login), "collaborator", { role_name: roles[permission], permissions: granted(permission) }),
  );
}

function teams(ctx) {
  const repository = repositoryOf(ctx);
  return paged(ctx, ctx.company.teamsOf(repository), ({ team, permission }) => ({
    ...ctx.sim.shapes.team(team),
    permission,
    permissions: granted(permission),
  }));
}

function protection(ctx) {
  const repository = repositoryOf(ctx);
  if (ctx.values.branch !== repository.default_branch) notFound();
  if (!repository.protection) notFound();
  const { approvals, code_owners } = repository.protection;
  const url = `${ctx.sim.api()}${ctx.call.path}`;
  return {
    body: ctx.sim.shapes.make("branch-protection", {
      url,
      required_pull_request_reviews: {
        url: `${url}/required_pull_request_reviews`,
        dismiss_stale_reviews: false,
        require_code_owner_reviews: code_owners,
        required_approving_review_count: approvals,
        require_last_push_approval: false,
      },
      enforce_admins: { url: `${url}/enforce_admins`, enabled: false },
    }),
  };
}

const pullRequestRule = (approvals) => ({
  type: "pull_request",
  parameters: {
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_approving_review_count: approvals,
    required_review_thread_resolution: false,
  },
});

function branchRules(ctx) {
  const repository = repositoryOf(ctx);
  const rules =
    ctx.values.branch === repository.default_branch ? repository.rulesets.filter(({ enforcement }) => enforcement === "active") : [];
  const { login } = ctx.company.organisation;
  return paged(ctx, rules, ({ id, approvals, source }) => ({
    ...pullRequestRule(approvals),
    ruleset_source_type: source,
    ruleset_source: source === "Repository" ? `${login}/${repository.name}` : login,
    ruleset_id: id,
  }));
}

function rulesets(ctx) {
  const repository = repositoryOf(ctx);
  const { login } = ctx.company.organisation;
  const rows = repository.rulesets.filter(({ source }) => ctx.query.get("includes_parents") !== "false" || source === "Repository");
  return paged(ctx, rows, ({ id, name, enforcement, source }) =>
    ctx.sim.shapes.make("repository-ruleset", {
      id,
      name,
      enforcement,
      target: "branch",
      source_type: source,
      source: source === "Repository" ? `${login}/${repository.name}` : login,
      node_id: nodeId("RRS", id),
      created_at: repository.created_at,
      updated_at: repository.updated_at,
    }),
  );
}

export const repository = {
  "repos/get": (ctx) => ({ body: ctx.sim.shapes.repository(repositoryOf(ctx), "full-repository") }),
  "repos/list-collaborators": collaborators,
  "repos/list-teams": teams,
  "repos/get-branch-protection": protection,
  "repos/get-branch-rules": branchRules,
  "repos/get-repo-rulesets": rulesets,
};
