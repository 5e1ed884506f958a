// SPDX-License-Identifier: Apache-2.0
// The one door of /api/: fault? known method? who? how often? may they? Then the method, and its answer in Slack's form.
import { answer, mediaType, readArguments, readBody } from "./http.mjs";
import { Refusal, refuse } from "./refusal.mjs";
import { authenticate, needScope } from "./tokens.mjs";
import { apps } from "./methods/apps.mjs";
import { auth } from "./methods/auth.mjs";
import { chat } from "./methods/chat.mjs";
import { conversations } from "./methods/conversations.mjs";
import { files } from "./methods/files.mjs";
import { oauth } from "./methods/oauth.mjs";
import { users } from "./methods/users.mjs";
import { views } from "./methods/views.mjs";

// A method: {tier?, scopes?: one of them is needed, tokens?: kinds that may call (default bot, user), open?: needs no token,
// header_only?: takes no token from the body, run(sim, caller, args, request) -> fields of the answer}.
export const methods = { ...apps, ...auth, ...chat, ...conversations, ...files, ...oauth, ...users, ...views };

export async function webApi(sim, req, res, name) {
  const began = performance.now();
  const entry = sim.journal.add("api", { method: name, http_method: req.method, content_type: mediaType(req), arguments: {} });
  const finish = (status, body, headers) => {
    Object.assign(entry, { status, ok: body.ok, error: body.error, ms: Math.round(performance.now() - began) });
    if (body.ok && body.ts) entry.ts = body.ts;
    answer(res, status, body, headers);
  };
  try {
    await take(sim, req, res, name, entry, finish);
  } catch (error) {
    if (error instanceof Refusal) finish(200, { ok: false, error: error.message, ...error.details });
    else if (res.destroyed || req.destroyed) entry.error = "the caller went away";
    else {
      sim.journal.add("problem", { what: "The simulator failed.", method: name, error: String(error.stack) });
      finish(500, { ok: false, error: "fatal_error" });
    }
  }
}

async function take(sim, req, res, name, entry, finish) {
  const { args, warning } = await readArguments(req, await readBody(req));
  entry.arguments = sim.journal.redact(legible(args));
  const fault = sim.faults.strike(name, args);
  if (fault && (await strike(sim, fault, res, entry, finish))) return;
  const outcome = perform(sim, req, name, args, entry);
  if (fault?.action === "close") return drop(res, entry);
  if (fault?.action === "hang" && fault.performed) await sim.wait(fault.ms ?? 0);
  finish(outcome.status, warning && outcome.body.ok ? withWarning(outcome.body, warning) : outcome.body, outcome.headers);
}

// Whether the fault was the whole answer. `performed` faults strike after the method did its work: the caller cannot know.
async function strike(sim, fault, res, entry, finish) {
  entry.fault = fault.action;
  if (fault.ms && !fault.performed) await sim.wait(fault.ms);
  if (fault.action === "hang") return false;
  if (fault.action === "status") finish(fault.status ?? 500, { ok: false, error: "internal_error" });
  else if (fault.action === "error") finish(200, { ok: false, error: fault.error ?? "internal_error" });
  else if (fault.action === "rate_limit")
    finish(429, { ok: false, error: "ratelimited" }, { "retry-after": String(fault.retry_after ?? 1) });
  else if (fault.action === "garbage") {
    entry.status = 200;
    answer(res, 200, "<html>Something else answered.</html>", { "content-type": "text/html" });
  } else if (!fault.performed) drop(res, entry);
  else return false;
  return true;
}

// The connection ends without a word, so that the caller cannot know what became of its call.
function drop(res, entry) {
  entry.dropped = true;
  res.destroy();
}

function perform(sim, req, name, args, entry) {
  const headers = { "x-slack-req-id": `sim-${entry.n}`, date: new Date(sim.clock.now()).toUTCString() };
  try {
    const method = Object.hasOwn(methods, name) ? methods[name] : refuse("unknown_method");
    if (req.method !== "POST" && !method.open) refuse("insecure_request");
    const caller = method.open ? undefined : authenticate(sim, tokenOf(req, args, method));
    if (caller) {
      headers["x-oauth-scopes"] = caller.scopes.join(",");
      if (method.scopes) headers["x-accepted-oauth-scopes"] = method.scopes.join(",");
      entry.caller = { app_id: caller.app.id, workspace: caller.workspace_key };
      if (!(method.tokens ?? ["bot", "user"]).includes(caller.type)) refuse("not_allowed_token_type");
    }
    const wait = sim.limits.call(name, method.tier, caller?.workspace_key ?? "anybody");
    if (wait > 0) return tooMany(wait, headers);
    if (caller && method.scopes) needScope(caller, ...method.scopes);
    return { status: 200, body: { ok: true, ...method.run(sim, caller, args, req) }, headers };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.message === "ratelimited") return tooMany(error.details.retry_after, headers);
    return { status: 200, body: { ok: false, error: error.message, ...error.details }, headers };
  }
}

const tooMany = (wait, headers) => ({
  status: 429,
  body: { ok: false, error: "ratelimited" },
  headers: { ...headers, "retry-after": String(wait) },
});

function withWarning(body, warning) {
  const metadata = body.response_metadata ?? {};
  return {
    ...body,
    warning: [body.warning, warning].filter(Boolean).join(","),
    response_metadata: { ...metadata, warnings: [...(metadata.warnings ?? []), warning] },
  };
}

function tokenOf(req, args, method) {
  const bearer = /^Bearer\s+(\S+)$/i.exec(req.headers.authorization ?? "");
  if (bearer) return bearer[1];
  const isForm = mediaType(req) !== "application/json";
  return isForm && !method.header_only ? args.token : undefined;
}

// JSON inside a form is shown as what it says.
function legible(args) {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (typeof value !== "string" || !/^[[{]/.test(value)) return [name, value];
      try {
        return [name, JSON.parse(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}
