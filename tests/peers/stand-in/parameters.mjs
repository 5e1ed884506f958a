// SPDX-License-Identifier: Apache-2.0
// What a query or a body may hold, written as a table {name: rule}: a rule gives a sentence about a value that may not be, else undefined.

// Rules take the text of a query, or a body's value.
export const text = (value) => (typeof value === "string" ? undefined : "must be a text");
export const flag = (value) => (["true", "false", true, false].includes(value) ? undefined : "must be true or false");
export const integer =
  (low = 0, high = Number.MAX_SAFE_INTEGER) =>
  (value) =>
    /^-?\d+$/.test(String(value)) && Number(value) >= low && Number(value) <= high
      ? undefined
      : `must be an integer from ${low} to ${high}`;
export const one =
  (...values) =>
  (value) =>
    values.includes(value) ? undefined : `must be one of ${values.join(", ")}`;
// ISO 8601, a date or a time with its zone.
export const time = (value) =>
  /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/.test(value) && !Number.isNaN(Date.parse(value))
    ? undefined
    : "must be an ISO 8601 time with its zone, or a date";
export const present = (value) => (typeof value === "string" && value.trim() !== "" ? undefined : "must not be empty");
// name=a&name=b in a query.
export const repeated = (rule) => Object.assign((value) => rule(value), { isRepeated: true });
// name[]=a&name[]=b in a query, a list in a body.
export const many = (rule) => Object.assign((value) => rule(value), { isMany: true });
export const listed = (rule) => (value) => value.split(",").map(rule).find(Boolean);
// Words by comma of those that are served; what is no text is for a schema to judge.
export const expansions =
  (...names) =>
  (value) => {
    const unknown = typeof value === "string" ? value.split(",").find((name) => name !== "" && !names.includes(name)) : undefined;
    return unknown === undefined ? undefined : `asks for ${unknown}; served is ${names.join(", ")}`;
  };
// The vendor has it, and here it would be ignored: said aloud.
export const not_served = () => "is known to the vendor, but the stand-in does not serve it";
export const required = (rule) => Object.assign((value) => rule(value), { isRequired: true, isMany: rule.isMany });

// Sentences about a query; `where` names it in them.
export function queryReasons(rules, query, where = "the query") {
  const reasons = [];
  for (const [name, rule] of Object.entries(rules)) if (rule.isRequired && !query.has(name)) reasons.push(`${where} lacks ${name}`);
  for (const name of new Set(query.keys())) {
    const bare = name.endsWith("[]") ? name.slice(0, -2) : name;
    const rule = Object.hasOwn(rules, bare) ? rules[bare] : undefined;
    const values = query.getAll(name);
    if (!rule || (name !== bare && !rule.isMany)) reasons.push(`${where} has ${name}, which this call does not know`);
    else if (values.length > 1 && name === bare && !rule.isRepeated) reasons.push(`${where} has ${name} more than once`);
    else
      reasons.push(
        ...values
          .map(rule)
          .filter(Boolean)
          .map((reason) => `${where}'s ${name} ${reason}`),
      );
  }
  return reasons;
}

// Sentences about an object of JSON.
export function bodyReasons(rules, body, where = "the body") {
  if (body === null || typeof body !== "object" || Array.isArray(body)) return [`${where} is no object`];
  const reasons = [];
  for (const [name, rule] of Object.entries(rules)) if (rule.isRequired && !(name in body)) reasons.push(`${where} lacks ${name}`);
  for (const [name, value] of Object.entries(body)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) reasons.push(`${where} has ${name}, which this call does not know`);
    else if (rule.isMany && !Array.isArray(value)) reasons.push(`${where}'s ${name} must be a list`);
    else
      reasons.push(
        ...[value]
          .flat()
          .map(rule)
          .filter(Boolean)
          .map((reason) => `${where}'s ${name} ${reason}`),
      );
  }
  return reasons;
}

// The body as JSON, or reasons: {value, reasons}. `rules` undefined: the call takes none.
export function readJsonBody(rules, headers, bytes) {
  // Clients send {} where they have nothing to say, and vendors take it.
  if (!rules) return { value: {}, reasons: bytes.length > 0 && bytes.toString() !== "{}" ? ["this call takes no body"] : [] };
  if (bytes.length === 0) return { value: {}, reasons: bodyReasons(rules, {}) };
  if (!/^application\/json\b/.test(headers["content-type"] ?? "")) return { reasons: ["the body's content-type is not application/json"] };
  try {
    const value = JSON.parse(bytes.toString("utf8"));
    return { value, reasons: bodyReasons(rules, value) };
  } catch {
    return { reasons: ["the body is not JSON"] };
  }
}
