// SPDX-License-Identifier: Apache-2.0
// Whether Slack would take these blocks. Written from the contract's §7.1, not from the program's own validator, so that each checks the other.
import { blocks as block_shapes } from "./block_kit/blocks.mjs";
import { optionsAnswer, plain } from "./block_kit/elements.mjs";
import { charactersIn } from "./block_kit/charts_and_tables.mjs";
import { boolean, byType, list, object, oneOf, text } from "./block_kit/shapes.mjs";

// Where documents of different age disagree (§7.1) the earlier, narrower number is the default.
export const block_limits = {
  earlier: { chart_parts: 6, table_rows: 101, table_characters: 10_000, option_value: 75, message_text: 13_200 },
  later: { chart_parts: 12, table_rows: 201, table_characters: 20_000, option_value: 150, message_text: 13_200 },
};
const most_blocks = { message: 50, modal: 100, home: 100 };
export const view_bytes = 250_000;

// `rules`: {limits, refused: Set of block types, isFileReady({id|url})}. Returns {error?, errors: ["… [json-pointer:/blocks/0]"]}.
export function checkBlocks(blocks, surface, rules, root = "/blocks") {
  const errors = [];
  const ctx = { surface, ...rules, tell: (message, path) => errors.push(`${message} [json-pointer:${path}]`) };
  list(byType(block_shapes), { max: most_blocks[surface] })(blocks, root, ctx);
  if (errors.length === 0) checkTogether(blocks, root, ctx);
  if (errors.length > 0) return { error: "invalid_blocks", errors };
  const isTooLong = surface === "message" && charactersIn(blocks) > ctx.limits.message_text;
  return isTooLong ? { error: "msg_blocks_too_long", errors } : { errors };
}

// What single blocks cannot know: ids that appear twice, and how many of a kind there are.
function checkTogether(blocks, root, ctx) {
  const seen = { block_id: new Set(), action_id: new Set() };
  const visit = (value, path) => {
    if (value === null || typeof value !== "object") return;
    for (const kind of ["block_id", "action_id"]) {
      if (typeof value[kind] !== "string") continue;
      if (seen[kind].has(value[kind])) ctx.tell(`\`${kind}\` "${value[kind]}" already exists`, `${path}/${kind}`);
      seen[kind].add(value[kind]);
    }
    for (const [name, inner] of Object.entries(value)) visit(inner, `${path}/${name}`);
  };
  visit(blocks, root);

  const atMost = (type, most) => {
    if (blocks.filter((block) => block.type === type).length > most) ctx.tell(`no more than ${most} ${type} blocks allowed`, root);
  };
  atMost("table", 1);
  atMost("data_visualization", 2);
  const all = (type) => blocks.filter((block) => block.type === type);
  if (charactersIn(all("data_table").map((block) => block.rows)) > ctx.limits.table_characters)
    ctx.tell("data_table text is too long", root);
  if (charactersIn(all("markdown")) > 12_000) ctx.tell("must be less than 12001 characters", root);
}

const view_fields = {
  type: oneOf("modal", "home"),
  blocks: () => {},
  private_metadata: text({ max: 3000 }),
  callback_id: text({ max: 255 }),
  external_id: text({ max: 255 }),
};
const modal = object(
  {
    ...view_fields,
    title: plain(24),
    submit: plain(24),
    close: plain(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
  { required: ["type", "title", "blocks"] },
);
const home = object(view_fields, { required: ["type", "blocks"] });

// The same for a view of the wanted type ("modal" or "home"); pointers begin at /view.
export function checkView(view, wanted, rules) {
  const errors = [];
  const ctx = { surface: wanted, ...rules, tell: (message, path) => errors.push(`${message} [json-pointer:${path}]`) };
  (wanted === "modal" ? modal : home)(view, "/view", ctx);
  if (view?.type !== wanted) ctx.tell(`must be a ${wanted} view`, "/view/type");
  if (!Array.isArray(view?.blocks)) return { error: "invalid_arguments", errors };
  errors.push(...checkBlocks(view.blocks, wanted, rules, "/view/blocks").errors);
  const hasInput = view.blocks.some((block) => block?.type === "input");
  if (wanted === "modal" && hasInput && view.submit === undefined) ctx.tell("missing required field: submit", "/view");
  return errors.length > 0 ? { error: "invalid_arguments", errors } : { errors };
}

// The answer to a block_suggestion.
export function checkOptions(answer, rules) {
  const errors = [];
  optionsAnswer(answer, "", { surface: "message", ...rules, tell: (message, path) => errors.push(`${message} [json-pointer:${path}]`) });
  return errors;
}
