// SPDX-License-Identifier: Apache-2.0
// One REST call: found among the product's routes, held to them (on Cloud also to jira.js' schemas), answered, and the answer held to its schema.
import { Break } from "../../stand-in/break.mjs";
import { queryReasons, readJsonBody } from "../../stand-in/parameters.mjs";
import { admit, authenticate, requirePerson } from "../admission.mjs";
import { strike } from "../struck.mjs";

// {status, body, headers, type?}
export function restCall(sim, call) {
  const { route, values, reason } = sim.routes.find(call.method, call.path);
  if (!route || reason) throw new Break(`${call.method} ${call.path}`, [reason]);
  call.operation = route.id;
  if (route.isGone) {
    authenticate(sim, call);
    return route.answer({ sim, call });
  }
  const { value: body, reasons: of_body } = readJsonBody(route.body, call.headers, call.body);
  const reasons = [...headerReasons(call.headers), ...queryReasons(route.query ?? {}, call.query), ...of_body];
  if (of_body.length === 0 && route.request) reasons.push(...schemaReasons(schemaOf(sim, route.request), body, "the body"));
  const ctx = { sim, company: sim.company, call, values, query: call.query, body, route };
  if (reasons.length > 0) throw new Break(route.id, reasons);
  authenticate(sim, call);
  call.page = Number(call.query.get("maxResults") ?? body?.maxResults ?? 50);
  admit(sim, call);
  strike(sim, call);
  if (!route.isOpen) requirePerson(sim, call);
  const said = { status: 200, headers: {}, ...route.answer(ctx) };
  const own = said.status === 200 ? schemaReasons(schemaOf(sim, route.response), said.body, "the stand-in's own answer") : [];
  if (own.length > 0) throw new Break(route.id, own);
  call.cost = 1;
  return said;
}

function headerReasons(headers) {
  const reasons = [];
  const accepted = (headers.accept ?? "*/*").split(",").map((type) => type.split(";")[0].trim());
  if (!accepted.some((type) => ["application/json", "application/*", "*/*"].includes(type))) reasons.push("Accept is not application/json");
  if (headers.cookie !== undefined) reasons.push("a cookie is no credential of a program");
  return reasons;
}

// Data Center has none.
function schemaOf({ schemas }, name) {
  if (!schemas || !name) return undefined;
  if (!schemas[name]) throw new Error(`jira.js has no ${name}.`);
  return schemas[name];
}

// Zod's issues as sentences. It lets unknown keys pass, so those of the top level are found here.
function schemaReasons(schema, value, where) {
  if (!schema) return [];
  const parsed = schema.safeParse(value);
  const issues = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${where}: /${path.join("/")} ${message}`);
  const unknown = schema.shape && where === "the body" ? Object.keys(value).filter((name) => !Object.hasOwn(schema.shape, name)) : [];
  return [...issues, ...unknown.map((name) => `${where} has ${name}, which this call does not know`)];
}
