// SPDX-License-Identifier: Apache-2.0
// GitHub's published REST contract: which operations there are, what they take and what they answer.
import { readFileSync } from "node:fs";
import { makeSchemas } from "./schemas.mjs";

const folder = new URL("../../node_modules/.contracts/", import.meta.url);
const methods = ["get", "post", "put", "patch", "delete"];

// `product` is "api.github.com" or "ghes-3.19".
export function loadContract(product) {
  const { paths, components } = JSON.parse(readFileSync(new URL(`${product}.json`, folder), "utf8"));
  const schemas = makeSchemas(components.schemas, "3.0");
  const deref = (kind, thing) => (thing.$ref ? components[kind][thing.$ref.split("/").pop()] : thing);
  const routes = Object.entries(paths)
    .map(([template, item]) => readPath(template, item))
    .sort(moreSpecificFirst);
  const operations = new Map();
  for (const route of routes) for (const operation of route.operations.values()) operations.set(operation.id, operation);

  function readPath(template, item) {
    const operations = new Map();
    const multi = new Set();
    for (const method of methods) {
      if (!item[method]) continue;
      const read = readOperation(template, method, item[method]);
      operations.set(method.toUpperCase(), read);
      for (const parameter of read.parameters) if (parameter["x-multi-segment"]) multi.add(parameter.name);
    }
    const names = [...template.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
    const pattern = template.split("/").map((part) => segment(part, multi));
    return { template, names, operations, match: new RegExp(`^${pattern.join("/")}$`) };
  }

  function readOperation(template, method, operation) {
    const responses = Object.fromEntries(
      Object.entries(operation.responses).map(([status, response]) => [
        status,
        deref("responses", response).content?.["application/json"]?.schema,
      ]),
    );
    return {
      id: operation.operationId,
      method: method.toUpperCase(),
      template,
      parameters: (operation.parameters ?? []).map((parameter) => deref("parameters", parameter)),
      body: operation.requestBody?.content?.["application/json"]?.schema,
      bodyRequired: operation.requestBody?.required === true,
      responses,
      forApps: operation["x-github"]?.enabledForGitHubApps === true,
      // The contract says this in words only.
      needsJwt: /must use a \[JWT\]/.test(operation.description ?? ""),
    };
  }

  return {
    product,
    schemas,
    operation: (id) => operations.get(id),
    // {operation, values} or {reason}. `path` is still percent-encoded, without the product's prefix.
    find(method, path) {
      for (const { match, names, operations } of routes) {
        const found = match.exec(path);
        if (!found) continue;
        const operation = operations.get(method);
        if (!operation) return { reason: `${path} has no ${method} in the contract of ${product}` };
        return { operation, values: Object.fromEntries(names.map((name, i) => [name, decoded(found[i + 1])])) };
      }
      return { reason: `there is no ${method} ${path} in the contract of ${product}` };
    },
  };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// "{owner}" matches one segment; a parameter that may hold slashes ({path}, {ref}) matches several.
function segment(part, multi) {
  return part.replace(/[.+?^$()|[\]\\]/g, "\\$&").replace(/\{([^}]+)\}/g, (_, name) => (multi.has(name) ? "(.+)" : "([^/]+)"));
}

function moreSpecificFirst(left, right) {
  const a = left.template.split("/");
  const b = right.template.split("/");
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = Number(a[i].startsWith("{")) - Number(b[i].startsWith("{"));
    if (difference !== 0) return difference;
  }
  return b.length - a.length;
}
