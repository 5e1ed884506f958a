// SPDX-License-Identifier: Apache-2.0
// What Slack sends for what people do: pure builders from rows of the workspace.

// The fields that every interaction has. `team` is null where an organisation installed and the place has no workspace.
export function interactionHead(sim, { app, user, team, isOrg, hasNoTeam }) {
  const enterprise = team.enterprise_id
    ? { id: team.enterprise_id, name: sim.workspace.enterprises.get(team.enterprise_id)?.name ?? "" }
    : null;
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team_id },
    team: hasNoTeam ? null : { id: team.id, domain: team.domain },
    enterprise,
    is_enterprise_install: isOrg,
    api_app_id: app.id,
    token: "not-a-proof",
  };
}

export function commandFields(sim, { app, user, team, isOrg, channel, command, text, response_url, trigger_id }) {
  const enterprise = team.enterprise_id
    ? { enterprise_id: team.enterprise_id, enterprise_name: sim.workspace.enterprises.get(team.enterprise_id)?.name ?? "" }
    : {};
  const channel_name = channel.kind === "im" ? "directmessage" : channel.kind === "public" ? channel.name : "privategroup";
  return {
    token: "not-a-proof",
    team_id: team.id,
    team_domain: team.domain,
    ...enterprise,
    channel_id: channel.id,
    channel_name,
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: app.id,
    is_enterprise_install: String(isOrg),
    response_url,
    trigger_id,
  };
}

export function eventCallback(sim, { app, team_id, event, authorizations, isExternal, id, context }) {
  return {
    token: "not-a-proof",
    team_id,
    context_team_id: team_id,
    context_enterprise_id: sim.workspace.teams.get(team_id)?.enterprise_id ?? null,
    api_app_id: app.id,
    event,
    type: "event_callback",
    event_id: id,
    event_time: Math.floor(Number(event.event_ts)),
    authorizations: authorizations.slice(0, 1),
    is_ext_shared_channel: isExternal,
    event_context: context,
  };
}

// The element with this action_id (or this label), and its block. Undefined if nobody could click it.
export function findElement(blocks, { action_id, label }) {
  for (const block of blocks ?? []) {
    const inside = block.type === "container" ? findElement(block.child_blocks, { action_id, label }) : undefined;
    if (inside) return inside;
    const cards = block.type === "card" ? [block] : block.type === "carousel" ? block.elements : [];
    const elements = [block.accessory, block.element, ...(block.elements ?? []), ...cards.flatMap((card) => card.actions ?? [])].filter(
      Boolean,
    );
    const element = elements.find((each) => (action_id ? each.action_id === action_id : label !== undefined && each.text?.text === label));
    if (element) return { block, element };
  }
  return undefined;
}

const optionsOf = (element) => [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];

// The option with that value. An external menu has none of its own, so there `value` may be the option itself.
function chosen(element, value) {
  if (value !== null && typeof value === "object") return value;
  const option = optionsOf(element).find((each) => each.value === value);
  if (option) return option;
  if (element.type.includes("external")) return { text: { type: "plain_text", text: String(value), emoji: true }, value: String(value) };
  throw new Error(`There is no option "${value}".`);
}

const picked = {
  users_select: "selected_user",
  conversations_select: "selected_conversation",
  channels_select: "selected_channel",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
  multi_users_select: "selected_users",
  multi_conversations_select: "selected_conversations",
  multi_channels_select: "selected_channels",
};
const one_option = ["static_select", "external_select", "radio_buttons", "overflow"];
const many_options = ["multi_static_select", "multi_external_select", "checkboxes"];
const initial = {
  users_select: "initial_user",
  conversations_select: "initial_conversation",
  channels_select: "initial_channel",
  datepicker: "initial_date",
  timepicker: "initial_time",
  datetimepicker: "initial_date_time",
  multi_users_select: "initial_users",
  multi_conversations_select: "initial_conversations",
  multi_channels_select: "initial_channels",
};

// What an element holds once a person gave it `value`; without one, what it held at first.
export function elementState(element, value) {
  const { type } = element;
  if (one_option.includes(type))
    return { type, selected_option: value === undefined ? (element.initial_option ?? null) : chosen(element, value) };
  if (many_options.includes(type))
    return {
      type,
      selected_options: value === undefined ? (element.initial_options ?? []) : [].concat(value).map((each) => chosen(element, each)),
    };
  if (picked[type]) return { type, [picked[type]]: value ?? element[initial[type]] ?? (type.startsWith("multi") ? [] : null) };
  if (type === "rich_text_input") return { type, rich_text_value: value ?? element.initial_value ?? null };
  return { type, value: value ?? element.initial_value ?? null };
}

export function isEmpty({ type: _, ...held }) {
  return Object.values(held).every((value) => value === null || value === "" || (Array.isArray(value) && value.length === 0));
}

// actions[0] of a block_actions payload.
export function actionOf({ block, element }, value, ts) {
  const head = { action_id: element.action_id ?? "unnamed", block_id: block.block_id, action_ts: ts };
  if (element.type === "button") {
    return {
      ...head,
      type: "button",
      text: element.text,
      ...(element.value !== undefined ? { value: element.value } : {}),
      ...(element.style ? { style: element.style } : {}),
    };
  }
  return { ...head, ...elementState(element, value) };
}

// state.values of blocks: inputs, and menus elsewhere that hold something.
export function stateValues(blocks, typed = {}, known = {}) {
  const values = {};
  for (const block of blocks ?? []) {
    const elements = [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])].filter(
      (each) => each?.action_id && !["button", "image", "overflow", "workflow_button"].includes(each.type),
    );
    for (const element of elements) {
      const given = typed[block.block_id]?.[element.action_id];
      const held = given === undefined ? known[block.block_id]?.[element.action_id] : undefined;
      (values[block.block_id] ??= {})[element.action_id] = held ?? elementState(element, given);
    }
  }
  return values;
}
