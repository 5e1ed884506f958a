// SPDX-License-Identifier: Apache-2.0
// Composition objects and interactive elements (docs.slack.dev/reference/block-kit), with the limits of the contract's §7.1.
import { anything, boolean, byType, list, number, object, oneOf, text } from "./shapes.mjs";

const type = anything; // byType has looked at it
const id = text({ min: 1, max: 255 });
export const url = text({ min: 1, max: 3000, pattern: /^[a-z][a-z0-9+.-]*:\S+$/i, says: "invalid url" });

// Text objects of at most `max` characters.
export const plain = (max) => byType({ plain_text: object({ type, text: text({ min: 1, max }), emoji: boolean }, { required: ["text"] }) });
const mrkdwnShape = (max) => object({ type, text: text({ min: 1, max }), verbatim: boolean }, { required: ["text"] });
export const mrkdwn = (max) => byType({ mrkdwn: mrkdwnShape(max) });
export const anyText = (max) =>
  byType({
    plain_text: object({ type, text: text({ min: 1, max }), emoji: boolean }, { required: ["text"] }),
    mrkdwn: mrkdwnShape(max),
  });

const confirm = object(
  { title: plain(100), text: anyText(300), confirm: plain(30), deny: plain(30), style: oneOf("primary", "danger") },
  { required: ["text"] },
);

const option = (texts) =>
  object(
    { text: texts(75), value: text({ max: (ctx) => ctx.limits.option_value }), description: texts(75), url },
    { required: ["text", "value"] },
  );
const options = (texts, max, min = 1) => list(option(texts), { min, max });
const groups = list(object({ label: plain(75), options: options(plain, 100) }, { required: ["label", "options"] }), { min: 1, max: 100 });

export const optionsAnswer = object(
  { options: options(plain, 100, 0), option_groups: groups },
  { exactly_one: [["options", "option_groups"]] },
);

const file_source = object(
  { id: text({ min: 1 }), url },
  {
    exactly_one: [["id", "url"]],
    also: (file, path, ctx) => {
      if (!ctx.isFileReady(file)) ctx.tell("invalid slack file", path);
    },
  },
);
export const image_fields = { type, image_url: url, slack_file: file_source, alt_text: text({ min: 1, max: 2000 }) };
export const image_rules = { required: ["alt_text"], exactly_one: [["image_url", "slack_file"]] };
export const image = object(image_fields, image_rules);

const base = { type, action_id: id, confirm };
const focus = { focus_on_load: boolean };
const placeholder = { placeholder: plain(150) };
const dispatch = {
  dispatch_action_config: object({
    trigger_actions_on: list(oneOf("on_enter_pressed", "on_character_entered"), { min: 1, max: 2 }),
  }),
};
const several = { max_selected_items: number({ min: 1, integer: true }) };
const filter = object({
  include: list(oneOf("im", "mpim", "private", "public"), { min: 1 }),
  exclude_external_shared_channels: boolean,
  exclude_bot_users: boolean,
});
const ids = list(text({ min: 1 }));

const choice = { ...base, ...focus, ...placeholder };
const select = {
  static: { fields: { options: options(plain, 100), option_groups: groups }, rules: { exactly_one: [["options", "option_groups"]] } },
  external: { fields: { min_query_length: number({ min: 0, integer: true }) }, rules: {} },
};
const single = (fields, rules) => object({ ...choice, ...fields }, rules);
const multi = (fields, rules) => object({ ...choice, ...several, ...fields }, rules);

const button_fields = {
  ...base,
  text: plain(75),
  value: text({ max: 2000 }),
  url,
  style: oneOf("primary", "danger"),
  accessibility_label: text({ max: 75 }),
};
export const button = byType({ button: object(button_fields, { required: ["text"] }) });

const feedback = object(
  { text: plain(75), value: text({ max: 2000 }), accessibility_label: text({ max: 75 }) },
  { required: ["text", "value"] },
);
// Slack's "must be one of the provided options"; its types say "exactly matches".
const optionsOf = (element) => [element.options ?? [], ...[element.option_groups ?? []].flat().map((group) => group?.options ?? [])].flat();
function startsWithOptions(element, path, ctx) {
  const offered = new Set(optionsOf(element).map(exactly));
  const isOffered = (each) => offered.has(exactly(each));
  const { initial_option: one, initial_options: many } = element;
  if (one && !isOffered(one)) ctx.tell("must be one of the provided options", `${path}/initial_option`);
  if (many && ![many].flat().every(isOffered)) ctx.tell("must be one of the provided options", `${path}/initial_options`);
}
// Independent of the order of the fields.
const exactly = (value) =>
  JSON.stringify(value, (_, inner) => (inner && typeof inner === "object" && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort()) : inner));
