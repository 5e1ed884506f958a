// SPDX-License-Identifier: Apache-2.0
// What a REST request breaks of the contract, as sentences: path values, query, body, headers.
export const api_version = "2022-11-28";

export function requestReasons(contract, { operation, values, query, headers, body }, { require_version }) {
  return [
    ...pathReasons(contract, operation, values),
    ...queryReasons(contract, operation, query),
    ...bodyReasons(contract, operation, headers, body),
    ...headerReasons(headers, require_version),
  ];
}

function pathReasons({ schemas }, { parameters }, values) {
  return parameters
    .filter((parameter) => parameter.in === "path" && parameter.name in values)
    .flatMap(({ name, schema }) =>
      schemas.reasons(schema, typed(schemas.resolve(schema), values[name])).map((reason) => `{${name}}: ${reason}`),
    );
}

function queryReasons({ schemas }, { parameters }, query) {
  const known = new Map(parameters.filter((parameter) => parameter.in === "query").map((parameter) => [parameter.name, parameter]));
  const reasons = [];
  for (const [name, { required }] of known) if (required && !query.has(name)) reasons.push(`the query lacks ${name}`);
  for (const name of new Set(query.keys())) {
    const parameter = known.get(name);
    if (!parameter) reasons.push(`the query has ${name}, which this call does not know`);
    else if (query.getAll(name).length > 1) reasons.push(`the query has ${name} more than once`);
    else {
      const value = typed(schemas.resolve(parameter.schema), query.get(name));
      reasons.push(...schemas.reasons(parameter.schema, value).map((reason) => `the query's ${name}: ${reason}`));
      // The contract says this in words only.
      if (name === "per_page" && (value < 1 || value > 100)) reasons.push("the query's per_page must be 1 to 100");
      if (name === "page" && value < 1) reasons.push("the query's page begins at 1");
    }
  }
  return reasons;
}

// A text of the address as what it stands for; as it is if it cannot be that, so that the schema refuses it.
function typed(schema, text) {
  if (schema?.type === "integer" && /^-?\d+$/.test(text)) return Number(text);
  if (schema?.type === "boolean" && /^(true|false)$/.test(text)) return text === "true";
  return text;
}

function bodyReasons({ schemas }, operation, headers, body) {
  if (!operation.body) return body.length > 0 ? ["this call takes no body"] : [];
  if (body.length === 0) return operation.bodyRequired ? ["the body is missing"] : [];
  if (!/^application\/json\b/.test(headers["content-type"] ?? "")) return ["the body's content-type is not application/json"];
  let value;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    return ["the body is not JSON"];
  }
  const schema = schemas.resolve(operation.body);
  const unknown =
    schema.properties && value && typeof value === "object" ? Object.keys(value).filter((name) => !(name in schema.properties)) : [];
  return [
    ...schemas.reasons(operation.body, value).map((reason) => `the body: ${reason}`),
    ...unknown.map((name) => `the body has ${name}, which this call does not know`),
  ];
}

const accepted = /^application\/vnd\.github(\.[\w-]+)*(\+json)?$/;

export function headerReasons(headers, require_version) {
  const accept = (headers.accept ?? "").split(",").map((type) => type.split(";")[0].trim());
  const version = headers["x-github-api-version"];
  const reasons = [];
  if (!accept.every((type) => accepted.test(type))) reasons.push("Accept is not of the family application/vnd.github+json");
  if (version === undefined && require_version) reasons.push("X-GitHub-Api-Version is missing");
  if (version !== undefined && version !== api_version)
    reasons.push(`X-GitHub-Api-Version ${version} is not the one that is served here, ${api_version}`);
  return reasons;
}
