// SPDX-License-Identifier: Apache-2.0
// A small part of JQL, read honestly: clauses joined by AND, and ORDER BY. What Jira has and this has not is said aloud, never ignored.
import { Break } from "../stand-in/break.mjs";
import { categories, statuses } from "./company/workflow.mjs";
import { refuseBecause } from "./refusal.mjs";
import { instantOf } from "./zone.mjs";

const fields = {
  project: {
    ops: ["=", "!=", "in", "not in"],
    of: (issue, { company }) => {
      const { id, key, name } = company.project(issue.project) ?? {};
      return [id, key, name?.toUpperCase()];
    },
  },
  key: { ops: ["=", "in"], of: ({ key, old_keys }) => [key, ...old_keys] },
  id: { ops: ["=", "in"], of: ({ id }) => [String(id)] },
  updated: { ops: [">=", ">", "<=", "<"], isTime: true, of: ({ updated }) => updated },
  created: { ops: [">=", ">", "<=", "<"], isTime: true, of: ({ created }) => created },
  resolved: { ops: [">=", ">", "<=", "<"], isTime: true, of: ({ resolved }) => resolved },
  labels: { ops: ["=", "!=", "in", "not in"], of: ({ labels }) => labels.map((label) => label.toUpperCase()) },
  status: { ops: ["=", "!=", "in", "not in"], of: ({ status }) => [status, statuses.find(({ id }) => id === status)?.name.toUpperCase()] },
  statuscategory: {
    ops: ["=", "!=", "in", "not in"],
    of: ({ status }) => {
      const { key, name } = categories[statuses.find(({ id }) => id === status)?.category ?? "new"];
      return [key.toUpperCase(), name.toUpperCase()];
    },
  },
};
const names = { issuekey: "key", issue: "key", updateddate: "updated", createddate: "created", resolutiondate: "resolved" };
const orders = {
  updated: ({ updated }) => updated,
  created: ({ created }) => created,
  key: ({ project, number }) => `${project}${String(number).padStart(9, "0")}`,
  id: ({ id }) => id,
};

