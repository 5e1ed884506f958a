// SPDX-License-Identifier: Apache-2.0
// views.*, blocks.validate, agents.sessions.setStatus.
import { checkBlocks, checkView } from "../block_kit.mjs";
import { visibleChannel } from "../channels.mjs";
import { parsed } from "../messages.mjs";
import { refuse, refuseArgument, required } from "../refusal.mjs";
import { exchangeTrigger } from "../triggers.mjs";
import { isOpen, openView, publishHome, pushView, readView, replaceView, shownView } from "../view_stack.mjs";

export const views = {
  "views.open": { tier: 4, run: (sim, caller, args) => fromTrigger(sim, caller, args, openView) },
  "views.push": { tier: 4, run: (sim, caller, args) => fromTrigger(sim, caller, args, pushView) },
  "views.update": { tier: 4, run: update },
  "views.publish": { tier: 4, run: publish },
  "blocks.validate": { run: validate },
  "agents.sessions.setStatus": { tier: 3, scopes: ["assistant:write"], run: setStatus },
};

const ownerOf = (caller, user_id, team_id) => ({ app_id: caller.app.id, user_id, team_id, bot_id: caller.user.bot_id });

// A wrong view does not use the trigger up, so the caller may try once more with a right one.
function fromTrigger(sim, caller, args, show) {
  const view = readView(sim, args.view, "modal");
  const trigger = exchangeTrigger(sim, caller, args.trigger_id ?? args.interactivity_pointer);
  return { view: shownView(show(sim, ownerOf(caller, trigger.user_id, trigger.team_id), view)) };
}

function update(sim, caller, args) {
  if (!args.view_id && !args.external_id) refuseArgument("must define either `view_id` or `external_id`");
  const row = [...sim.workspace.views.values()].find(
    (each) =>
      each.app_id === caller.app.id &&
      sim.workspace.serves(caller.installation, each.team_id) &&
      isOpen(sim, each) &&
      (args.view_id ? each.id === args.view_id : each.external_id === args.external_id),
  );
  if (!row) refuse("not_found");
  const view = readView(sim, args.view, row.type);
  if (args.hash && args.hash !== row.hash) refuse("hash_conflict");
  return { view: shownView(replaceView(sim, row, view)) };
}

function publish(sim, caller, args) {
  required(args, "user_id");
  const person = sim.workspace.users.get(args.user_id);
  const isNear = person && sim.workspace.serves(caller.installation, person.team_id);
  if (!isNear || person.deleted) refuse("invalid_arguments", { response_metadata: { messages: ["[ERROR] invalid `user_id`"] } });
  if (!caller.app.home_enabled) refuse("not_enabled");
  const view = readView(sim, args.view, "home");
  return { view: shownView(publishHome(sim, ownerOf(caller, person.id, person.team_id), view, args.hash)) };
}

function validate(sim, caller, args) {
  const given = ["blocks", "message", "view"].filter((name) => args[name] !== undefined);
  if (given.length !== 1) refuseArgument("must define exactly one of `blocks`, `message`, `view`");
  const value = parsed(args[given[0]], "invalid_arguments");
  const rules = sim.blockRules();
  const found =
    given[0] === "view"
      ? checkView(value, value?.type === "home" ? "home" : "modal", rules)
      : checkBlocks(given[0] === "blocks" ? value : (value?.blocks ?? []), "message", rules);
  return { errors: found.errors.map(asFinding) };
}

function asFinding(error) {
  const [, message, pointer] = /^(.*) \[json-pointer:(.*)\]$/.exec(error);
  return { code: message.split(":")[0].replace(/\W+/g, "_").toLowerCase(), message, pointer, constraint: /\d+/.exec(message)?.[0] ?? null };
}

function setStatus(sim, caller, args) {
  required(args, "channel_id", "thread_ts", "status");
  const channel = visibleChannel(sim, caller, args.channel_id);
  if (!["processing", "active", "suspended", "closed"].includes(args.status))
    refuseArgument("must be one of: processing, active, suspended, closed [json-pointer:/status]");
  if (String(args.title ?? "").length > 200) refuseArgument("must be less than 201 characters [json-pointer:/title]");
  const id = `${channel.id}|${args.thread_ts}`;
  sim.workspace.sessions.set(id, { id, status: args.status, title: args.title, since: sim.clock.now() });
  return {};
}
