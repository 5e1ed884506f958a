// SPDX-License-Identifier: Apache-2.0
// GitHub's published GraphQL schema.
import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";

const file = new URL("../../node_modules/@octokit/graphql-schema/schema.graphql", import.meta.url);

// The schema defines two fields twice, hence no validation of itself. Without its prose, two thirds of it, it is read faster.
export function loadSchema() {
  const text = readFileSync(file, "utf8").replace(/"""[\s\S]*?"""/g, "");
  return buildSchema(text, { assumeValid: true, assumeValidSDL: true, noLocation: true });
}
