// SPDX-License-Identifier: Apache-2.0
// Every block and the surfaces it may stand on.
import { anything, boolean, byType, list, object, oneOf, pick, text } from "./shapes.mjs";
import { anyText, button, elements, image, image_fields, image_rules, mrkdwn, plain, url } from "./elements.mjs";
import { data_table, data_visualization, table } from "./charts_and_tables.mjs";
import { rich_text } from "./rich_text.mjs";

const type = anything;
const block_id = text({ min: 1, max: 255 });
const head = { type, block_id };

const choices = ["static_select", "external_select", "users_select", "conversations_select", "channels_select"];
const multi_choices = choices.map((name) => `multi_${name}`);
const pickers = ["datepicker", "timepicker", "radio_buttons", "checkboxes"];
const interactive = pick(elements, "button", "workflow_button", "overflow", "datetimepicker", ...pickers, ...choices, ...multi_choices);
const in_section = { ...interactive, image };
delete in_section.datetimepicker;
const in_input = pick(
  elements,
  "plain_text_input",
  "email_text_input",
  "url_text_input",
  "number_input",
  "rich_text_input",
  "file_input",
  "datetimepicker",
  ...pickers,
  ...choices,
  ...multi_choices,
);

const only =
  (shape, ...surfaces) =>
  (value, path, ctx) => {
    if (!surfaces.includes(ctx.surface)) ctx.tell(`unsupported type: ${value.type}`, `${path}/type`);
    else shape(value, path, ctx);
  };

const sectionSaysSomething = (block, path, ctx) => {
  if (block.text === undefined && block.fields === undefined) ctx.tell("must define either `text` or `fields`", path);
};
const cardSaysSomething = (block, path, ctx) => {
  const parts = ["hero_image", "title", "actions", "body"];
  if (parts.every((name) => block[name] === undefined)) ctx.tell(`must define one of: ${parts.join(", ")}`, path);
};

const card = object(
  {
    ...head,
    hero_image: image,
    icon: image,
    title: mrkdwn(150),
    subtitle: mrkdwn(150),
    body: mrkdwn(200),
    actions: list(button, { min: 1, max: 3 }),
  },
  { also: cardSaysSomething },
);

const simple = {
  section: object(
    { ...head, text: anyText(3000), fields: list(anyText(2000), { min: 1, max: 10 }), accessory: byType(in_section), expand: boolean },
    { also: sectionSaysSomething },
  ),
  divider: object(head),
  header: object({ ...head, text: plain(150) }, { required: ["text"] }),
  context: object({ ...head, elements: list(byType({ image, ...textKinds() }), { min: 1, max: 10 }) }, { required: ["elements"] }),
  actions: object(
    { ...head, elements: list(byType({ ...interactive, rich_text_input: elements.rich_text_input }), { min: 1, max: 25 }) },
    { required: ["elements"] },
  ),
  image: object({ ...image_fields, block_id, title: plain(2000) }, image_rules),
  input: object(
    { ...head, label: plain(2000), hint: plain(2000), optional: boolean, dispatch_action: boolean, element: byType(in_input) },
    { required: ["label", "element"] },
  ),
  rich_text,
  table,
  video: object(
    {
      ...head,
      video_url: url,
      thumbnail_url: url,
      alt_text: text({ min: 1 }),
      title: plain(200),
      title_url: url,
      author_name: text({ max: 50 }),
      provider_name: text(),
      provider_icon_url: url,
      description: plain(200),
    },
    { required: ["video_url", "thumbnail_url", "alt_text", "title"] },
  ),
};

function textKinds() {
  const context_text = anyText(3000);
  return { plain_text: context_text, mrkdwn: context_text };
}

export const blocks = {
  ...simple,
  markdown: only(object({ ...head, text: text({ min: 1, max: 12_000 }) }, { required: ["text"] }), "message"),
  context_actions: only(
    object(
      { ...head, elements: list(byType(pick(elements, "feedback_buttons", "icon_button")), { min: 1, max: 5 }) },
      { required: ["elements"] },
    ),
    "message",
  ),
  data_table: only(data_table, "message"),
  data_visualization: only(data_visualization, "message"),
  alert: only(
    object({ ...head, text: anyText(200), level: oneOf("default", "info", "warning", "error", "success") }, { required: ["text"] }),
    "modal",
  ),
  card: only(card, "message"),
  carousel: only(object({ ...head, elements: list(byType({ card }), { min: 1, max: 10 }) }, { required: ["elements"] }), "message"),
  container: only(
    object(
      {
        ...head,
        title: plain(150),
        rich_text_title: byType({ rich_text }),
        subtitle: anyText(150),
        child_blocks: list(byType(simple), { min: 1, max: 10 }),
        width: oneOf("narrow", "standard", "wide", "full"),
        icon: image,
        is_collapsible: boolean,
        default_collapsed: boolean,
        has_header_divider: boolean,
      },
      { required: ["child_blocks"] },
    ),
    "message",
  ),
};