const starts = { also: startsWithOptions };

// What a field holds at first is what a person might have typed.
function startsWithin(element, path, ctx) {
  const { initial_value: value, min_length = 0, max_length = 3000 } = element;
  if (typeof value === "string" && value !== "") text({ min: min_length, max: max_length })(value, `${path}/initial_value`, ctx);
}

const input_text = { ...base, ...focus, ...placeholder, ...dispatch, initial_value: text() };
delete input_text.confirm;

export const elements = {
  button: object(button_fields, { required: ["text"] }),
  workflow_button: object(
    { ...base, text: plain(75), workflow: anything, style: oneOf("primary", "danger"), accessibility_label: text({ max: 75 }) },
    { required: ["text", "workflow"] },
  ),
  checkboxes: object(
    { ...base, ...focus, options: options(anyText, 10), initial_options: options(anyText, 10) },
    { required: ["options"], ...starts },
  ),
  radio_buttons: object({ ...base, ...focus, options: options(anyText, 10), initial_option: option(anyText) }, { required: ["options"], ...starts }),
  overflow: object({ ...base, options: options(plain, 5) }, { required: ["options"] }),
  datepicker: object({ ...choice, initial_date: text({ pattern: /^\d{4}-\d\d-\d\d$/, says: "invalid date" }) }),
  timepicker: object({ ...choice, initial_time: text({ pattern: /^([01]\d|2[0-3]):[0-5]\d$/, says: "invalid time" }), timezone: text() }),
  datetimepicker: object({ ...base, ...focus, initial_date_time: number({ min: 1e9, max: 9999999999, integer: true }) }),
  static_select: single({ ...select.static.fields, initial_option: option(plain) }, { ...select.static.rules, ...starts }),
  multi_static_select: multi({ ...select.static.fields, initial_options: options(plain, 100) }, { ...select.static.rules, ...starts }),
  external_select: single({ ...select.external.fields, initial_option: option(plain) }),
  multi_external_select: multi({ ...select.external.fields, initial_options: options(plain, 100) }),
  users_select: single({ initial_user: text({ min: 1 }) }),
  multi_users_select: multi({ initial_users: ids }),
  conversations_select: single({
    initial_conversation: text({ min: 1 }),
    default_to_current_conversation: boolean,
    filter,
    response_url_enabled: boolean,
  }),
  multi_conversations_select: multi({ initial_conversations: ids, default_to_current_conversation: boolean, filter }),
  channels_select: single({ initial_channel: text({ min: 1 }), response_url_enabled: boolean }),
  multi_channels_select: multi({ initial_channels: ids }),
  plain_text_input: object(
    {
      ...input_text,
      multiline: boolean,
      min_length: number({ min: 0, max: 3000, integer: true }),
      max_length: number({ min: 1, max: 3000, integer: true }),
    },
    { also: startsWithin },
  ),
  email_text_input: object(input_text),
  url_text_input: object(input_text),
  number_input: object(
    { ...input_text, is_decimal_allowed: boolean, min_value: text(), max_value: text() },
    { required: ["is_decimal_allowed"] },
  ),
  rich_text_input: object({ ...input_text, initial_value: anything, min_lines: number({ min: 1 }), max_lines: number({ min: 1 }) }),
  file_input: object({ type, action_id: id, filetypes: ids, max_files: number({ min: 1, max: 10, integer: true }) }),
  feedback_buttons: object(
    { type, action_id: id, positive_button: feedback, negative_button: feedback },
    { required: ["positive_button", "negative_button"] },
  ),
  icon_button: object(
    {
      ...base,
      icon: text({ min: 1 }),
      text: plain(75),
      accessibility_label: text({ max: 75 }),
      value: text({ max: 2000 }),
      visible_to_user_ids: ids,
    },
    { required: ["icon", "text"] },
  ),
  image,
};
