// SPDX-License-Identifier: Apache-2.0
// What a query costs before it runs: requests over all connections ÷ 100, rounded, at least 1. Source: GitHub's "Rate limits and query limits
// for the GraphQL API".
import { getNamedType, isAbstractType, isObjectType } from "graphql";
import { getArgumentValues, getDirectiveValues } from "graphql/execution/values.js";
import { GraphQLIncludeDirective, GraphQLSkipDirective } from "graphql";

export const most_nodes = 500_000;

// {cost, nodeCount, page, reasons}: `page` is the largest page that is asked at the outermost connections.
export function measure(schema, document, operation, variables) {
  const fragments = new Map(document.definitions.filter((d) => d.kind === "FragmentDefinition").map((d) => [d.name.value, d]));
  const found = { requests: 0, nodeCount: 0, page: 0, reasons: [] };
  walk(operation.selectionSet, schema.getRootType(operation.operation), 1, "");
  if (found.nodeCount > most_nodes) found.reasons.push(`the query asks for ${found.nodeCount} nodes, more than ${most_nodes}`);
  return { cost: Math.max(1, Math.round(found.requests / 100)), ...found };

  function walk(selections, type, times, path) {
    for (const selection of selections?.selections ?? []) {
      if (!isIncluded(selection)) continue;
      if (selection.kind === "Field") field(selection, type, times, path);
      else {
        const fragment = selection.kind === "FragmentSpread" ? fragments.get(selection.name.value) : selection;
        walk(fragment.selectionSet, fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type, times, path);
      }
    }
  }

  function field(node, type, times, path) {
    const definition = isObjectType(type) || isAbstractType(type) ? type.getFields?.()[node.name.value] : undefined;
    if (!definition) return;
    const inner = getNamedType(definition.type);
    const here = `${path}${path ? "." : ""}${node.alias?.value ?? node.name.value}`;
    const isConnection = /Connection$/.test(inner.name) && definition.args.some(({ name }) => name === "first");
    if (!isConnection) return walk(node.selectionSet, inner, times, here);
    const { first, last } = getArgumentValues(definition, node, variables);
    const size = first ?? last;
    if (first != null && last != null) found.reasons.push(`${here}: first and last together`);
    if (size == null) found.reasons.push(`${here}: a connection needs first or last`);
    else if (size < 1 || size > 100) found.reasons.push(`${here}: first or last is ${size}, not 1 to 100`);
    found.requests += times;
    found.nodeCount += times * (size ?? 0);
    if (times === 1) found.page = Math.max(found.page, size ?? 0);
    walk(node.selectionSet, inner, times * (size ?? 0), here);
  }

  function isIncluded(node) {
    if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
  }
}
