// SPDX-License-Identifier: Apache-2.0
// One REST call: found in the contract, held to it, answered by its handler, and the answer held to the contract too.
import { createHash } from "node:crypto";
import { Break } from "../../stand-in/break.mjs";
import { answerReasons } from "../contract/answers.mjs";
import { requestReasons } from "../contract/requests.mjs";
import { admit, authenticate } from "../admission.mjs";
import { Refusal } from "../refusal.mjs";
import { strike } from "../struck.mjs";
import { givenPath } from "./addresses.mjs";
import { handlers, not_served } from "./handlers.mjs";

// {status, body, headers, type?}
export function restCall(sim, call) {
  const { operation, values } = find(sim, call);
  const credential = authenticate(sim, call);
  const reasons = [
    ...credentialReasons(operation, credential),
    ...requestReasons(sim.contract, { ...call, operation, values }, sim.settings),
    ...(not_served[operation.id] ?? [])
      .filter((name) => call.query.has(name))
      .map((name) => `GitHub has the parameter ${name}, but the stand-in does not serve it`),
  ];
  if (reasons.length > 0) throw new Break(operation.id, reasons);
  admit(sim, call, "core", call.method === "GET" ? 1 : 5);
  strike(sim, call);
  return finish(sim, call, operation, answer(sim, call, operation, values));
}

function find(sim, call) {
  const path = givenPath(sim, call);
  const { operation, values, reason } = sim.contract.find(call.method, path);
  if (!operation) throw new Break(`${call.method} ${call.path}`, [reason]);
  call.operation = operation.id;
  if (!Object.hasOwn(handlers, operation.id)) throw new Break(operation.id, ["GitHub has this call, but the stand-in does not serve it"]);
  return { operation, values };
}

function credentialReasons({ id, needsJwt, forApps }, { kind }) {
  if (needsJwt && kind !== "app") return [`this call takes the App's JWT, not a token`];
  if (needsJwt) return [];
  if (kind === "app") return id === "rate-limit/get" ? [] : ["the App's JWT is for calls about the App; this one takes a token"];
  return kind === "installation" && !forApps ? ["GitHub does not give this call to installation tokens"] : [];
}

function answer(sim, call, operation, values) {
  const body = call.body.length > 0 ? JSON.parse(call.body.toString("utf8")) : {};
  try {
    return { status: 200, headers: {}, ...handlers[operation.id]({ sim, company: sim.company, call, values, query: call.query, body }) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, body: error.body, headers: error.headers };
  }
}

// `type`: a raw body, which no schema describes.
function finish(sim, call, operation, said) {
  const { status, body, headers, type } = said;
  const reasons = type ? [] : answerReasons(sim.contract, operation, status, body);
  if (reasons.length > 0) throw new Break(operation.id, reasons);
  const etag = `W/"${createHash("sha256")
    .update(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? ""))
    .digest("hex")}"`;
  const isSame = call.method === "GET" && status === 200 && (call.headers["if-none-match"] ?? "").split(/,\s*/).includes(etag);
  call.cost = isSame || operation.id === "rate-limit/get" ? 0 : 1;
  sim.limits.charge(call.credential.who, "core", call.cost);
  const tagged = status === 200 && call.method === "GET" ? { etag, "cache-control": "private, max-age=60, s-maxage=60" } : {};
  return isSame
    ? { status: 304, body: "", headers: { ...headers, ...tagged } }
    : { status, body: body ?? "", headers: { ...headers, ...tagged }, type };
}
