// SPDX-License-Identifier: Apache-2.0
// Who calls, and whether the limits let the call in.
import { refuse, refuseBecause } from "./refusal.mjs";

const not_authenticated = "Client must be authenticated to access this resource.";
export const reasons = ["jira-burst-based", "jira-quota-global-based", "jira-quota-tenant-based", "jira-per-issue-on-write"];

// The credential; refuses as Jira does a bad one. Without one a caller is anonymous and sees next to nothing, which is no error.
export function authenticate(sim, call) {
  const credential = sim.tokens.read(call.headers.authorization);
  call.credential = credential;
  if (credential.kind === "none" || credential.person) return credential;
  // What Cloud says to a Bearer at a site's own address.
  if (sim.isCloud && credential.kind === "foreign") refuse(403, { error: "Failed to parse Connect Session Auth Token" });
  if (sim.isCloud) refuse(401, not_authenticated, { headers: { "x-seraph-loginreason": "AUTHENTICATED_FAILED" }, type: "text/plain" });
  return refuse(
    401,
    { message: not_authenticated, "status-code": 401 },
    { headers: { "www-authenticate": 'OAuth realm="https%3A%2F%2Fjira.example"' } },
  );
}

export function requirePerson({ isCloud }, { credential }) {
  if (credential.person) return;
  if (isCloud) refuse(401, not_authenticated, { type: "text/plain" });
  refuseBecause(401, "You are not authenticated. Authentication required to perform this operation.");
}

export function admit(sim, call) {
  const { who } = call.credential;
  if (sim.limits.isEnabled() && sim.limits.enter(who, call.operation)) tooMany(sim, call, {});
}

// 429. `retry_after` null: no header tells how long.
export function tooMany(sim, { credential, operation }, { reason = reasons[0], retry_after }) {
  const wait = retry_after === undefined ? sim.limits.wait_s(credential.who, operation) : retry_after;
  const late = wait === null ? {} : { "retry-after": String(wait) };
  if (!sim.isCloud) refuse(429, { message: "Rate limit exceeded" }, { headers: { "x-ratelimit-remaining": "0", ...late } });
  const reset = new Date(sim.clock.now() + (wait ?? 60) * 1000).toISOString();
  const headers = { "ratelimit-reason": reason, "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset, ...late };
  refuse(429, { errorMessages: ["Rate limit exceeded."], errors: {} }, { headers });
}
