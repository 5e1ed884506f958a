// SPDX-License-Identifier: Apache-2.0
// Block Kit as Slack takes it: each row is a slip, the pointer that Slack would name, and its neighbour that passes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { block_limits, checkBlocks, checkOptions, checkView } from "./block_kit.mjs";

const rules = { limits: block_limits.earlier, refused: new Set(), isFileReady: ({ id }) => id === "F0READY" };
const check = (blocks, surface = "message", more = {}) => checkBlocks(blocks, surface, { ...rules, ...more });
const plain = (text) => ({ type: "plain_text", text });
const mrkdwn = (text) => ({ type: "mrkdwn", text });
const section = (more) => ({ type: "section", text: mrkdwn("x"), ...more });
const x = (length) => "x".repeat(length);
const button = (more) => ({ type: "actions", elements: [{ type: "button", text: plain("Go"), ...more }] });
const option = (value, more) => ({ text: plain(String(value)), value: String(value), ...more });
const menu = (more) => ({ type: "actions", elements: [{ type: "static_select", options: [option(1)], ...more }] });
const several = (more) => section({ accessory: { type: "multi_static_select", options: [option(1), option(2)], ...more } });
const field = (more) => ({ type: "input", label: plain("l"), element: { type: "plain_text_input", ...more } });
const rows = (count, width = 1) => Array.from({ length: count }, () => Array.from({ length: width }, () => ({ type: "raw_text", text: "x" })));
const data_table = (more) => ({ type: "data_table", caption: "c", rows: rows(2), ...more });
const point = (label, value = 1) => ({ label, value });
const pie = (segments) => ({ type: "data_visualization", title: "t", chart: { type: "pie", segments } });
const bar = (series, categories = ["a", "b"]) => ({ type: "data_visualization", title: "t", chart: { type: "bar", series, axis_config: { categories } } });
const both = [point("a"), point("b", -2)];

