// SPDX-License-Identifier: Apache-2.0
// A small language for what may stand where. A shape is `(value, path, ctx)`; it tells `ctx` what is wrong, in Slack's words.
// ctx: {surface: "message"|"modal"|"home", limits, refused: Set, isFileReady, tell(message, path)}.

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

export const anything = () => {};

// Lengths are UTF-16 units, as in the contract's §7.1; a `max` may be a function of ctx.
export function text({ min = 0, max = Infinity, pattern, says = "invalid value" } = {}) {
  return (value, path, ctx) => {
    const most = typeof max === "function" ? max(ctx) : max;
    if (typeof value !== "string") ctx.tell("must be a string", path);
    else if (value.length < min) ctx.tell(`must be more than ${min - 1} characters`, path);
    else if (value.length > most) ctx.tell(`must be less than ${most + 1} characters`, path);
    else if (pattern && !pattern.test(value)) ctx.tell(says, path);
  };
}

export const oneOf =
  (...allowed) =>
  (value, path, ctx) => {
    if (!allowed.includes(value)) ctx.tell(`must be one of: ${allowed.join(", ")}`, path);
  };

export const boolean = (value, path, ctx) => {
  if (typeof value !== "boolean") ctx.tell("must be a boolean", path);
};

export function number({ min = -Infinity, max = Infinity, integer = false } = {}) {
  return (value, path, ctx) => {
    const most = typeof max === "function" ? max(ctx) : max;
    if (typeof value !== "number" || !Number.isFinite(value)) ctx.tell("must be a number", path);
    else if (integer && !Number.isInteger(value)) ctx.tell("must be an integer", path);
    else if (value < min) ctx.tell(`must be at least ${min}`, path);
    else if (value > most) ctx.tell(`must be at most ${most}`, path);
  };
}

export function list(item, { min = 0, max = Infinity } = {}) {
  return (value, path, ctx) => {
    const most = typeof max === "function" ? max(ctx) : max;
    if (!Array.isArray(value)) return ctx.tell("must be an array", path);
    if (value.length < min) ctx.tell(`no fewer than ${min} items allowed`, path);
    if (value.length > most) ctx.tell(`no more than ${most} items allowed`, path);
    value.forEach((each, at) => item(each, `${path}/${at}`, ctx));
  };
}

// Every field that is not named is refused. `exactly_one`: lists of fields of which one and only one must be there.
// `also` looks at the whole object once its fields were looked at.
export function object(fields, { required = [], exactly_one = [], also } = {}) {
  return (value, path, ctx) => {
    if (!isObject(value)) return ctx.tell("must provide an object", path);
    for (const name of required) {
      if (value[name] === undefined || value[name] === null) ctx.tell(`missing required field: ${name}`, path);
    }
    for (const names of exactly_one) {
      const given = names.filter((name) => value[name] !== undefined);
      if (given.length !== 1) ctx.tell(`must define either \`${names.join("` or `")}\``, path);
    }
    for (const [name, inner] of Object.entries(value)) {
      if (!Object.hasOwn(fields, name)) ctx.tell(`invalid additional property: ${name}`, path);
      else if (inner !== null || required.includes(name)) fields[name](inner, `${path}/${name}`, ctx);
      else ctx.tell(`invalid value: ${name} is null`, path);
    }
    also?.(value, path, ctx);
  };
}

// The shape that belongs to the value's `type`.
export function byType(table) {
  return (value, path, ctx) => {
    if (!isObject(value)) return ctx.tell("must provide an object", path);
    if (typeof value.type !== "string") return ctx.tell("missing required field: type", path);
    const shape = Object.hasOwn(table, value.type) ? table[value.type] : undefined;
    if (!shape || ctx.refused.has(value.type)) return ctx.tell(`unsupported type: ${value.type}`, `${path}/type`);
    return shape(value, path, ctx);
  };
}

export const pick = (table, ...names) => Object.fromEntries(names.map((name) => [name, table[name]]));
