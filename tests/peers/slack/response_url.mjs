// SPDX-License-Identifier: Apache-2.0
// POST to a response_url: five uses in thirty minutes, visibility that never changes (the contract's §2.5).
import { answer, mediaType, readBody } from "./http.mjs";
import { post, readContent, whisper } from "./messages.mjs";
import { Refusal, refuse } from "./refusal.mjs";
import { response_uses } from "./triggers.mjs";

export async function respond(sim, req, res, id) {
  const entry = sim.journal.add("response_url", { http_method: req.method, content_type: mediaType(req) });
  const finish = (status, body, headers) => {
    Object.assign(entry, { status, ok: body.ok, error: body.error });
    answer(res, status, body, headers);
  };
  const bytes = await readBody(req);
  const url = sim.workspace.response_urls.get(id);
  Object.assign(entry, { channel: url?.channel, command: url?.kind === "commands" });
  const fault = sim.faults.strike("response_url", { channel: url?.channel });
  if (fault?.ms) await sim.wait(fault.ms);
  if (fault?.action === "status") return finish(fault.status ?? 500, { ok: false, error: "internal_error" });
  if (fault?.action === "rate_limit")
    return finish(429, { ok: false, error: "ratelimited" }, { "retry-after": String(fault.retry_after ?? 1) });
  if (fault?.action === "close" && !fault.performed) return res.destroy();
  const outcome = take(sim, req, url, bytes, entry);
  if (fault?.action === "close") return res.destroy();
  return finish(outcome.status, outcome.body, outcome.headers);
}

function take(sim, req, url, bytes, entry) {
  const refused = (status, error, headers = {}) => ({ status, body: { ok: false, error }, headers });
  if (req.method !== "POST" || !url) return refused(404, "no_such_url");
  if (sim.clock.now() > url.expires_at) return refused(404, "expired_url");
  if (url.uses >= response_uses) return refused(404, "used_url");
  url.uses++;
  entry.use = url.uses;
  try {
    entry.body = sim.journal.redact(readMessage(req, bytes));
    const done = sayThrough(sim, url, readMessage(req, bytes));
    return { status: 200, body: { ok: true }, headers: {}, ...done };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.message === "ratelimited") return refused(429, "ratelimited", { "retry-after": String(error.details.retry_after) });
    return refused(400, error.message);
  }
}

function readMessage(req, bytes) {
  if (mediaType(req) !== "application/json") refuse("invalid_payload");
  try {
    const message = JSON.parse(bytes.toString("utf8"));
    if (message !== null && typeof message === "object" && !Array.isArray(message)) return message;
  } catch {
    // Falls through to the refusal.
  }
  return refuse("invalid_payload");
}

// Also for the body of a 200 to a command. Returns nothing; refuses with Slack's name for what is wrong.
export function sayThrough(sim, url, message) {
  if (message.delete_original) return removeOriginal(sim, url, message);
  const { content } = readContent(message, sim);
  if (message.response_type !== undefined && !["ephemeral", "in_channel"].includes(message.response_type)) refuse("invalid_arguments");
  if (message.thread_ts !== undefined && (message.response_type !== "in_channel" || message.replace_original)) refuse("invalid_arguments");
  const original = message.replace_original ? originalOf(sim, url) : undefined;
  if (original) {
    Object.assign(original, content);
    original.versions = (original.versions ?? 1) + 1;
    return;
  }
  const channel = sim.workspace.channels.get(url.channel) ?? refuse("channel_not_found");
  const bot = botOf(sim, url);
  if (message.response_type === "in_channel") {
    const wait = sim.limits.message(channel.id);
    if (wait > 0) refuse("ratelimited", { retry_after: wait });
    url.original = post(sim, channel, bot, content, { thread_ts: message.thread_ts }).id;
  } else url.original = whisper(sim, channel, bot, url.user_id, content).id;
}

function botOf(sim, url) {
  const installation = sim.workspace.installationFor(url.app_id, url.team_id);
  return sim.workspace.users.get(installation?.bot_user_id) ?? refuse("account_inactive");
}

const originalOf = (sim, url) => sim.workspace.messages.get(url.original) ?? sim.workspace.ephemerals.get(url.original);

function removeOriginal(sim, url, message) {
  const isAlone = Object.keys(message).length === 1;
  if (url.kind === "commands" || !isAlone) refuse("invalid_arguments");
  sim.workspace.messages.delete(url.original);
  sim.workspace.ephemerals.delete(url.original);
}