// [what, blocks that are refused, pointer, blocks that pass]
const table = [
  ["section text", [section({ text: mrkdwn(x(3001)) })], "/blocks/0/text/text", [section({ text: mrkdwn(x(3000)) })]],
  ["empty text", [section({ text: mrkdwn("") })], "/blocks/0/text/text", [section({ text: mrkdwn("x") })]],
  ["a section of nothing", [{ type: "section" }], "/blocks/0", [{ type: "section", fields: [plain("x")] }]],
  ["fields", [section({ fields: Array(11).fill(plain("x")) })], "/blocks/0/fields", [section({ fields: Array(10).fill(plain("x")) })]],
  ["a field", [section({ fields: [plain(x(2001))] })], "/blocks/0/fields/0/text", [section({ fields: [plain(x(2000))] })]],
  ["header", [{ type: "header", text: plain(x(151)) }], "/blocks/0/text/text", [{ type: "header", text: plain(x(150)) }]],
  ["a header in mrkdwn", [{ type: "header", text: mrkdwn("x") }], "/blocks/0/text/type", [{ type: "header", text: plain("x") }]],
  ["context", [{ type: "context", elements: Array(11).fill(mrkdwn("x")) }], "/blocks/0/elements", [{ type: "context", elements: Array(10).fill(mrkdwn("x")) }]],
  ["actions", [{ type: "actions", elements: Array(26).fill(button().elements[0]) }], "/blocks/0/elements", [{ type: "actions", elements: Array(25).fill(button().elements[0]) }]],
  ["a button's text", [button({ text: plain(x(76)) })], "/blocks/0/elements/0/text/text", [button({ text: plain(x(75)) })]],
  ["a button's value", [button({ value: x(2001) })], "/blocks/0/elements/0/value", [button({ value: x(2000) })]],
  ["a button's label", [button({ accessibility_label: x(76) })], "/blocks/0/elements/0/accessibility_label", [button({ accessibility_label: x(75) })]],
  ["a button's style", [button({ style: "default" })], "/blocks/0/elements/0/style", [button({ style: "danger" })]],
  ["an empty url", [button({ url: "" })], "/blocks/0/elements/0/url", [button({ url: "https://a.example" })]],
  ["a misspelt field", [button({ accessibilty_label: "x" })], "/blocks/0/elements/0", [button()]],
  ["confirm", [button({ confirm: { title: plain(x(101)), text: plain("x") } })], "/blocks/0/elements/0/confirm/title/text", [button({ confirm: { title: plain(x(100)), text: plain(x(300)), confirm: plain(x(30)), deny: plain(x(30)) } })]],
  ["an option's value", [menu({ options: [option(x(76), { text: plain("x") })] })], "/blocks/0/elements/0/options/0/value", [menu({ options: [option(x(75), { text: plain("x") })] })]],
  ["options", [menu({ options: Array.from({ length: 101 }, (_, i) => option(i)) })], "/blocks/0/elements/0/options", [menu({ options: Array.from({ length: 100 }, (_, i) => option(i)) })]],
  ["options and groups", [menu({ option_groups: [{ label: plain("g"), options: [option(1)] }] })], "/blocks/0/elements/0", [menu({ options: undefined, option_groups: [{ label: plain("g"), options: [option(1)] }] })]],
  ["overflow", [section({ accessory: { type: "overflow", options: [1, 2, 3, 4, 5, 6].map((i) => option(i)) } })], "/blocks/0/accessory/options", [section({ accessory: { type: "overflow", options: [option(1)] } })]],
  ["what a menu starts with", [menu({ initial_option: option(2) })], "/blocks/0/elements/0/initial_option", [menu({ initial_option: option(1) })]],
  ["what a menu of several starts with", [several({ initial_options: [option(1), option(3)] })], "/blocks/0/accessory/initial_options", [several({ initial_options: [option(2), option(1)] })]],
  ["an option that is almost the same", [menu({ initial_option: option(1, { text: plain("one") }) })], "/blocks/0/elements/0/initial_option", [menu({ initial_option: { value: "1", text: plain("1") } })]],
  ["what a field starts with", [field({ initial_value: x(6), max_length: 5 })], "/blocks/0/element/initial_value", [field({ initial_value: x(5), max_length: 5 })]],
  ["a field that starts too short", [field({ initial_value: x(2), min_length: 3 })], "/blocks/0/element/initial_value", [field({ initial_value: x(3), min_length: 3 })]],
  ["block_id", [section({ block_id: x(256) })], "/blocks/0/block_id", [section({ block_id: x(255) })]],
  ["a block_id twice", [section({ block_id: "a" }), section({ block_id: "a" })], "/blocks/1/block_id", [section({ block_id: "a" }), section({ block_id: "b" })]],
  ["an action_id twice", [button({ action_id: "a" }), button({ action_id: "a" })], "/blocks/1/elements/0/action_id", [button({ action_id: "a" }), button({ action_id: "b" })]],
  ["blocks", Array(51).fill({ type: "divider" }), "/blocks", Array(50).fill({ type: "divider" })],
  ["an image of two sources", [{ type: "image", alt_text: "x", image_url: "https://a.example", slack_file: { id: "F0READY" } }], "/blocks/0", [{ type: "image", alt_text: "x", slack_file: { id: "F0READY" } }]],
  ["an image without alt_text", [{ type: "image", image_url: "https://a.example" }], "/blocks/0", [{ type: "image", alt_text: "x", image_url: "https://a.example" }]],
  ["markdown", [{ type: "markdown", text: x(7000) }, { type: "markdown", text: x(5001) }], "/blocks", [{ type: "markdown", text: x(7000) }, { type: "markdown", text: x(5000) }]],
  ["rows of a table", [{ type: "table", rows: rows(101) }], "/blocks/0/rows", [{ type: "table", rows: rows(100) }]],
  ["two tables", [{ type: "table", rows: rows(1) }, { type: "table", rows: rows(1) }], "/blocks", [{ type: "table", rows: rows(1) }]],
  ["rows of a data table", [data_table({ rows: rows(102) })], "/blocks/0/rows", [data_table({ rows: rows(101) })]],
  ["a data table of a header", [data_table({ rows: rows(1) })], "/blocks/0/rows", [data_table({ rows: rows(2) })]],
  ["uneven rows", [data_table({ rows: [...rows(1, 2), ...rows(1, 1)] })], "/blocks/0/rows/1", [data_table({ rows: rows(2, 2) })]],
  ["an empty cell", [data_table({ rows: [...rows(1), [{ type: "raw_text", text: "" }]] })], "/blocks/0/rows/1/0/text", [data_table({ rows: [...rows(1), [{ type: "raw_number", value: 1, text: "1" }]] })]],
  ["columns", [data_table({ rows: rows(2, 21) })], "/blocks/0/rows/0", [data_table({ rows: rows(2, 20) })]],
  ["page_size", [data_table({ page_size: 101 })], "/blocks/0/page_size", [data_table({ page_size: 100 })]],
  ["segments", [pie(Array.from({ length: 7 }, (_, i) => point(`l${i}`)))], "/blocks/0/chart/segments", [pie(Array.from({ length: 6 }, (_, i) => point(`l${i}`)))]],
  ["a segment of nothing", [pie([point("a", 0)])], "/blocks/0/chart/segments/0/value", [pie([point("a", 0.1)])]],
  ["a missing point", [bar([{ name: "s", data: [point("a")] }])], "/blocks/0/chart/series/0/data", [bar([{ name: "s", data: both }])]],
  ["a category twice", [bar([{ name: "s", data: [point("a"), point("a")] }], ["a", "a"])], "/blocks/0/chart/axis_config/categories", [bar([{ name: "s", data: both }])]],
  ["a series twice", [bar([{ name: "s", data: both }, { name: "s", data: both }])], "/blocks/0/chart/series", [bar([{ name: "s", data: both }, { name: "t", data: both }])]],
  ["a chart's title", [{ ...pie([point("a")]), title: x(51) }], "/blocks/0/title", [{ ...pie([point("a")]), title: x(50) }]],
  ["three charts", Array(3).fill(pie([point("a")])), "/blocks", Array(2).fill(pie([point("a")]))],
  ["an alert in a message", [{ type: "alert", text: plain("x") }], "/blocks/0/type", [section()]],
  ["a block of no kind", [{ type: "sektion" }], "/blocks/0/type", [{ type: "divider" }]],
  ["a card of nothing", [{ type: "card" }], "/blocks/0", [{ type: "card", title: mrkdwn("x") }]],
  ["a carousel", [{ type: "carousel", elements: Array(11).fill({ type: "card", body: mrkdwn("x") }) }], "/blocks/0/elements", [{ type: "carousel", elements: Array(10).fill({ type: "card", body: mrkdwn("x") }) }]],
  ["a container", [{ type: "container", child_blocks: Array(11).fill({ type: "divider" }) }], "/blocks/0/child_blocks", [{ type: "container", title: plain("t"), child_blocks: Array(10).fill({ type: "divider" }) }]],
];

