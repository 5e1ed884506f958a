// SPDX-License-Identifier: Apache-2.0
// How fields are found: a property or function of the row's object. What the stand-in does not have is said aloud, never null.
import { GraphQLError } from "graphql";

export function resolveField(source, args, context, info) {
  const name = info.fieldName;
  if (!(name in source)) {
    context.unserved.add(`${info.parentType.name}.${name}`);
    return null;
  }
  const value = source[name];
  return typeof value === "function" ? value(args, context, info) : value;
}

// Notes each argument that was given, other than its default, but that the stand-in would ignore.
export function only(names, args, { unserved }, info) {
  const known = new Set(names.split(" "));
  const { args: defined } = info.parentType.getFields()[info.fieldName];
  for (const { name, defaultValue } of defined) {
    const isGiven = args[name] != null && JSON.stringify(args[name]) !== JSON.stringify(defaultValue);
    if (isGiven && !known.has(name)) unserved.add(`${info.parentType.name}.${info.fieldName}(${name}:)`);
  }
}

export const couldNotResolve = (message) => new GraphQLError(message, { extensions: { type: "NOT_FOUND" } });
