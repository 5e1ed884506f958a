// SPDX-License-Identifier: Apache-2.0
// The stand-in's own answers, held to the contract like everybody's requests.

// Status codes that GitHub sends for every operation, whatever its list of responses says: credentials, limits, moved and hidden
// repositories, its own failures. Their bodies have one shape, `basic-error`.
const everywhere = new Set([301, 304, 401, 403, 404, 410, 429, 500, 502, 503, 504]);

// Where the contract cannot be met, the schema that holds instead.
const exceptions = {
  // Its account would have to be a user and an enterprise at once; the component says "or".
  "apps/list-installations": { 200: { type: "array", items: { $ref: "#/components/schemas/installation" } } },
};

export function answerReasons({ schemas }, operation, status, body) {
  const schema = exceptions[operation.id]?.[status] ?? operation.responses[status];
  if (schema) return schemas.reasons(schema, body).map((reason) => `the stand-in's own answer ${status}: ${reason}`);
  if (status in operation.responses || everywhere.has(status)) return [];
  return [`the stand-in answers ${status}, which the contract does not list`];
}
