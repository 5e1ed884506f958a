// SPDX-License-Identifier: Apache-2.0
// JSON schemas of an OpenAPI document: compiled when first needed, and partial values completed to what they ask for.
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const left_out = new Set(["example", "examples", "description", "nullable", "discriminator", "default"]);
const address = (name) => `https://contract/${name}`;

// A schema for ajv: OpenAPI 3.0's `nullable` as an alternative, references as addresses, no prose. `meet(name)` hears of every reference.
function translate(schema, meet) {
  if (Array.isArray(schema)) return schema.map((inner) => translate(inner, meet));
  if (schema === null || typeof schema !== "object") return schema;
  const out = {};
  for (const [name, inner] of Object.entries(schema)) {
    if (left_out.has(name)) continue;
    if (name === "$ref") {
      const component = inner.split("/").pop();
      meet(component);
      out.$ref = address(component);
    } else if (name === "properties") out.properties = mapValues(inner, (property) => translate(property, meet));
    else out[name] = name === "enum" || name === "required" || name === "const" ? inner : translate(inner, meet);
  }
  return schema.nullable === true ? { anyOf: [out, { type: "null" }] } : out;
}
const mapValues = (object, f) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, f(value)]));

// `openapi` is "3.0" or "3.1"; `components` are what the schemas refer to.
export function makeSchemas(components, openapi) {
  const options = { strict: false, allErrors: true, logger: false, inlineRefs: false };
  const ajv = openapi === "3.1" ? new Ajv2020(options) : new Ajv(options);
  addFormats(ajv);
  ajv.addFormat("repo.nwo", true);
  const compiled = new Map();
  const met = new Set();
  const resolved = new WeakMap();

  // Only what is needed: there are a thousand.
  function meet(name) {
    if (met.has(name)) return;
    met.add(name);
    ajv.addSchema({ $id: address(name), ...translate(components[name], meet) });
  }

  const names = new Map();
  function named(name) {
    if (!names.has(name)) names.set(name, { $ref: `#/components/schemas/${name}` });
    return names.get(name);
  }

  return {
    // (value) → list of sentences, empty if it is what the schema says. At most ten.
    reasons(schema, value) {
      if (!compiled.has(schema)) compiled.set(schema, ajv.compile(translate(schema, meet)));
      const validate = compiled.get(schema);
      if (validate(value)) return [];
      return validate.errors.slice(0, 10).map((error) => `${error.instancePath || "the value"} ${error.message}${told(error.params)}`);
    },
    resolve,
    // A value with every required property: what `partial` gives, and for the rest null where allowed, else the least there is.
    fill: (schema, partial, origin) => fill(schema, partial, "", origin),
    named,
  };

  function resolve(schema) {
    if (!schema?.$ref) return schema;
    const target = components[schema.$ref.split("/").pop()];
    return resolve(schema.nullable && !target.nullable ? { ...target, nullable: true } : target);
  }

  function fill(reference, partial, name, origin) {
    const schema = whole(reference);
    if (partial === undefined) return blank(schema, name, origin);
    if (partial === null || typeof partial !== "object") return partial;
    if (Array.isArray(partial)) return partial.map((item) => fill(schema.items ?? {}, item, name, origin));
    const chosen = alternative(schema, partial);
    if (chosen) return fill(chosen, partial, name, origin);
    const properties = schema.properties ?? {};
    const out = {};
    for (const [key, value] of Object.entries(partial)) {
      if (value !== undefined) out[key] = properties[key] ? fill(properties[key], value, key, origin) : value;
    }
    for (const key of schema.required ?? []) if (!(key in out)) out[key] = fill(properties[key] ?? {}, undefined, key, origin);
    return out;
  }

  // What a reference says, all parts together; worked out once.
  function whole(reference) {
    if (!resolved.has(reference)) resolved.set(reference, merged(resolve(reference)));
    return resolved.get(reference);
  }

  function merged(schema = {}) {
    if (!schema.allOf) return schema;
    const parts = [schema, ...schema.allOf.map((part) => merged(resolve(part)))];
    return {
      ...Object.assign({}, ...parts),
      allOf: undefined,
      properties: parts.reduce((all, { properties = {} }) => both(all, properties), {}),
      required: parts.flatMap((part) => part.required ?? []),
    };
  }

  // A property that two parts describe is what both say.
  function both(left, right) {
    const out = { ...left };
    for (const [name, schema] of Object.entries(right)) out[name] = name in left ? { allOf: [left[name], schema] } : schema;
    return out;
  }

  // Of several alternatives the one that knows most of the given properties.
  function alternative(schema, partial) {
    const choices = schema.oneOf ?? schema.anyOf;
    if (!choices || schema.properties) return undefined;
    const known = (choice) => {
      const { properties = {} } = whole(choice);
      return Object.keys(partial).filter((key) => key in properties).length;
    };
    return choices.reduce((best, choice) => (known(choice) > known(best) ? choice : best));
  }

  function blank(schema, name, origin) {
    const types = [schema.type].flat();
    const choices = schema.oneOf ?? schema.anyOf;
    if (schema.nullable || types.includes("null")) return null;
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return schema.enum.includes(null) ? null : schema.enum[0];
    if (choices && !schema.properties) {
      if (choices.some((choice) => resolve(choice).nullable || resolve(choice).type === "null")) return null;
      return fill(choices[0], undefined, name, origin);
    }
    if (types.includes("string")) return blankText(schema, name, origin);
    if (types.includes("integer") || types.includes("number")) return schema.minimum ?? 0;
    if (types.includes("boolean")) return false;
    if (types.includes("array")) return [];
    return fill({ ...schema, type: "object" }, {}, name, origin);
  }
}

const told = (params) => (params?.allowedValues ? `: ${params.allowedValues.join(", ")}` : "");

function blankText(schema, name, origin) {
  if (schema.format === "date-time") return "2020-01-01T00:00:00Z";
  if (schema.format === "date") return "2020-01-01";
  if (schema.format === "email") return "nobody@example.com";
  if (/^uri/.test(schema.format ?? "") || /(^|_)url$/.test(name)) return `${origin}/${name}`;
  return "";
}
