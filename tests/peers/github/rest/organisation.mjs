// SPDX-License-Identifier: Apache-2.0
// The organisation: its settings, repositories, custom properties, teams and outside collaborators.
import { nodeId } from "../company/ids.mjs";
import { isOutside, organisationOf } from "./find.mjs";
import { paged } from "./paging.mjs";

const seen = ({ company, call }) => company.repositories().filter((repository) => !isOutside(call.credential, repository));

const kinds = {
  all: () => true,
  public: ({ visibility }) => visibility === "public",
  private: ({ visibility }) => visibility !== "public",
  forks: ({ fork }) => fork,
  sources: ({ fork }) => !fork,
  member: () => true,
};
const orders = { created: "created_at", updated: "updated_at", pushed: "pushed_at", full_name: "name" };

function listRepositories(ctx) {
  organisationOf(ctx);
  const { query } = ctx;
  const field = orders[query.get("sort") ?? "created"];
  const isRising = (query.get("direction") ?? (field === "name" ? "asc" : "desc")) === "asc";
  const rows = seen(ctx).filter(kinds[query.get("type") ?? "all"]);
  rows.sort((a, b) => (a[field] < b[field] ? -1 : a[field] > b[field] ? 1 : a.id - b.id));
  if (!isRising) rows.reverse();
  return paged(ctx, rows, (row) => ctx.sim.shapes.repository(row, "minimal-repository"));
}

function getOrganisation(ctx) {
  const { id, login, name, created_at, default_permission } = organisationOf(ctx);
  const { sim, company, call } = ctx;
  // In full only for an owner.
  const private_part =
    call.credential.person?.role === "admin" || call.credential.kind === "installation"
      ? {
          default_repository_permission: default_permission,
          members_can_create_internal_repositories: true,
          members_can_fork_private_repositories: true,
          two_factor_requirement_enabled: true,
          secret_scanning_enabled_for_new_repositories: false,
          total_private_repos: company.repositories().filter(({ visibility }) => visibility !== "public").length,
        }
      : {};
  const body = sim.shapes.make("organization-full", {
    id,
    login,
    name,
    node_id: nodeId("O", id),
    type: "Organization",
    description: null,
    html_url: `${sim.web}/${login}`,
    url: `${sim.api()}/orgs/${login}`,
    public_repos: company.repositories().filter(({ visibility }) => visibility === "public").length,
    created_at,
    updated_at: created_at,
    ...private_part,
  });
  return { body };
}

function propertyValues(ctx) {
  organisationOf(ctx);
  return paged(ctx, seen(ctx), (row) => ({
    repository_id: row.id,
    repository_name: row.name,
    repository_full_name: `${ctx.company.organisation.login}/${row.name}`,
    properties: ctx.company.properties.map(({ name }) => ({ property_name: name, value: row.properties?.[name] ?? null })),
  }));
}

function propertySchema(ctx) {
  organisationOf(ctx);
  const body = ctx.company.properties.map(({ name, type, description, values }) =>
    ctx.sim.shapes.make("custom-property", {
      property_name: name,
      url: `${ctx.sim.api()}/orgs/${ctx.company.organisation.login}/properties/schema/${name}`,
      source_type: "organization",
      value_type: type,
      required: false,
      description: description ?? null,
      allowed_values: values ?? null,
      values_editable_by: "org_actors",
    }),
  );
  return { body };
}

export const organisation = {
  "orgs/get": getOrganisation,
  "repos/list-for-org": listRepositories,
  "orgs/custom-properties-for-repos-get-organization-values": propertyValues,
  "orgs/custom-properties-for-repos-get-organization-definitions": propertySchema,
  "teams/list": (ctx) => {
    organisationOf(ctx);
    return paged(ctx, [...ctx.company.teams.values()], ctx.sim.shapes.team);
  },
  "orgs/list-outside-collaborators": (ctx) => {
    organisationOf(ctx);
    return paged(ctx, ctx.company.outsiders(), (person) => ctx.sim.shapes.user(person));
  },
  "apps/list-repos-accessible-to-installation": (ctx) => {
    const page = paged(ctx, seen(ctx), (row) => ctx.sim.shapes.repository(row, "repository"));
    return { ...page, body: { total_count: seen(ctx).length, repositories: page.body } };
  },
};
