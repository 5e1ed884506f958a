// SPDX-License-Identifier: Apache-2.0
// Who calls, and whether the budgets let the call in.
import { refuse, sayAnyway } from "./refusal.mjs";

// The credential {kind, who}; refuses as GitHub does without one or with a bad one.
export function authenticate(sim, call) {
  const credential = sim.tokens.read(call.headers.authorization);
  if (credential.kind === "none") refuse(401, "Requires authentication");
  if (credential.kind === "bad") refuse(401, credential.reason);
  call.credential = credential;
  return credential;
}

// Counts the call towards the limits of a minute and of calls side by side, and refuses it when the hour's budget is empty.
export function admit(sim, call, resource, points) {
  const { who } = call.credential;
  call.resource = resource;
  call.isInside = true;
  if (!sim.limits.enter(who)) secondaryLimit(60);
  if (sim.limits.hurry(who, call.kind, points)) secondaryLimit(60);
  if (sim.limits.isEnabled() && sim.limits.state(who, resource).remaining <= 0) primaryLimit(call);
}

// GraphQL says it with 200; REST with 403 or, sometimes, 429.
export function primaryLimit(call, { status = 403, type = "RATE_LIMITED" } = {}) {
  const message = `API rate limit exceeded for ${call.credential.who}.`;
  const code = type === "RATE_LIMIT" ? { code: "graphql_rate_limit" } : {};
  if (call.kind === "graphql") sayAnyway({ errors: [{ type, ...code, message }] });
  refuse(status, message);
}

export function secondaryLimit(retry_after, status = 403) {
  const headers = retry_after === null ? {} : { "retry-after": String(retry_after) };
  refuse(status, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.", headers);
}
