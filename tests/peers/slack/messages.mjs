// SPDX-License-Identifier: Apache-2.0
// The one way by which anything becomes visible: chat.*, response_url, the body of a 200, files.
import { checkBlocks } from "./block_kit.mjs";
import { isYes } from "./http.mjs";
import { refuse, refuseArgument } from "./refusal.mjs";

export const most_text = 40_000;

// A value that a form carries as JSON text. `otherwise` is the error when it is none.
export function parsed(value, otherwise) {
  if (typeof value !== "string") return value;
  if (value === "") return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return refuse(otherwise);
  }
}

export function readBlocks(value) {
  const blocks = parsed(value, "invalid_blocks_format");
  if (blocks === undefined || blocks === null) return undefined;
  if (!Array.isArray(blocks) || blocks.some((block) => block === null || typeof block !== "object" || Array.isArray(block)))
    refuse("invalid_blocks_format");
  return blocks;
}

// Refuses as Slack does: the bare errors, and the same with a level in the metadata.
export function refuseBadBlocks(blocks, sim) {
  const { error, errors } = checkBlocks(blocks, "message", sim.blockRules());
  if (error) refuse(error, { errors, response_metadata: { messages: errors.map((each) => `[ERROR] ${each}`) } });
}

export function readMetadata(value) {
  const metadata = parsed(value, "invalid_metadata_format");
  if (metadata === undefined) return undefined;
  const isGood =
    typeof metadata?.event_type === "string" &&
    metadata.event_type !== "" &&
    metadata.event_payload !== null &&
    typeof metadata.event_payload === "object";
  if (!isGood) refuse("invalid_metadata_format");
  if (JSON.stringify(metadata).length > 8000) refuse("metadata_too_large");
  return metadata;
}

// {text, blocks, attachments, …} of a call, checked; `warnings` are names of what was not taken whole.
export function readContent(args, sim) {
  const blocks = readBlocks(args.blocks);
  const attachments = parsed(args.attachments, "invalid_attachments");
  if (attachments !== undefined && !Array.isArray(attachments)) refuse("invalid_attachments");
  if (args.markdown_text !== undefined && (args.text !== undefined || blocks)) refuse("markdown_text_conflict");
  if (args.text !== undefined && typeof args.text !== "string") refuseArgument("must be a string [json-pointer:/text]");
  let text = args.text ?? args.markdown_text ?? "";
  if (text === "" && !blocks?.length && !attachments?.length) refuse("no_text");
  if (blocks) refuseBadBlocks(blocks, sim);
  const warnings = [];
  if (text.length > most_text) {
    text = text.slice(0, most_text);
    warnings.push("message_truncated");
  }
  return {
    content: { text, blocks: blocks && withIds(blocks), attachments, parse: args.parse, link_names: isYes(args.link_names) },
    warnings,
  };
}

// Slack gives every block an id; a click is found by it.
export function withIds(blocks) {
  return blocks.map((block) => {
    const inner = block.child_blocks ? { child_blocks: withIds(block.child_blocks) } : {};
    return { block_id: `b${Math.random().toString(36).slice(2, 8)}`, ...block, ...inner };
  });
}

// A message as methods and events show it. `metadata` only when it was asked for.
export function shownMessage(message, { metadata = false } = {}) {
  const { id: _, channel: __, parse, link_names, unfurl_links, versions, metadata: own, ...shown } = message;
  for (const name of Object.keys(shown)) if (shown[name] === undefined) delete shown[name];
  return metadata && own ? { ...shown, metadata: own } : shown;
}

// Puts a message of `author` (a user row) into a channel and counts it in its thread.
export function post(sim, channel, author, content, more = {}) {
  const ts = sim.workspace.newTs();
  const bot = author.is_bot ? { bot_id: author.bot_id, app_id: author.app_id } : {};
  const message = sim.workspace.store({
    channel: channel.id,
    type: "message",
    user: author.id,
    ...bot,
    team: author.team_id,
    ts,
    ...content,
    ...more,
  });
  const root = message.thread_ts && sim.workspace.message(channel.id, message.thread_ts);
  if (root) {
    root.thread_ts = root.ts;
    root.reply_count = (root.reply_count ?? 0) + 1;
    root.latest_reply = ts;
  }
  return message;
}

// What one person alone sees. It is not in the history and can be reached by its response_url only.
export function whisper(sim, channel, author, user_id, content, more = {}) {
  const ts = sim.workspace.newTs();
  const message = {
    id: `${channel.id}|${ts}`,
    channel: channel.id,
    to: user_id,
    user: author.id,
    bot_id: author.bot_id,
    ts,
    ...content,
    ...more,
  };
  sim.workspace.ephemerals.set(message.id, message);
  return message;
}
