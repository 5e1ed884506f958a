// SPDX-License-Identifier: Apache-2.0
// The way in and out of every call: its body, then the answer with headers, faults and a line in the journal.
import { Break } from "./break.mjs";
import { answerJson, Gone, readBody, send } from "./http.mjs";
import { Cut, mangled } from "./struck.mjs";

const most_bytes = 1024 * 1024;

// A vendor's door. `answer(sim, call)` gives {status, body, headers?, type?} or throws a Break or a `Refusal` {status, body, headers, type?} of the
// vendor's; `headers(sim, call)` are those of every answer; `changes`: the vendor's own faults that change one; `leave(sim, call)` runs at the end.
export function makeDoor({ answer, Refusal, headers, changes, leave = () => {} }) {
  return async function apiCall(sim, req, res, kind, path, query) {
    const call = { kind, method: req.method, path, query, url: req.url, headers: req.headers, operation: kind, faults: [], cost: 0 };
    try {
      call.body = await readBody(req, most_bytes);
      if (!call.body) throw new Break(`${call.method} ${path}`, [`the body is larger than ${most_bytes} bytes`]);
      await out(sim, res, call, await answer(sim, call));
    } catch (error) {
      if (error instanceof Gone) return;
      if (error instanceof Cut) {
        journal(sim, call, 0);
        return void (error.isReset ? req.socket.resetAndDestroy() : req.socket.destroy());
      }
      if (error instanceof Break) {
        sim.journal.break(error.operation, error.reasons);
        journal(sim, call, 599);
        return answerJson(res, 599, { operation: error.operation, reasons: error.reasons });
      }
      if (!(error instanceof Refusal)) throw error;
      await out(sim, res, call, error);
    } finally {
      leave(sim, call);
    }
  };

  async function out(sim, res, call, { status, body, headers: own = {}, type = "application/json; charset=utf-8" }) {
    const always = headers(sim, call);
    const said = mangled(call, { status, body }, changes);
    const all = { date: new Date(sim.clock.now()).toUTCString(), "content-type": type, ...always, ...own, ...said.headers };
    journal(sim, call, said.status);
    if (said.wait_ms) await sim.wait(said.wait_ms);
    send(
      res,
      { status: said.status, body: bytesOf(said.body), headers: all },
      { accepts: call.headers["accept-encoding"], mangle: said.mangle },
    );
  }
}

function bytesOf(body) {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

function journal(sim, call, status) {
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
