// SPDX-License-Identifier: Apache-2.0
// Which conversations a caller can see and write to, and how they are shown.
import { refuse } from "./refusal.mjs";
import { needScope } from "./tokens.mjs";

const groups_of = { public: "channels", private: "groups", im: "im", mpim: "mpim" };
export const scopeFor = (channel, right) => `${groups_of[channel.kind]}:${right}`;
export const api_kinds = { public_channel: "public", private_channel: "private", im: "im", mpim: "mpim" };

export const isMember = (channel, user_id) => channel.members.includes(user_id);

// Private conversations exist only for their members, and nothing exists outside the caller's workspaces.
export function visibleChannel(sim, caller, id) {
  const channel = sim.workspace.channels.get(id);
  const isNear = channel?.team_ids.some((team) =>
    caller.team_id ? team === caller.team_id : sim.workspace.serves(caller.installation, team),
  );
  if (!isNear || (channel.kind !== "public" && !isMember(channel, caller.user.id))) refuse("channel_not_found");
  return channel;
}

// The same, with the scope of the channel's kind: "read" or "history".
export function readableChannel(sim, caller, id, right) {
  const channel = visibleChannel(sim, caller, id);
  needScope(caller, scopeFor(channel, right));
  if (right === "history" && !isMember(channel, caller.user.id)) refuse("not_in_channel");
  return channel;
}

// Where the caller may post now. `person` ids open the direct conversation, as chat.postMessage alone does.
export function writableChannel(sim, caller, id, { opens = false } = {}) {
  if (!id) refuse("channel_not_found");
  const person = opens && /^[UW]/.test(id) ? sim.workspace.users.get(id) : undefined;
  const channel =
    person && !person.deleted
      ? sim.workspace.directChannel(person, caller.user.id, person.team_id).channel
      : visibleChannel(sim, caller, id);
  if (channel.is_archived) refuse("is_archived");
  if (!isMember(channel, caller.user.id) && !(channel.kind === "public" && caller.scopes.includes("chat:write.public")))
    refuse("not_in_channel");
  return channel;
}

// Waits of one message each second; refuses with what the door makes a 429 of.
export function paceMessage(sim, channel) {
  const wait = sim.limits.message(channel.id);
  if (wait > 0) refuse("ratelimited", { retry_after: wait });
}

export function shownChannel(channel, caller) {
  if (channel.kind === "im")
    return { id: channel.id, created: 1, is_im: true, is_archived: false, is_org_shared: false, user: channel.user, is_open: true };
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    created: 1,
    creator: channel.members[0] ?? "",
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_im: false,
    is_mpim: channel.kind === "mpim",
    is_private: channel.kind !== "public",
    is_archived: channel.is_archived,
    is_general: channel.name === "general",
    is_shared: channel.team_ids.length > 1,
    is_ext_shared: channel.is_ext_shared,
    is_org_shared: channel.team_ids.length > 1 && !channel.is_ext_shared,
    is_pending_ext_shared: false,
    is_member: isMember(channel, caller.user.id),
    context_team_id: channel.team_ids[0],
    shared_team_ids: channel.team_ids,
    topic: { value: channel.topic ?? "", creator: "", last_set: 0 },
    purpose: { value: channel.purpose ?? "", creator: "", last_set: 0 },
    num_members: channel.members.length,
  };
}