function tokensOf(jql, wrong) {
  const tokens = [];
  const pattern = /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(>=|<=|!=|[=<>~(),])|([^\s"'=<>!~(),]+))/y;
  while (pattern.lastIndex < jql.length) {
    if (jql.slice(pattern.lastIndex).trim() === "") break;
    const from = pattern.lastIndex;
    const found = pattern.exec(jql);
    if (!found) wrong(`it cannot be read at character ${from + 1}`);
    const [, quoted, sign, word] = found;
    tokens.push(
      quoted ? { text: quoted.slice(1, -1).replace(/\\(.)/g, "$1"), isQuoted: true } : { text: sign ?? word, isSign: sign !== undefined },
    );
  }
  return tokens;
}

// {clauses: [{name, op, values}], order: [{name, isRising}]}. `wrong(reason)` throws.
export function parseJql(jql, wrong) {
  const tokens = tokensOf(jql, wrong);
  let next = 0;
  const word = (offset = 0) => (tokens[next + offset]?.isQuoted ? undefined : tokens[next + offset]?.text.toUpperCase());
  const take = () => tokens[next++] ?? wrong("it ends too early");
  const clauses = [];
  while (next < tokens.length && !(word() === "ORDER" && word(1) === "BY")) {
    if (clauses.length > 0 && word() !== "AND") wrong(`${tokens[next].text} stands where AND is served; OR, NOT and functions are not`);
    if (clauses.length > 0) next++;
    clauses.push(clause());
  }
  const order = [];
  if (next < tokens.length) {
    next += 2;
    do {
      const text = take().text.toLowerCase();
      const name = names[text] ?? text;
      if (!Object.hasOwn(orders, name)) wrong(`ORDER BY ${text} is not served`);
      const isRising = word() === "DESC" ? false : word() === "ASC" ? true : name === "key" || name === "id";
      if (word() === "ASC" || word() === "DESC") next++;
      order.push({ name, isRising });
    } while (word() === "," && ++next);
    if (next < tokens.length) wrong(`${tokens[next].text} stands after ORDER BY`);
  }
  return { clauses, order };

  function clause() {
    const { text, isSign } = take();
    const name = names[text.toLowerCase()] ?? text.toLowerCase();
    if (isSign || !Object.hasOwn(fields, name)) wrong(`the field ${text} is not served`);
    let op = take().text.toLowerCase();
    if (op === "not" && word() === "IN") op = `not ${take().text.toLowerCase()}`;
    if (!fields[name].ops.includes(op)) wrong(`${name} ${op} is not served`);
    return { name, op, values: op.endsWith("in") ? list() : [value()] };
  }
  function value() {
    const { text, isSign } = take();
    if (isSign) wrong(`${text} stands where a value belongs`);
    if (word() === "(") wrong(`the function ${text}() is not served`);
    return text;
  }
  function list() {
    if (take().text !== "(") wrong("a list begins with (");
    const values = [value()];
    while (word() === ",") (next++, values.push(value()));
    if (take().text !== ")") wrong("a list ends with )");
    return values;
  }
}

// What the JQL finds, in its order: {rows, compare(a, b)}. `fresh`: ids for which the search must not be late.
export function search(ctx, jql, { fresh = new Set(), mustBeBounded }) {
  const { sim, company, call } = ctx;
  const wrong = (reason) => {
    throw new Break(call.operation, [`JQL ${JSON.stringify(jql)}: ${reason}`]);
  };
  const { clauses, order } = parseJql(jql, wrong);
  if (mustBeBounded && clauses.length === 0)
    refuseBecause(400, "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.");
  const seen = company.seen(call.credential.person);
  const tests = clauses.map((clause) => testOf(ctx, clause, seen, wrong));
  const by = order.length > 0 ? order : [{ name: "created", isRising: false }];
  const wanted = clauses.find(({ name, op }) => name === "project" && (op === "=" || op === "in"));
  const searched = wanted
    ? seen.filter(({ id, key, name }) => wanted.values.some((value) => [id, key, name.toUpperCase()].includes(value.toUpperCase())))
    : seen;
  const first = (a, b) =>
    by.reduce((found, { name, isRising }) => found || (isRising ? 1 : -1) * compare(orders[name](a), orders[name](b)), 0);
  const inOrder = (a, b) => first(a, b) || a.id - b.id;
  const rows = company.indexed(searched, fresh).filter((issue) => tests.every((test) => test(issue)));
  return { rows: rows.sort(inOrder), compare: inOrder };
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function testOf(ctx, { name, op, values }, seen, wrong) {
  const { sim, company } = ctx;
  const { of, isTime } = fields[name];
  if (isTime) {
    const bound =
      instantOf(values[0], sim.clock.now(), sim.settings.time_zone) ??
      wrong(`${values[0]} is no time: "-30m", "yyyy/MM/dd" or "yyyy/MM/dd HH:mm"`);
    const tests = { ">=": (at) => at >= bound, ">": (at) => at > bound, "<=": (at) => at <= bound, "<": (at) => at < bound };
    return (issue) => of(issue) !== null && tests[op](Date.parse(of(issue)));
  }
  // One value that is not there, or that may not be seen, refuses the whole search.
  const known = {
    project: (value) => seen.some((project) => [project.id, project.key, project.name.toUpperCase()].includes(value)),
    status: (value) => statuses.some((status) => [status.id, status.name.toUpperCase()].includes(value)),
    key: (value) => isSeen(value),
    id: (value) => isSeen(value),
  };
  const isSeen = (value) => [company.issue(value)].some((issue) => issue && seen.some(({ id }) => id === issue.project));
  const upper = values.map((value) => value.toUpperCase());
  const missing = known[name] && values.find((_, i) => !known[name](upper[i]));
  if (missing !== undefined && name !== "key" && name !== "id")
    refuseBecause(400, `The value '${missing}' does not exist for the field '${name}'.`);
  if (missing !== undefined) refuseBecause(400, `An issue with ${name} '${missing}' does not exist for field '${name}'.`);
  const isWanted = !["!=", "not in"].includes(op);
  return (issue) => of(issue, ctx).some((value) => upper.includes(value)) === isWanted;
}
