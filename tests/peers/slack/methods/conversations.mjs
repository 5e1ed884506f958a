// SPDX-License-Identifier: Apache-2.0
// conversations.* and users.conversations.
import { api_kinds, isMember, readableChannel, scopeFor, shownChannel } from "../channels.mjs";
import { isYes } from "../http.mjs";
import { shownMessage } from "../messages.mjs";
import { page } from "../paging.mjs";
import { refuse, required } from "../refusal.mjs";
import { needScope, teamOf } from "../tokens.mjs";

export const conversations = {
  "conversations.open": { tier: 3, run: open },
  "conversations.info": {
    tier: 3,
    run: (sim, caller, args) => ({ channel: shownChannel(readableChannel(sim, caller, args.channel, "read"), caller) }),
  },
  "conversations.list": { tier: 2, run: (sim, caller, args) => listed(sim, caller, args, "conversations.list", () => true) },
  "users.conversations": {
    tier: 2,
    run: (sim, caller, args) =>
      listed(sim, caller, args, "users.conversations", (channel) => isMember(channel, args.user ?? caller.user.id)),
  },
  "conversations.members": { tier: 4, run: members },
  "conversations.history": { tier: 3, run: history },
  "conversations.replies": { tier: 3, run: replies },
};

function open(sim, caller, args) {
  if (args.channel) {
    const known = sim.workspace.channels.get(args.channel);
    if (!known || !isMember(known, caller.user.id)) refuse("channel_not_found");
    return { no_op: true, already_open: true, channel: { id: known.id } };
  }
  const ids = String(args.users ?? "")
    .split(",")
    .filter(Boolean);
  if (ids.length === 0) refuse("users_list_not_supplied");
  if (ids.length > 8) refuse("too_many_users");
  needScope(caller, ids.length > 1 ? "mpim:write" : "im:write");
  const people = ids.map((id) => sim.workspace.users.get(id) ?? refuse("user_not_found"));
  if (people.some((person) => !isNear(sim, caller, person))) refuse("user_not_found");
  if (people.some((person) => person.deleted)) refuse("user_disabled");
  if (people.some((person) => person.is_bot)) refuse("cannot_dm_bot");
  if (people.length > 1) return openGroup(sim, caller, people);
  const { channel, isNew } = sim.workspace.directChannel(people[0], caller.user.id, people[0].team_id);
  const shown = isYes(args.return_im) ? shownChannel(channel, caller) : { id: channel.id };
  return { ...(isNew ? {} : { no_op: true, already_open: true }), channel: shown };
}

const isNear = (sim, caller, person) =>
  caller.team_id ? person.team_id === caller.team_id : sim.workspace.serves(caller.installation, person.team_id);

function openGroup(sim, caller, people) {
  const members = [...people.map((person) => person.id), caller.user.id];
  const id = `G${members.slice().sort().join("")}`.slice(0, 60);
  if (!sim.workspace.channels.has(id))
    sim.workspace.merge({ channels: [{ id, name: `mpdm-${id.toLowerCase()}`, kind: "mpim", team_ids: [people[0].team_id], members }] });
  return { channel: { id } };
}

function listed(sim, caller, args, list, isWanted) {
  const kinds = String(args.types ?? "public_channel")
    .split(",")
    .map((name) => api_kinds[name.trim()] ?? refuse("invalid_types"));
  for (const kind of kinds) needScope(caller, scopeFor({ kind }, "read"));
  const team_id = teamOf(sim, caller, args);
  const found = [...sim.workspace.channels.values()].filter(
    (channel) =>
      kinds.includes(channel.kind) &&
      channel.team_ids.includes(team_id) &&
      isWanted(channel) &&
      (channel.kind === "public" || isMember(channel, caller.user.id)) &&
      !(isYes(args.exclude_archived) && channel.is_archived),
  );
  const { items, next } = page(found, args, { list });
  return { channels: items.map((channel) => shownChannel(channel, caller)), response_metadata: { next_cursor: next } };
}

function members(sim, caller, args) {
  const channel = readableChannel(sim, caller, args.channel, "read");
  const { items, next } = page(channel.members, args, { list: `members ${channel.id}` });
  return { members: items, response_metadata: { next_cursor: next } };
}

// Times of messages compare as text once they are of Slack's form; a caller may send fewer digits.
function isBetween(ts, { oldest, latest, inclusive }) {
  const at = Number(ts);
  const edge = isYes(inclusive);
  if (oldest !== undefined && oldest !== "" && (edge ? at < Number(oldest) : at <= Number(oldest))) return false;
  return latest === undefined || latest === "" || (edge ? at <= Number(latest) : at < Number(latest));
}

function history(sim, caller, args) {
  const channel = readableChannel(sim, caller, args.channel, "history");
  const isRoot = (message) => !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";
  const found = sim.workspace
    .messagesOf(channel.id)
    .filter((message) => isRoot(message) && isBetween(message.ts, args))
    .reverse();
  return shownPage(found, args, `history ${channel.id}`);
}

function replies(sim, caller, args) {
  required(args, "ts");
  const channel = readableChannel(sim, caller, args.channel, "history");
  if (!sim.workspace.message(channel.id, args.ts)) refuse("thread_not_found");
  const found = sim.workspace
    .messagesOf(channel.id)
    .filter((message) => message.ts === args.ts || (message.thread_ts === args.ts && isBetween(message.ts, args)));
  return shownPage(found, args, `replies ${channel.id}`);
}

function shownPage(found, args, list) {
  const { items, next, has_more } = page(found, args, { list, most: 999 });
  const metadata = isYes(args.include_all_metadata);
  return {
    messages: items.map((message) => shownMessage(message, { metadata })),
    has_more,
    pin_count: 0,
    ...(has_more ? { response_metadata: { next_cursor: next } } : {}),
  };
}
