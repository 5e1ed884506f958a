// SPDX-License-Identifier: Apache-2.0
// One REST call: found among the routes, held to them, answered by its handler.
import { Break } from "../../stand-in/break.mjs";
import { queryReasons, readJsonBody } from "../../stand-in/parameters.mjs";
import { admit, authenticate, requireScope } from "../admission.mjs";
import { notFound, refuse, unauthorized } from "../refusal.mjs";
import { strike } from "../struck.mjs";
import { routes } from "./handlers.mjs";

// {status, body, headers, type?}
export function restCall(sim, call) {
  const { route, values, reason } = routes.find(call.method, call.path);
  if (!route || reason) throw new Break(`${call.method} ${call.path}`, [reason]);
  call.operation = route.id;
  const { value: body, reasons: of_body } = readJsonBody(route.body, call.headers, call.body);
  const reasons = [...addressReasons(call), ...headerReasons(call.headers), ...queryReasons(route.query ?? {}, call.query), ...of_body];
  const ctx = { sim, company: sim.company, call, values, query: call.query, body, route };
  if (reasons.length === 0) reasons.push(...(route.reasons?.(ctx) ?? []));
  if (reasons.length > 0) throw new Break(route.id, reasons);
  const credential = authenticate(sim, call);
  call.page = Number(call.query.get("per_page") ?? 20);
  admit(sim, call, route);
  strike(sim, call);
  if (credential.kind !== "nobody") requireScope(credential, scopesOf(call, route));
  else if (!route.isOpen) unauthorized();
  requirePremium(sim, route);
  call.cost = 1;
  return { status: 200, headers: {}, ...route.answer(ctx) };
}

const scopesOf = ({ method }, { scopes = ["api", "read_api"] }) => (method === "GET" ? scopes : ["api"]);

function addressReasons({ query }) {
  const secret = ["private_token", "access_token", "job_token"].find((name) => query.has(name));
  return secret ? [`the query has ${secret}: a token in an address is seen by every log`] : [];
}

function headerReasons(headers) {
  const reasons = [];
  if (headers["private-token"] !== undefined && headers.authorization !== undefined)
    reasons.push("PRIVATE-TOKEN and Authorization are both given");
  if (!headers["user-agent"]) reasons.push("User-Agent is missing; GitLab.com's firewall refuses such a call");
  return reasons;
}

// What only Premium has is, on Free, not there; `premium` 403 in the settings: refused instead.
function requirePremium({ settings }, route) {
  if (!route.isPremium || settings.premium === true) return;
  if (settings.premium === 403) refuse(403, { message: "403 Forbidden" });
  notFound();
}
