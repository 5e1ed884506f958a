// SPDX-License-Identifier: Apache-2.0
// The way in and out of every call: its body and User-Agent, then the answer with headers, faults and a line in the journal.
import { ghes_version } from "./ghes.mjs";
import { answerJson, Gone, readBody, send } from "./http.mjs";
import { graphqlCall } from "./graphql/call.mjs";
import { Break, Refusal, refuse } from "./refusal.mjs";
import { restCall } from "./rest/call.mjs";
import { Cut, mangled } from "./struck.mjs";

const most_bytes = 1024 * 1024;
const no_agent =
  "Request forbidden by administrative rules. Please make sure your request has a User-Agent header " +
  "(https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required).";

export async function apiCall(sim, req, res, kind, path, query) {
  const call = { kind, method: req.method, path, query, url: req.url, headers: req.headers, operation: kind, faults: [], cost: 0 };
  try {
    call.body = await readBody(req, most_bytes);
    if (!call.body) throw new Break(`${call.method} ${path}`, [`the body is larger than ${most_bytes} bytes`]);
    if (!req.headers["user-agent"]) refuse(403, no_agent);
    await out(sim, res, call, await answerTo(sim, call));
  } catch (error) {
    if (error instanceof Gone) return;
    if (error instanceof Cut) {
      journal(sim, call, 0);
      return void req.socket.destroy();
    }
    if (error instanceof Break) {
      journal(sim, call, 599, error);
      return answerJson(res, 599, { operation: error.operation, reasons: error.reasons });
    }
    if (!(error instanceof Refusal)) throw error;
    await out(sim, res, call, { status: error.status, body: error.body, headers: error.headers });
  } finally {
    if (call.isInside) sim.limits.leaveCall(call.credential.who);
  }
}

const answerTo = (sim, call) => (call.kind === "graphql" ? graphqlCall(sim, call) : restCall(sim, call));

async function out(sim, res, call, { status, body, headers = {}, type = "application/json; charset=utf-8" }) {
  const budget = call.credential && call.resource ? sim.limits.headers(call.credential.who, call.resource) : {};
  const said = mangled(call, { status, body });
  const all = {
    date: new Date(sim.clock.now()).toUTCString(),
    "content-type": said.type ?? type,
    "x-github-media-type": "github.v3; format=json",
    "x-github-request-id": `STAND:${sim.nextRequest()}`,
    ...(sim.isGhes ? { "x-github-enterprise-version": ghes_version } : {}),
    ...(call.kind === "rest" ? { "x-github-api-version-selected": "2022-11-28" } : {}),
    ...budget,
    ...headers,
    ...said.headers,
  };
  journal(sim, call, said.status);
  const bytes = Buffer.isBuffer(said.body) ? said.body : Buffer.from(typeof said.body === "string" ? said.body : JSON.stringify(said.body));
  if (said.wait_ms) await sim.wait(said.wait_ms);
  send(res, { status: said.status, body: bytes, headers: all }, { accepts: call.headers["accept-encoding"], mangle: said.mangle });
}

function journal(sim, call, status, error) {
  if (error) sim.journal.break(error.operation, error.reasons);
  const { kind, method, path, operation, cost, credential } = call;
  sim.journal.add({
    kind,
    operation,
    method,
    path,
    query: call.query.toString(),
    status,
    cost,
    credential: credential?.kind,
    faults: call.faults.map(({ action }) => action),
  });
}