const clean = (blocks) => JSON.parse(JSON.stringify(blocks));  // fields that are undefined are not there

for (const [what, wrong, pointer, right] of table) {
  test(`Block Kit: ${what}`, () => {
    const { error, errors } = check(clean(wrong));
    assert.equal(error, "invalid_blocks");
    assert.ok(errors.some((each) => each.endsWith(`[json-pointer:${pointer}]`)), errors.join("\n"));
    assert.deepEqual(check(clean(right)), { errors: [] });
  });
}

test("a message's whole text has a limit of its own", () => {
  assert.equal(check(Array(5).fill(section({ text: mrkdwn(x(2641)) }))).error, "msg_blocks_too_long");
  assert.equal(check(Array(5).fill(section({ text: mrkdwn(x(2640)) }))).error, undefined);
});

test("a workspace may not have a block yet", () => {
  assert.equal(check([pie([point("a")])], "message", { refused: new Set(["data_visualization"]) }).errors[0], "unsupported type: data_visualization [json-pointer:/blocks/0/type]");
});

test("later documents allow more", () => {
  const many = [pie(Array.from({ length: 12 }, (_, i) => point(`l${i}`)))];
  assert.equal(check(many).error, "invalid_blocks");
  assert.equal(check(many, "message", { limits: block_limits.later }).error, undefined);
});

test("views: title, submit with an input, alert, a hundred blocks", () => {
  const input = { type: "input", label: plain("l"), element: { type: "plain_text_input", action_id: "a" } };
  const view = (more) => ({ type: "modal", title: plain("t"), blocks: [section()], ...more });
  const errors = (value, wanted = "modal") => checkView(value, wanted, rules).errors;
  assert.deepEqual(errors(view({ title: plain(x(25)) })), ["must be less than 25 characters [json-pointer:/view/title/text]"]);
  assert.deepEqual(errors(view({ blocks: [input] })), ["missing required field: submit [json-pointer:/view]"]);
  assert.deepEqual(errors(view({ blocks: [input], submit: plain("s") })), []);
  assert.deepEqual(errors(view({ blocks: [{ type: "alert", text: plain("x"), level: "warning" }] })), []);
  assert.deepEqual(errors(view({ blocks: Array(101).fill({ type: "divider" }) })), ["no more than 100 items allowed [json-pointer:/view/blocks]"]);
  assert.deepEqual(errors(view({ private_metadata: x(3001) })), ["must be less than 3001 characters [json-pointer:/view/private_metadata]"]);
  assert.deepEqual(errors({ type: "home", blocks: [section()] }, "home"), []);
  assert.notDeepEqual(errors({ type: "home", title: plain("t"), blocks: [] }, "home"), []);
});

test("options for a menu: at most a hundred, none is an answer too", () => {
  assert.deepEqual(checkOptions({ options: [] }, rules), []);
  assert.notDeepEqual(checkOptions({ options: Array.from({ length: 101 }, (_, i) => option(i)) }, rules), []);
  assert.notDeepEqual(checkOptions({}, rules), []);
  assert.notDeepEqual(checkOptions(undefined, rules), []);
});
