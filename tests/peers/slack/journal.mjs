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

// Slack's own type for the arguments of a method, named by rule but for these.
const odd_types = {
  "api.test": "APITestArguments",
  "chat.unfurl": "Unfurl",
  "oauth.v2.access": "OAuthV2AccessArguments",
  "oauth.v2.exchange": "OAuthV2ExchangeArguments",
};
const capital = (word) => word[0].toUpperCase() + word.slice(1);
// Blocks within a preview are held to the known ones, too, by the contract's own type.
const ours = new Set(["Unfurl"]);
const argumentType = (method) => odd_types[method] ?? `${method.split(".").map(capital).join("")}Arguments`;
const flags = new Set([
  "unfurl_links",
  "unfurl_media",
  "link_names",
  "reply_broadcast",
  "mrkdwn",
  "include_all_metadata",
  "inclusive",
  "return_im",
  "exclude_archived",
  "include_locale",
  "include_num_members",
  "include_users",
  "include_disabled",
  "include_count",
]);
const numbers = new Set(["limit", "count", "length"]);

// A form has only text; its flags and numbers are shown as what they mean.
function meant(name, value) {
  if (flags.has(name) && (value === "true" || value === "1")) return true;
  if (flags.has(name) && (value === "false" || value === "0")) return false;
  return numbers.has(name) && /^\d+$/.test(value) ? Number(value) : value;
}

const isAccepted = ({ kind, ok }) => kind === "api" && ok === true;

function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// A module of constants: one for each call that was accepted, its block arrays and views apart, so that their literals are checked
// against the narrower types of ../slack-types/contract.ts.
function typescript(entries) {
  const lines = [];
  const constant = (name, type, value) => lines.push(`export const ${name}: ${type} = ${value};`);
  const literal = (value) => JSON.stringify(value, null, 2);

  function viewConstant(n, { blocks, ...frame }) {
    constant(`blocks_${n}`, "Blocks", literal(blocks));
    const fields = Object.entries(frame).map(([name, value]) => `  ${JSON.stringify(name)}: ${literal(value)}`);
    constant(`view_${n}`, "View", `{\n${[...fields, `  "blocks": blocks_${n}`].join(",\n")}\n}`);
  }

  // The body of a 200 to a command or an interaction.
  function said({ n, body }) {
    const answer = readJson(body);
    if (Array.isArray(answer?.blocks)) constant(`blocks_${n}`, "Blocks", literal(answer.blocks));
    if (Array.isArray(answer?.view?.blocks)) viewConstant(n, answer.view);
    if (Array.isArray(answer?.options)) constant(`options_${n}`, "Option[]", literal(answer.options));
  }

  function call({ n, method, arguments: args, content_type }) {
    const { token: _, blocks, view, ...others } = args;
    const isForm = content_type !== "application/json";
    const shown = Object.entries(others).map(
      ([name, value]) => `  ${JSON.stringify(name)}: ${literal(isForm ? meant(name, value) : value)}`,
    );
    if (Array.isArray(blocks)) {
      constant(`blocks_${n}`, "Blocks", literal(blocks));
      shown.push(`  "blocks": blocks_${n}`);
    }
    if (view) {
      viewConstant(n, view);
      shown.push(`  "view": view_${n}`);
    }
    constant(`call_${n}`, argumentType(method), `{\n${shown.join(",\n")}\n}`);
  }

  for (const entry of entries) {
    if (isAccepted(entry)) call(entry);
    if (entry.kind === "delivery") said(entry);
    if (entry.kind === "response_url" && entry.ok && Array.isArray(entry.body?.blocks))
      constant(`blocks_${entry.n}`, "Blocks", literal(entry.body.blocks));
  }
  const types = [...new Set(entries.filter(isAccepted).map(({ method }) => argumentType(method)))];
  const used = types.filter((type) => !ours.has(type));
  const imports = ['import type { Option, View } from "@slack/types";', 'import type { Blocks, Unfurl } from "./contract";'];
  if (used.length > 0) imports.push(`import type { ${used.sort().join(", ")} } from "@slack/web-api";`);
  return `${[...imports, "", ...lines].join("\n")}\n`;
}
