// SPDX-License-Identifier: Apache-2.0
// trigger_id (3 seconds, once) and response_url (30 minutes, five times): what an interaction leaves in the app's hands.
import { refuse } from "./refusal.mjs";
import { randomId, randomWord } from "./workspace.mjs";

export const trigger_ms = 3000;
export const response_ms = 30 * 60_000;
export const response_uses = 5;

export function newTrigger(sim, { app_id, user_id, team_id, view_id }) {
  const number = () => String(Math.floor(1e11 + Math.random() * 9e11));
  const id = `${number()}.${number()}.${randomWord(16).toLowerCase()}`;
  sim.workspace.triggers.set(id, { id, app_id, user_id, team_id, view_id, expires_at: sim.clock.now() + trigger_ms, used: false });
  return id;
}

// The trigger, used up. Refuses with the names of docs.slack.dev/reference/methods/views.open.
export function exchangeTrigger(sim, caller, id) {
  const trigger = sim.workspace.triggers.get(id);
  const isOurs = trigger?.app_id === caller.app.id && sim.workspace.serves(caller.installation, trigger.team_id);
  if (!isOurs) refuse("invalid_trigger_id");
  if (trigger.used) refuse("exchanged_trigger_id");
  if (sim.clock.now() > trigger.expires_at) refuse("expired_trigger_id");
  trigger.used = true;
  return trigger;
}

// `about` {app_id, user_id, team_id, channel, kind: "commands"|"actions", message_ts?, is_ephemeral?}.
export function newResponseUrl(sim, about) {
  const id = `${about.kind}/${about.team_id}/${randomId("").slice(0, 12)}/${randomWord()}`;
  sim.workspace.response_urls.set(id, { id, ...about, uses: 0, expires_at: sim.clock.now() + response_ms });
  return `${sim.base()}/${id}`;
}
