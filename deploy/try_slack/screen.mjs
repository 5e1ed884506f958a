// SPDX-License-Identifier: Apache-2.0
// What Slack shows, as lines of text. What can be pressed, chosen or filled in has a number; `things` collects them in their order.

// Live forms as they are read: a date by its fallback, a link by its label.
const read = (text) => text.replace(/<!date\^[^|>]*\|([^>]*)>/g, "$1").replace(/<(?:https?|mailto):[^|>]*\|([^>]*)>/g, "$1").replace(/<([@#]\w+)>/g, "$1");
const clean = (text = "") => read(text).replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const textOf = (object) => (typeof object === "string" ? object : clean(object?.text ?? ""));

function rich(element) {
  if (element.elements) return element.elements.map(rich).join(element.type === "rich_text" || element.type === "rich_text_list" ? "\n" : "");
  return element.text ?? element.url ?? element.name ?? (element.user_id && `@${element.user_id}`) ?? "";
}
const cell = (each) => (each.type === "rich_text" ? rich(each) : (each.text ?? ""));

function table(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => cell(row[i]).length)));
  return rows.map((row) => `  ${row.map((each, i) => cell(each).padEnd(widths[i])).join("  ").trimEnd()}`);
}

function chart({ title, chart: { type, segments, series } }) {
  const rows = segments ? segments.map(({ label, value }) => `  ${label}: ${value}`) : series.map(({ name, data }) => `  ${name}: ${data.map(({ label, value }) => `${label} ${value}`).join(", ")}`);
  return [`(${type} chart) ${title}`, ...rows];
}

// One line for an element, and its entry among `things`: {kind: "press"|"fill", action_id, block_id, values}.
function element(each, block, things) {
  if (each.type === "image") return `(picture: ${each.alt_text})`;
  if (!each.action_id) return textOf(each);
  const add = (thing) => things.push({ action_id: each.action_id, block_id: block.block_id, ...thing });
  const options = each.options ?? (each.option_groups ?? []).flatMap((group) => group.options);
  if (block.type === "input") return `[${add({ kind: "fill", element: each })}: ${each.placeholder ? textOf(each.placeholder) : each.type}]`;
  if (each.type === "button") return `[${add({ kind: "press" })} ${textOf(each.text)}]${each.confirm ? " (asks first)" : ""}`;
  if (options.length > 0) return options.map((option) => `[${add({ kind: "press", value: option.value })} ${textOf(option.text)}]`).join(" ");
  return `[${add({ kind: "press", takes: true })}: ${each.placeholder ? textOf(each.placeholder) : each.type}]`;
}

function block(each, things) {
  const all = (elements) => elements.map((one) => element(one, each, things)).join("  ");
  switch (each.type) {
    case "section": {
      const fields = (each.fields ?? []).map((field) => `  ${textOf(field).replaceAll("\n", ": ")}`);
      return [...(each.text ? textOf(each.text).split("\n") : []), ...fields, ...(each.accessory ? [all([each.accessory])] : [])];
    }
    case "header":
      return [`## ${textOf(each.text)}`];
    case "divider":
      return ["---"];
    case "context":
    case "actions":
    case "context_actions":
      return [all(each.elements)];
    case "input":
      return [`${textOf(each.label)}${each.optional ? "" : " *"} ${all([each.element])}`, ...(each.hint ? [`  ${textOf(each.hint)}`] : [])];
    case "image":
      return [`(picture: ${each.alt_text})`];
    case "data_table":
    case "table":
      return [...(each.caption ? [each.caption] : []), ...table(each.rows)];
    case "data_visualization":
      return chart(each);
    case "rich_text":
      return rich(each).split("\n");
    default:
      return [textOf(each.text) || `(${each.type})`];
  }
}

export function drawn({ text, blocks }, things) {
  if (!blocks?.length) return clean(text).split("\n");
  return blocks.flatMap((each) => block(each, things));
}

export function drawnView(view, things) {
  const title = view.type === "home" ? "Home" : textOf(view.title);
  return [`== ${title}`, ...drawn({ blocks: view.blocks }, things), ...(view.submit ? [`(submit: ${textOf(view.submit)})`] : [])];
}
