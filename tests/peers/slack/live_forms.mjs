// SPDX-License-Identifier: Apache-2.0
// What in a message would notify somebody or be clickable: so that a test can say "nothing live got out" without knowing mrkdwn.

const mention = /<(!here|!channel|!everyone|!subteam\^[A-Z0-9]+|@[UW][A-Z0-9]+|#[CG][A-Z0-9]+)(?:[|^][^>]*)?>/g;
const link = /<((?:https?|mailto):[^|>\s]+)(?:\|[^>]*)?>/g;
const bare_word = /(?<![\w<!])(@(?:here|channel|everyone))\b/g;
const bare_url = /(?<![<|\w])(https?:\/\/[^\s<>|]+)/g;

// `parses`: whether bare words and addresses are made live, too (mrkdwn without verbatim, top-level text without parse:"none").
function inMrkdwn(text, parses) {
  const found = [...text.matchAll(mention), ...text.matchAll(link)].map((match) => match[1]);
  if (parses) found.push(...[...text.matchAll(bare_word), ...text.matchAll(bare_url)].map((match) => match[1]));
  return found;
}

function inBlocks(value) {
  if (Array.isArray(value)) return value.flatMap(inBlocks);
  if (value === null || typeof value !== "object") return [];
  if (value.type === "mrkdwn" && typeof value.text === "string") return inMrkdwn(value.text, value.verbatim !== true);
  if (value.type === "markdown") return inMrkdwn(value.text, true);
  if (value.type === "broadcast") return [`!${value.range}`];
  if (value.type === "user") return [`@${value.user_id}`];
  if (value.type === "usergroup") return [`!subteam^${value.usergroup_id}`];
  if (value.type === "channel") return [`#${value.channel_id}`];
  const own = (value.type === "link" || value.type === "button") && value.url ? [value.url] : [];
  return [...own, ...Object.values(value).flatMap(inBlocks)];
}

// In order of appearance, each once. The top-level text counts too: without blocks it is what is shown, with them the notification.
export function liveForms(message) {
  const parses = message.parse !== "none" || Boolean(message.link_names);
  return [...new Set([...inMrkdwn(message.text ?? "", parses), ...inBlocks(message.blocks ?? [])])];
}
