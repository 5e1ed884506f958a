// SPDX-License-Identifier: Apache-2.0
// Node ids: opaque to clients, stable for ever. The prefix says the kind, as GitHub's does.
export const nodeId = (kind, ...parts) => `${kind}_kwDO${Buffer.from(parts.join(":")).toString("base64url")}`;

// {kind, parts: [number or text, …]} or undefined.
export function readNodeId(id) {
  const [, kind, rest] = /^([A-Z]+)_kwDO([\w-]+)$/.exec(id) ?? [];
  if (!kind) return undefined;
  const parts = Buffer.from(rest, "base64url").toString("utf8").split(":");
  return { kind, parts: parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part)) };
}
