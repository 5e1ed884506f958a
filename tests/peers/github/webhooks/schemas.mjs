// SPDX-License-Identifier: Apache-2.0
// GitHub's published schemas of what its webhooks send. Loaded when the first one is sent.
import { readFileSync } from "node:fs";
import { makeSchemas } from "../contract/schemas.mjs";

export function loadWebhooks(product) {
  const file = new URL(`../../node_modules/@octokit/openapi-webhooks/generated/${product}.json`, import.meta.url);
  const { webhooks, components } = JSON.parse(readFileSync(file, "utf8"));
  const schemas = makeSchemas(components.schemas, "3.1");
  return {
    // A payload with everything that the schema requires, or an error that says why it is none.
    complete(event, action, partial, address) {
      const name = [event, ...(action ? [action] : [])].join("-").replace(/_/g, "-");
      const schema = webhooks[name]?.post.requestBody.content["application/json"].schema;
      if (!schema) throw new Error(`GitHub sends no ${name}.`);
      const payload = schemas.fill(schema, action ? { action, ...partial } : partial, address);
      const reasons = schemas.reasons(schema, payload);
      if (reasons.length > 0) throw new Error(`The stand-in's own ${name} is not what GitHub sends: ${reasons.join("; ")}.`);
      return payload;
    },
  };
}
