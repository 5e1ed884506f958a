// SPDX-License-Identifier: Apache-2.0
// What GitHub's own faults do: instead of an answer, or to it. Those of every vendor are in ../stand-in/struck.mjs.
import * as all from "../stand-in/struck.mjs";
import { primaryLimit, secondaryLimit } from "./admission.mjs";
import { refuse } from "./refusal.mjs";

export const actions = [
  "primary_limit", // {status: 403 | 429, type: "RATE_LIMITED" | "RATE_LIMIT"}
  "secondary_limit", // {status: 403 | 429, retry_after: seconds | null}
  "gateway", // {status: 502 | 504, page_over, points}
  "partial", // {keep}: GraphQL data with holes and errors
  "unauthorized",
  "not_found",
  "gone", // {sunset}
];

const slow_query =
  "Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. " +
  "Please include `STAND:0` when reporting this issue.";

export const strike = (sim, call) => all.strike(sim, call, instead);

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
};

export const changes = {
  partial: (said, { keep = 1 }) => (said.body = withHoles(structuredClone(said.body), keep)),
};

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
