// SPDX-License-Identifier: Apache-2.0
// The three steps of an upload: an address, the bytes, and where they are shown.
import { isMember, paceMessage, visibleChannel } from "../channels.mjs";
import { answer, mediaType, readArguments, readBody } from "../http.mjs";
import { parsed, post } from "../messages.mjs";
import { Refusal, refuse, refuseArgument } from "../refusal.mjs";
import { randomId, randomWord } from "../workspace.mjs";

export const files = {
  "files.getUploadURLExternal": { tier: 4, scopes: ["files:write"], run: begin },
  "files.completeUploadExternal": { tier: 4, scopes: ["files:write"], run: complete },
};

function begin(sim, caller, args) {
  const length = Number(args.length);
  if (!args.filename || !Number.isInteger(length) || length <= 0) refuse("missing_argument");
  if (String(args.alt_txt ?? args.alt_text ?? "").length > 1000) refuse("alt_txt_too_large");
  const file = {
    id: randomId("F"),
    secret: randomWord(),
    name: args.filename,
    length,
    user: caller.user.id,
    app_id: caller.app.id,
    alt_txt: args.alt_txt,
    received: null,
    ready_at: null,
  };
  sim.workspace.files.set(file.id, file);
  return { upload_url: `${sim.base()}/upload/v1/${file.secret}`, file_id: file.id };
}

// Takes the bytes as they are or as the first file of a multipart form.
export async function upload(sim, req, res, secret) {
  const entry = sim.journal.add("upload", { content_type: mediaType(req), authorized: Boolean(req.headers.authorization) });
  const fault = sim.faults.strike("upload");
  const file = [...sim.workspace.files.values()].find((each) => each.secret === secret);
  let bytes = await readBody(req, 64 * 1024 * 1024);
  if (mediaType(req) === "multipart/form-data") bytes = await firstPart(req, bytes);
  Object.assign(entry, { file_id: file?.id, bytes: bytes?.length });
  if (fault?.ms) await sim.wait(fault.ms);
  if (fault?.action === "close") return res.destroy();
  if (fault?.action === "status") return answer(res, fault.status ?? 500, "Something went wrong.");
  const isWhole = req.method === "POST" && file && bytes?.length === file.length;
  if (!isWhole) return answer(res, file ? 400 : 404, "The file was not taken.");
  file.received = bytes.length;
  file.sha256 = await digest(bytes);
  return answer(res, 200, `OK - ${bytes.length}`);
}

async function firstPart(req, body) {
  try {
    const { args } = await readArguments(req, body);
    const part = Object.values(args).find(Buffer.isBuffer) ?? Object.values(args)[0];
    return part === undefined ? undefined : Buffer.from(part);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const digest = async (bytes) => Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");

function complete(sim, caller, args) {
  const wanted = parsed(args.files, "invalid_arguments");
  if (!Array.isArray(wanted) || wanted.length === 0) refuseArgument("missing required field: files");
  const found = wanted.map(({ id, title }) => {
    const file = sim.workspace.files.get(id);
    if (!file || file.app_id !== caller.app.id || file.received === null) refuse("file_not_found");
    return { file, title };
  });
  const channel = args.channel_id ? visibleChannel(sim, caller, args.channel_id) : undefined;
  if (channel && !isMember(channel, caller.user.id)) refuse("not_in_channel");
  if (channel?.is_archived) refuse("posting_to_channel_denied");
  if (channel) paceMessage(sim, channel);
  for (const { file, title } of found)
    Object.assign(file, { title: title ?? file.name, ready_at: sim.clock.now() + sim.settings.file_scan_ms, channel: channel?.id });
  const shown = found.map(({ file }) => ({
    id: file.id,
    title: file.title,
    name: file.name,
    size: file.length,
    file_access: "check_file_info",
  }));
  if (channel)
    post(sim, channel, caller.user, { text: args.initial_comment ?? "" }, { thread_ts: args.thread_ts || undefined, files: shown });
  return { files: shown };
}

// Files are scanned first; until then a block that names one is refused.
export function isFileReady(sim, { id, url }) {
  if (url !== undefined) return true;
  const file = sim.workspace.files.get(id);
  return Boolean(file) && file.ready_at !== null && sim.clock.now() >= file.ready_at;
}
