// SPDX-License-Identifier: Apache-2.0
// Modals of a person: at most three on each other. And the Home of each person.
import { checkView, view_bytes } from "./block_kit.mjs";
import { parsed, withIds } from "./messages.mjs";
import { refuse } from "./refusal.mjs";
import { randomId, randomWord } from "./workspace.mjs";

export const most_views = 3;

const stackKey = (app_id, user_id) => `${app_id}|${user_id}`;
export const stackOf = (sim, app_id, user_id) => sim.workspace.stacks.get(stackKey(app_id, user_id))?.views ?? [];

export function setStack(sim, app_id, user_id, views) {
  const id = stackKey(app_id, user_id);
  sim.workspace.stacks.set(id, { id, views });
}

// The view of a call, checked.
export function readView(sim, value, wanted) {
  const view = parsed(value, "invalid_arguments");
  if (view === undefined) refuse("invalid_arguments", { response_metadata: { messages: ["[ERROR] missing required field: view"] } });
  if (Buffer.byteLength(JSON.stringify(view)) > view_bytes) refuse("view_too_large");
  const { error, errors } = checkView(view, wanted, sim.blockRules());
  if (error) refuse(error, { response_metadata: { messages: errors.map((each) => `[ERROR] ${each}`) } });
  return { ...view, blocks: withIds(view.blocks) };
}

function refuseKnownExternalId(sim, app_id, view, but) {
  if (!view.external_id) return;
  for (const other of sim.workspace.views.values()) {
    if (other.id !== but && other.app_id === app_id && other.external_id === view.external_id && isOpen(sim, other))
      refuse("duplicate_external_id");
  }
}

export const isOpen = (sim, row) => row.type === "home" || stackOf(sim, row.app_id, row.user_id).includes(row.id);
const newHash = (sim) => `${sim.workspace.nowSeconds()}.${randomWord(6)}`;

// A view of `owner` {app_id, user_id, team_id, bot_id} that comes into being.
function create(sim, owner, view, more) {
  const row = {
    id: randomId("V"),
    ...owner,
    callback_id: "",
    private_metadata: "",
    external_id: "",
    clear_on_close: false,
    notify_on_close: false,
    title: null,
    close: null,
    submit: null,
    ...view,
    state: { values: {} },
    hash: newHash(sim),
    previous_view_id: null,
    ...more,
  };
  row.root_view_id ??= row.id;
  sim.workspace.views.set(row.id, row);
  return row;
}

export function openView(sim, owner, view) {
  refuseKnownExternalId(sim, owner.app_id, view);
  const row = create(sim, owner, view);
  setStack(sim, owner.app_id, owner.user_id, [row.id]);
  return row;
}

export function pushView(sim, owner, view) {
  const stack = stackOf(sim, owner.app_id, owner.user_id);
  if (stack.length === 0) refuse("not_found");
  if (stack.length >= most_views) refuse("push_limit_reached");
  refuseKnownExternalId(sim, owner.app_id, view);
  const row = create(sim, owner, view, { root_view_id: stack[0], previous_view_id: stack.at(-1) });
  setStack(sim, owner.app_id, owner.user_id, [...stack, row.id]);
  return row;
}

// Typed values stay for blocks whose ids stay.
export function replaceView(sim, row, view) {
  refuseKnownExternalId(sim, row.app_id, view, row.id);
  const ids = new Set(view.blocks.map((block) => block.block_id));
  const values = Object.fromEntries(Object.entries(row.state.values).filter(([block_id]) => ids.has(block_id)));
  const blank = { callback_id: "", private_metadata: "", external_id: row.external_id, title: null, close: null, submit: null };
  Object.assign(row, blank, view, { state: { values }, hash: newHash(sim) });
  return row;
}

export function publishHome(sim, owner, view, hash) {
  const id = stackKey(owner.app_id, owner.user_id);
  const known = sim.workspace.views.get(sim.workspace.homes.get(id)?.view_id);
  if (hash && hash !== known?.hash) refuse("hash_conflict");
  if (known) return replaceView(sim, known, view);
  const row = create(sim, owner, view);
  sim.workspace.homes.set(id, { id, view_id: row.id });
  return row;
}

// As payloads and answers show it.
export function shownView(row) {
  const { user_id: _, ...shown } = row;
  return { ...shown, app_installed_team_id: row.team_id };
}
