// SPDX-License-Identifier: Apache-2.0
// What a fault does: instead of an answer, or to it.
import { primaryLimit, secondaryLimit } from "./admission.mjs";
import { refuse } from "./refusal.mjs";

// The connection is cut before a header.
export class Cut extends Error {}

const slow_query =
  "Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. " +
  "Please include `STAND:0` when reporting this issue.";

// Strikes when it is known which call this is; throws what the client gets instead.
export function strike(sim, call) {
  call.faults = sim.faults.strike(call);
  for (const fault of call.faults) instead[fault.action]?.(fault, call, sim);
}

const instead = {
  primary_limit(fault, call, sim) {
    sim.limits.leave(call.credential.who, call.resource, 0);
    primaryLimit(call, fault);
  },
  secondary_limit: ({ retry_after = 60, status = 403 }) => secondaryLimit(retry_after, status),
  gateway({ status = 502, points = 0 }, call, sim) {
    sim.limits.charge(call.credential.who, call.resource, points);
    refuse(status, slow_query, {}, call.kind === "graphql" ? { data: null, errors: [{ message: slow_query }] } : {});
  },
  unauthorized: () => refuse(401, "Bad credentials"),
  not_found: () => refuse(404, "Not Found"),
  gone: ({ sunset = "Wed, 11 Mar 2026 00:00:00 GMT" }) =>
    refuse(410, "This API version is no longer supported.", { sunset, deprecation: "@1741651200" }),
  status: ({ status = 500 }) =>
    refuse(status, status === 503 ? "No server is currently available to service your request." : "Server Error"),
  cut: () => {
    throw new Cut();
  },
  act: ({ acts }, _, sim) => acts.forEach((act) => sim.act(act)),
};

// {status, body, type?, headers, wait_ms, mangle} after those faults that leave an answer.
export function mangled(call, { status, body }) {
  const said = { status, body, headers: {}, mangle: {} };
  for (const fault of call.faults) changes[fault.action]?.(said, fault);
  return said;
}

const changes = {
  headers: (said, { headers }) => Object.assign(said.headers, headers),
  missing_fields: (said, { fields }) => (said.body = without(said.body, new Set(fields))),
  invalid_json: (said) => (said.body = `${JSON.stringify(said.body).slice(0, -1)},}`),
  truncated: (said) => (said.mangle.truncated = true),
  broken_gzip: (said) => (said.mangle.broken_gzip = true),
  hang: (said) => (said.mangle.hang = true),
  slow: (said, { ms = 100 }) => (said.wait_ms = ms),
  partial: (said, { keep = 1 }) => (said.body = withHoles(structuredClone(said.body), keep)),
};

// The same without these fields, at every depth.
function without(value, fields) {
  if (Array.isArray(value)) return value.map((inner) => without(inner, fields));
  if (value === null || typeof value !== "object") return value;
  const left = Object.entries(value).filter(([name]) => !fields.has(name));
  return Object.fromEntries(left.map(([name, inner]) => [name, without(inner, fields)]));
}

// GraphQL data of which only the first `keep` nodes of the outermost list are left; the others are null, with errors that say where.
function withHoles(body, keep) {
  const errors = [...(body.errors ?? [])];
  const dig = (value, path) => {
    if (value === null || typeof value !== "object") return false;
    for (const [name, inner] of Object.entries(value)) {
      if ((name === "nodes" || name === "edges") && Array.isArray(inner)) {
        for (let i = keep; i < inner.length; i++) {
          inner[i] = null;
          errors.push({ type: "RESOURCE_LIMITS_EXCEEDED", path: [...path, name, i], message: "Resource limits for this query exceeded." });
        }
        return true;
      }
      if (dig(inner, [...path, name])) return true;
    }
    return false;
  };
  dig(body.data, []);
  return { ...body, errors };
}
