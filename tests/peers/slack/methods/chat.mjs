// SPDX-License-Identifier: Apache-2.0
// chat.*: what is said, changed, withdrawn, whispered, and what links unfold to.
import { isMember, paceMessage, visibleChannel, writableChannel } from "../channels.mjs";
import { isYes } from "../http.mjs";
import { parsed, post, readBlocks, readContent, readMetadata, refuseBadBlocks, shownMessage, whisper } from "../messages.mjs";
import { refuse, required } from "../refusal.mjs";
import { needScope } from "../tokens.mjs";

const write = { scopes: ["chat:write"] };

export const chat = {
  "chat.postMessage": { ...write, run: postMessage },
  "chat.postEphemeral": { ...write, tier: 4, run: postEphemeral },
  "chat.update": { ...write, tier: 3, run: update },
  "chat.delete": { ...write, tier: 3, run: remove },
  "chat.unfurl": { scopes: ["links:write"], tier: 3, run: unfurl },
};

const warned = (warnings) => (warnings.length ? { warning: warnings.join(","), response_metadata: { warnings } } : {});

function threadOf(args) {
  if (args.thread_ts === undefined || args.thread_ts === "") return {};
  if (!/^\d+\.\d{6}$/.test(String(args.thread_ts))) refuse("invalid_thread_ts");
  return { thread_ts: String(args.thread_ts), ...(isYes(args.reply_broadcast) ? { subtype: "thread_broadcast" } : {}) };
}

function postMessage(sim, caller, args) {
  const hasDisguise = ["username", "icon_url", "icon_emoji"].some((name) => args[name]);
  if (hasDisguise) needScope(caller, "chat:write.customize");
  const channel = writableChannel(sim, caller, args.channel, { opens: true });
  const { content, warnings } = readContent(args, sim);
  const metadata = readMetadata(args.metadata);
  const more = {
    ...threadOf(args),
    metadata,
    client_msg_id: args.client_msg_id,
    unfurl_links: args.unfurl_links === undefined ? true : isYes(args.unfurl_links),
  };
  paceMessage(sim, channel);
  const message = post(sim, channel, caller.user, content, more);
  return { channel: channel.id, ts: message.ts, message: shownMessage(message), ...warned(warnings) };
}

function postEphemeral(sim, caller, args) {
  required(args, "user");
  const channel = writableChannel(sim, caller, args.channel);
  if (!isMember(channel, args.user)) refuse("user_not_in_channel");
  const { content, warnings } = readContent(args, sim);
  return { message_ts: whisper(sim, channel, caller.user, args.user, content, threadOf(args)).ts, ...warned(warnings) };
}

function ownMessage(sim, caller, args, denied) {
  required(args, "ts");
  const channel = visibleChannel(sim, caller, args.channel);
  const message = sim.workspace.message(channel.id, args.ts) ?? refuse("message_not_found");
  if (message.user !== caller.user.id) refuse(denied);
  return { channel, message };
}

// Blocks stay only if neither they nor a text are given (docs.slack.dev/reference/methods/chat.update).
function update(sim, caller, args) {
  const { channel, message } = ownMessage(sim, caller, args, "cant_update_message");
  if (channel.is_archived) refuse("is_inactive");
  if (typeof args.text === "string" && args.text.length > 4000) refuse("msg_too_long");
  const keeps = args.text === undefined && args.blocks === undefined && args.attachments !== undefined;
  const { content, warnings } = readContent(args, sim);
  const attachments = content.attachments ?? message.attachments;
  if (!keeps) Object.assign(message, content, { attachments });
  if (args.metadata !== undefined) message.metadata = readMetadata(args.metadata);
  message.edited = { user: caller.user.id, ts: sim.workspace.newTs() };
  message.versions = (message.versions ?? 1) + 1;
  return { channel: channel.id, ts: message.ts, text: message.text, message: shownMessage(message), ...warned(warnings) };
}

function remove(sim, caller, args) {
  const { channel, message } = ownMessage(sim, caller, args, "cant_delete_message");
  if (message.reply_count)
    Object.assign(message, { subtype: "tombstone", text: "This message was deleted.", blocks: undefined, user: "USLACKBOT" });
  else sim.workspace.messages.delete(message.id);
  return { channel: channel.id, ts: message.ts };
}

// By (channel, ts) or by (unfurl_id, source); only addresses that a link_shared event told the app of.
function unfurl(sim, caller, args) {
  const unfurls = parsed(args.unfurls, "invalid_unfurls_format");
  if (unfurls === undefined) refuse("missing_unfurls");
  if (unfurls === null || typeof unfurls !== "object" || Array.isArray(unfurls)) refuse("invalid_unfurls_format");
  const shared = args.unfurl_id !== undefined || args.source !== undefined ? sharedById(sim, args) : sharedByMessage(sim, caller, args);
  for (const [url, { blocks }] of Object.entries(unfurls)) {
    if (!shared.urls.includes(url)) refuse("cannot_unfurl_url");
    const read = readBlocks(blocks);
    if (read) refuseBadBlocks(read, sim);
  }
  shared.unfurls = { ...shared.unfurls, ...unfurls };
  return {};
}

function sharedById(sim, args) {
  if (!args.unfurl_id) refuse("missing_unfurl_id");
  if (!args.source) refuse("missing_source");
  if (!["composer", "conversations_history"].includes(args.source)) refuse("invalid_source");
  return sim.workspace.unfurls.get(args.unfurl_id) ?? refuse("invalid_unfurl_id");
}

function sharedByMessage(sim, caller, args) {
  if (!args.channel) refuse("missing_channel");
  if (!args.ts) refuse("missing_ts");
  if (!sim.workspace.channels.has(args.channel)) refuse("cannot_find_channel");
  if (!sim.workspace.message(args.channel, args.ts)) refuse("cannot_find_message");
  const shared = [...sim.workspace.unfurls.values()].find((each) => each.channel === args.channel && each.ts === args.ts);
  return shared ?? refuse("cannot_unfurl_message");
}
