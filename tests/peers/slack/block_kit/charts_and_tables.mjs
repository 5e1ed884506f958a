// SPDX-License-Identifier: Apache-2.0
// data_visualization, data_table and table: the contract's §7.1 to §7.3.
import { anything, boolean, byType, list, number, object, oneOf, text } from "./shapes.mjs";
import { rich_text } from "./rich_text.mjs";

const type = anything;
const block_id = text({ min: 1, max: 255 });
const label = text({ min: 1, max: 20 });
const axis_label = text({ min: 1, max: 50 });
const parts = { min: 1, max: (ctx) => ctx.limits.chart_parts };

const isTwice = (values) => new Set(values).size !== values.length;

function pointsMatchCategories(chart, path, ctx) {
  const categories = chart.axis_config?.categories;
  if (!Array.isArray(categories) || !Array.isArray(chart.series)) return;
  if (isTwice(categories)) ctx.tell("categories must be unique", `${path}/axis_config/categories`);
  if (isTwice(chart.series.map((series) => series?.name))) ctx.tell("series names must be unique", `${path}/series`);
  chart.series.forEach((series, at) => {
    const labels = Array.isArray(series?.data) ? series.data.map((point) => point?.label) : [];
    const fits = labels.length === categories.length && !isTwice(labels) && labels.every((name) => categories.includes(name));
    if (!fits) ctx.tell("must have exactly one data point for each category", `${path}/series/${at}/data`);
  });
}

const segment = object({ label, value: number({ min: Number.MIN_VALUE }) }, { required: ["label", "value"] });
const point = object({ label, value: number() }, { required: ["label", "value"] });
const series = object({ name: label, data: list(point, { min: 1, max: 20 }) }, { required: ["name", "data"] });
const axes = object(
  { categories: list(label, { min: 1, max: 20 }), x_label: axis_label, y_label: axis_label },
  { required: ["categories"] },
);
const axis_chart = object(
  { type, series: list(series, parts), axis_config: axes },
  { required: ["series", "axis_config"], also: pointsMatchCategories },
);
const pie = object({ type, segments: list(segment, parts) }, { required: ["segments"] });

export const data_visualization = object(
  { type, block_id, title: text({ min: 1, max: 50 }), chart: byType({ pie, bar: axis_chart, line: axis_chart, area: axis_chart }) },
  { required: ["title", "chart"] },
);

const raw_text = object({ type, text: text({ min: 1 }) }, { required: ["text"] });
const raw_number = object({ type, value: number(), text: text({ min: 1 }) }, { required: ["value", "text"] });
const cell = byType({ raw_text, raw_number, rich_text });

function rowsAreEven(table, path, ctx) {
  if (!Array.isArray(table.rows) || !Array.isArray(table.rows[0])) return;
  const width = table.rows[0].length;
  table.rows.forEach((row, at) => {
    if (Array.isArray(row) && row.length !== width) ctx.tell("all rows must have the same number of cells", `${path}/rows/${at}`);
  });
  table.rows[0].forEach((header, at) => {
    if (header?.type === "rich_text") ctx.tell("the header row must not have rich_text", `${path}/rows/0/${at}`);
  });
  if (charactersIn(table) > ctx.limits.table_characters) ctx.tell(`must be less than ${ctx.limits.table_characters + 1} characters`, path);
}

// Characters of all cells; rich text counts its own texts.
export function charactersIn(value) {
  if (Array.isArray(value)) return value.reduce((sum, each) => sum + charactersIn(each), 0);
  if (value === null || typeof value !== "object") return 0;
  return Object.entries(value).reduce(
    (sum, [name, inner]) => sum + (name === "text" && typeof inner === "string" ? inner.length : charactersIn(inner)),
    0,
  );
}

export const data_table = object(
  {
    type,
    block_id,
    caption: text({ min: 1 }),
    rows: list(list(cell, { min: 1, max: 20 }), { min: 2, max: (ctx) => ctx.limits.table_rows }),
    page_size: number({ min: 1, max: 100, integer: true }),
    row_header_column_index: number({ min: 0, max: 19, integer: true }),
  },
  { required: ["caption", "rows"], also: rowsAreEven },
);

export const table = object(
  {
    type,
    block_id,
    rows: list(list(cell, { max: 20 }), { min: 1, max: 100 }),
    column_settings: list(object({ align: oneOf("left", "center", "right"), is_wrapped: boolean }), { max: 20 }),
  },
  {
    required: ["rows"],
    also: (value, path, ctx) => {
      if (charactersIn(value.rows) > 10_000) ctx.tell("must be less than 10001 characters", path);
    },
  },
);
