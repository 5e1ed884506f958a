// SPDX-License-Identifier: Apache-2.0
// Webhooks of a project or (Premium) a group, as who maintains it sees and sets them.
import { flag, present, required, text } from "../../stand-in/parameters.mjs";
import { notFound, refuse } from "../refusal.mjs";
import { hook_events } from "../webhooks/hooks.mjs";
import { access, groupOf, projectOf, requireAccess } from "./find.mjs";
import { paged, pages } from "./paging.mjs";

const of_body = {
  name: text,
  description: text,
  push_events_branch_filter: text,
  branch_filter_strategy: text,
  enable_ssl_verification: flag,
  token: text,
  // whsec_ and the base64 of 32 bytes; neither token is ever shown again.
  signing_token: (value) => (/^whsec_[A-Za-z0-9+/]{43}=$/.test(value) ? undefined : "must be whsec_ and the base64 of 32 bytes"),
  ...Object.fromEntries(hook_events.map((event) => [`${event}_events`, flag])),
};

const owners = {
  projects: { find: (ctx) => held(ctx, projectOf(ctx), access.maintainer), key: "project_id" },
  groups: { find: (ctx) => held(ctx, groupOf(ctx), access.owner), key: "group_id" },
};

function held(ctx, row, level) {
  requireAccess(ctx, row, level);
  return row;
}

function shape(kind) {
  return ({ hook, owner }) => {
    const { token, signing_token, failures, ...shown } = hook;
    return { ...shown, [owners[kind].key]: owner, token_present: Boolean(token), signing_token_present: Boolean(signing_token) };
  };
}

function hookOf(ctx, kind) {
  const row = owners[kind].find(ctx);
  return ctx.sim.hooks.of(kind, row.id).find(({ hook }) => hook.id === Number(ctx.values.hook_id)) ?? notFound();
}

function create(ctx, kind) {
  const row = owners[kind].find(ctx);
  if (!/^https?:\/\//.test(ctx.body.url)) refuse(422, { error: "Invalid url given" });
  return { status: 201, body: shape(kind)(ctx.sim.hooks.add(kind, row.id, ctx.body)) };
}

function change(ctx, kind) {
  const found = hookOf(ctx, kind);
  ctx.sim.hooks.change(found, ctx.body);
  return { body: shape(kind)(found) };
}

function remove(ctx, kind) {
  ctx.sim.hooks.remove(hookOf(ctx, kind));
  return { status: 204, body: "" };
}

const routesOf = (kind) => {
  const isPremium = kind === "groups";
  return {
    [`GET /${kind}/:id/hooks`]: {
      isPremium,
      query: pages,
      answer: (ctx) => paged(ctx, ctx.sim.hooks.of(kind, owners[kind].find(ctx).id), shape(kind)),
    },
    [`GET /${kind}/:id/hooks/:hook_id`]: { isPremium, answer: (ctx) => ({ body: shape(kind)(hookOf(ctx, kind)) }) },
    [`POST /${kind}/:id/hooks`]: { isPremium, body: { ...of_body, url: required(present) }, answer: (ctx) => create(ctx, kind) },
    [`PUT /${kind}/:id/hooks/:hook_id`]: { isPremium, body: { ...of_body, url: present }, answer: (ctx) => change(ctx, kind) },
    [`DELETE /${kind}/:id/hooks/:hook_id`]: { isPremium, answer: (ctx) => remove(ctx, kind) },
  };
};

export const hooks = { ...routesOf("projects"), ...routesOf("groups") };
