// SPDX-License-Identifier: Apache-2.0
// Everything that came in and went out, in order, without secrets; and the same as TypeScript literals for the type check.
const secret = /xox[a-z](?:\.xox[a-z])?-[\w.-]+|xapp-[\w-]+|xoxe-[\w.-]+/g;
const secret_names = new Set(["token", "client_secret", "refresh_token", "access_token", "code", "ticket", "authorization"]);

// A deep copy in which no token is left.
export function redact(value) {
  if (typeof value === "string") return value.replace(secret, "[token]");
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`;
  if (Array.isArray(value)) return value.map(redact);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, secret_names.has(name) && typeof inner === "string" ? "[secret]" : redact(inner)]),
  );
}

export function makeJournal() {
  let entries = [];
  let n = 0;
  return {
    // The entry itself is returned, so that its outcome can be added when it is known.
    add(kind, facts) {
      const entry = { n: ++n, at: Date.now(), kind, ...redact(facts) };
      entries.push(entry);
      return entry;
    },
    // `where` {kind, method, since, ok}: each given field must be equal; `since` is the n of the last entry already seen.
    read(where = {}) {
      return entries.filter(
        (entry) =>
          (where.kind === undefined || entry.kind === where.kind) &&
          (where.method === undefined || entry.method === where.method) &&
          (where.ok === undefined || String(entry.ok) === String(where.ok)) &&
          (where.since === undefined || entry.n > Number(where.since)),
      );
    },
    clear: () => (entries = []),
    typescript: () => typescript(entries),
  };
}

// The names of Slack's own types for arguments; what is missing here is not written.
const argument_types = {
  "chat.postMessage": "ChatPostMessageArguments",
  "chat.postEphemeral": "ChatPostEphemeralArguments",
  "chat.update": "ChatUpdateArguments",
  "chat.delete": "ChatDeleteArguments",
  "chat.unfurl": "ChatUnfurlArguments",
  "views.open": "ViewsOpenArguments",
  "views.push": "ViewsPushArguments",
  "views.update": "ViewsUpdateArguments",
  "views.publish": "ViewsPublishArguments",
  "conversations.open": "ConversationsOpenArguments",
  "conversations.history": "ConversationsHistoryArguments",
  "users.info": "UsersInfoArguments",
};

// One constant for each call that was accepted, with block arrays and views as constants of their own types.
function typescript(entries) {
  const lines = [
    'import type { KnownBlock, View } from "@slack/types";',
    `import type { ${[...new Set(Object.values(argument_types))].sort().join(", ")} } from "@slack/web-api";`,
    "",
  ];
  const literal = (name, type, value) => lines.push(`export const ${name}: ${type} = ${JSON.stringify(value, null, 2)};`);
  for (const { n, kind, method, ok, arguments: args, body } of entries) {
    if (kind === "api" && ok && argument_types[method]) {
      const { token: _, ...shown } = args;
      if (Array.isArray(shown.blocks)) literal(`blocks_${n}`, "KnownBlock[]", shown.blocks);
      if (shown.view) literal(`view_${n}`, "View", shown.view);
      literal(`call_${n}`, argument_types[method], shown);
    }
    if (kind === "response_url" && ok && Array.isArray(body?.blocks)) literal(`response_blocks_${n}`, "KnownBlock[]", body.blocks);
  }
  return `${lines.join("\n")}\n`;
}
