// SPDX-License-Identifier: Apache-2.0
// What Jira's own faults do instead of an answer. Those of every vendor are in ../stand-in/struck.mjs.
import * as all from "../stand-in/struck.mjs";
import { reasons, tooMany } from "./admission.mjs";
import { refuse, refuseBecause } from "./refusal.mjs";

export const actions = [
  "limit", // {reason, retry_after: seconds | null}: 429
  "unauthorized",
  "forbidden",
  "not_found",
  "captcha", // Data Center: 401 after too many wrong passwords; no waiting helps
];

export const strike = (sim, call) => all.strike(sim, call, instead);

const instead = {
  limit(fault, call, sim) {
    if (fault.reason !== undefined && !reasons.includes(fault.reason)) throw new Error(`A reason is one of ${reasons.join(", ")}.`);
    tooMany(sim, call, fault);
  },
  unauthorized: () => refuse(401, "Client must be authenticated to access this resource.", { type: "text/plain" }),
  forbidden: () => refuseBecause(403, "You do not have permission."),
  not_found: () => refuseBecause(404, "The resource was not found."),
  captcha: () =>
    refuse(401, "", {
      headers: {
        "x-authentication-denied-reason": "CAPTCHA_CHALLENGE; login-url=https://jira.example/login.jsp",
        "x-seraph-loginreason": "AUTHENTICATION_DENIED",
      },
      type: "text/html",
    }),
  // What stands in front of Jira answers with a page.
  status: ({ status = 500 }) =>
    [502, 503, 504].includes(status)
      ? refuse(status, `<html><title>${status}</title></html>`, { type: "text/html" })
      : refuseBecause(status, "Internal server error"),
};
