// SPDX-License-Identifier: Apache-2.0
// The log of webhook deliveries, and a second attempt.
import { refuse } from "../refusal.mjs";
import { org_hook_id } from "../webhooks/hooks.mjs";
import { organisationOf } from "./find.mjs";
import { pagedByCursor } from "./paging.mjs";

function kindOf(ctx) {
  if (ctx.values.hook_id === undefined) return "app";
  organisationOf(ctx);
  if (Number(ctx.values.hook_id) !== org_hook_id) refuse(404, "Not Found");
  return "org";
}

const isFailure = ({ status_code }) => status_code >= 400 && status_code <= 599;
const isSuccess = ({ status_code }) => status_code >= 200 && status_code <= 399;

function list(ctx) {
  const status = ctx.query.get("status");
  const wanted = { failure: isFailure, success: isSuccess }[status] ?? (() => true);
  return pagedByCursor(ctx, ctx.sim.hooks.log(kindOf(ctx)).filter(wanted), (row) => item(ctx, row));
}

function item({ sim }, row) {
  return {
    ...sim.hooks.shown(row),
    delivered_at: new Date(row.delivered_ms).toISOString(),
    redelivery: row.redelivery,
    duration: row.duration,
    installation_id: sim.tokens.installation.id,
    repository_id: row.repository_id,
    throttled_at: null,
  };
}

const found = (ctx) => ctx.sim.hooks.log(kindOf(ctx)).find(({ id }) => id === Number(ctx.values.delivery_id)) ?? refuse(404, "Not Found");

function one(ctx) {
  const row = found(ctx);
  return {
    body: {
      ...item(ctx, row),
      request: { headers: row.headers, payload: row.payload },
      response: { headers: {}, payload: row.said ?? null },
    },
  };
}

// GitHub answers before the attempt is made.
function again(ctx) {
  const row = found(ctx);
  ctx.sim.hooks.redeliver(kindOf(ctx), row.id)?.catch((error) => ctx.sim.journal.break("stand-in", [String(error.stack)]));
  return { status: 202, body: {} };
}

export const deliveries = {
  "apps/list-webhook-deliveries": list,
  "apps/get-webhook-delivery": one,
  "apps/redeliver-webhook-delivery": again,
  "orgs/list-webhook-deliveries": list,
  "orgs/get-webhook-delivery": one,
  "orgs/redeliver-webhook-delivery": again,
};
