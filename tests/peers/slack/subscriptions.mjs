// SPDX-License-Identifier: Apache-2.0
// Which events an app is told of: those that it subscribed to and has a scope for (docs.slack.dev/reference/events).
const message_kinds = { im: "im", mpim: "mpim", channel: "channels", group: "groups" };

// As a manifest names it.
export const nameOf = ({ type, channel_type }) => (type === "message" ? `message.${message_kinds[channel_type] ?? "channels"}` : type);

const scopes = {
  app_mention: "app_mentions:read",
  "message.im": "im:history",
  "message.mpim": "mpim:history",
  "message.channels": "channels:history",
  "message.groups": "groups:history",
  link_shared: "links:read",
  user_change: "users:read",
  team_join: "users:read",
  agent_session_stopped: "assistant:write",
  app_context_changed: "assistant:write",
};
const families = { subteam_: "usergroups:read", channel_: "channels:read", group_: "groups:read" };

function scopeOf(event) {
  const { type } = event;
  if (type === "member_joined_channel" || type === "member_left_channel") return event.channel_type === "G" ? "groups:read" : "channels:read";
  const family = Object.keys(families).find((start) => type.startsWith(start));
  return scopes[nameOf(event)] ?? families[family];
}

// Why Slack says nothing of this event; "" if it does. An app without a list of subscriptions is told of everything.
export function whyWithheld(app, installation, event) {
  if (!app.bot_events) return "";
  const name = nameOf(event);
  if (!app.bot_events.includes(name)) return `not subscribed to ${name}`;
  const scope = scopeOf(event);
  if (scope && !installation.scopes.includes(scope)) return `no scope ${scope}`;
  return name === "link_shared" && event.links.length === 0 ? "no link to a domain of the app" : "";
}

// The links that the app may preview: those to its domains and what is below them.
export function linksOf(app, urls) {
  const links = urls.map((url) => ({ url, domain: new URL(url).hostname }));
  const isBelow = (domain) => (own) => domain === own || domain.endsWith(`.${own}`);
  return app.unfurl_domains ? links.filter(({ domain }) => app.unfurl_domains.some(isBelow(domain))) : links;
}
