// SPDX-License-Identifier: Apache-2.0
// The App itself: who it is, where it is installed, and tokens for its installation.
import { nodeId } from "../company/ids.mjs";
import { notFound, refuse } from "../refusal.mjs";
import { organisationOf } from "./find.mjs";
import { paged } from "./paging.mjs";

// What the installation may do at the start.
export const standard_permissions = {
  metadata: "read",
  contents: "read",
  issues: "read",
  pull_requests: "read",
  administration: "read",
  members: "read",
  organization_administration: "read",
  organization_custom_properties: "read",
  organization_projects: "read",
};

function installation({ sim, company }) {
  const { app, installation } = sim.tokens;
  const at = company.organisation.created_at;
  return sim.shapes.make("installation", {
    id: installation.id,
    account: sim.shapes.owner(),
    app_id: app.id,
    app_slug: app.slug,
    client_id: app.client_id,
    target_id: company.organisation.id,
    target_type: "Organization",
    repository_selection: "all",
    permissions: sim.settings.permissions,
    events: ["pull_request", "issues", "push"],
    access_tokens_url: `${sim.api()}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${sim.api()}/installation/repositories`,
    html_url: `${sim.web}/organizations/${company.organisation.login}/settings/installations/${installation.id}`,
    created_at: at,
    updated_at: at,
    suspended_by: null,
    suspended_at: null,
  });
}

function accessToken(ctx) {
  const { sim, company, values, body } = ctx;
  if (Number(values.installation_id) !== sim.tokens.installation.id) notFound();
  const granted = sim.settings.permissions;
  const ranks = ["read", "write", "admin"];
  const excess = Object.entries(body.permissions ?? {}).filter(([name, level]) => !(ranks.indexOf(level) <= ranks.indexOf(granted[name])));
  if (excess.length > 0) refuse(422, "The permissions requested are not granted to this installation.");
  if ((body.repository_ids ?? []).length > 500) refuse(422, "Too many repositories were requested.");
  const selection = selected(company, body);
  const given = body.permissions ?? granted;
  const token = sim.tokens.mint(
    selection?.map(({ id }) => id),
    given,
  );
  return {
    status: 201,
    body: {
      token: token.token,
      expires_at: new Date(token.expires_ms).toISOString().replace(/\.\d+Z$/, "Z"),
      permissions: given,
      repository_selection: selection ? "selected" : "all",
      ...(selection ? { repositories: selection.map((row) => sim.shapes.repository(row, "repository")) } : {}),
    },
  };
}

function selected(company, { repository_ids, repositories }) {
  if (!repository_ids && !repositories) return undefined;
  const found = [
    ...(repository_ids ?? []).map((id) => company.byId(id)),
    ...(repositories ?? []).map((name) => company.named(name)?.repository),
  ];
  if (found.includes(undefined))
    refuse(422, "There is at least one repository that does not exist or is not accessible to the parent installation.");
  return found;
}

export const app = {
  "apps/create-installation-access-token": accessToken,
  "apps/list-installations": (ctx) => paged(ctx, [ctx.sim.tokens.installation], () => installation(ctx)),
  "apps/get-installation": (ctx) => {
    if (Number(ctx.values.installation_id) !== ctx.sim.tokens.installation.id) notFound();
    return { body: installation(ctx) };
  },
  "apps/get-org-installation": (ctx) => {
    organisationOf(ctx);
    return { body: installation(ctx) };
  },
  "apps/get-authenticated": (ctx) => {
    const { id, client_id, slug, name } = ctx.sim.tokens.app;
    const { created_at } = ctx.company.organisation;
    const body = ctx.sim.shapes.make("integration", {
      id,
      client_id,
      slug,
      name,
      node_id: nodeId("A", id),
      owner: ctx.sim.shapes.owner(),
      description: null,
      external_url: "https://ispo.example",
      html_url: `${ctx.sim.web}/apps/${slug}`,
      created_at,
      updated_at: created_at,
      permissions: ctx.sim.settings.permissions,
      events: [],
    });
    return { body };
  },
};
