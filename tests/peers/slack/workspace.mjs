// SPDX-License-Identifier: Apache-2.0
// The state of the simulated Slack: plain JSON rows in maps by id. Everything else reads and writes it here.
import { randomBytes } from "node:crypto";
import { sampleCompany } from "./sample_company.mjs";

export const table_names = [
  "teams",
  "enterprises",
  "apps",
  "users",
  "installations",
  "tokens",
  "refresh_tokens",
  "codes",
  "channels",
  "usergroups",
  "messages",
  "ephemerals",
  "views",
  "stacks",
  "homes",
  "files",
  "response_urls",
  "triggers",
  "unfurls",
  "events",
  "sessions",
];

const defaults = {
  teams: { domain: "", enterprise_id: null },
  enterprises: {},
  apps: {
    bot_scopes: [],
    redirect_urls: [],
    commands: [],
    home_enabled: true,
    token_rotation: false,
    public_url: null,
    events_enabled: true,
    bot_events: null, // what it subscribed to; null: everything
    unfurl_domains: null, // null: every domain
  },
  users: { is_admin: false, is_restricted: false, is_ultra_restricted: false, is_bot: false, deleted: false, tz: "UTC", email: null },
  channels: { kind: "public", members: [], is_archived: false, is_ext_shared: false },
  installations: { enterprise_id: null, team_id: null, scopes: [], workspaces: [] },
  tokens: { revoked: false, expires_at: null },
  usergroups: { users: [], date_delete: 0 },
};

const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
export const randomWord = (bytes = 18) => randomBytes(bytes).toString("base64url").replace(/[-_]/g, "x");
export const randomId = (prefix) => prefix + [...randomBytes(9)].map((byte) => letters[byte % letters.length]).join("");

export class Workspace {
  constructor(clock) {
    this.clock = clock;
    this.restart();
  }

  restart() {
    this.reset(sampleCompany());
  }

  // Starts again from `state`, an object of arrays as `dump` gives it.
  reset(state) {
    for (const name of table_names) this[name] = new Map();
    this.last_ts = 0;
    this.merge(state);
  }

  // Adds rows; a row whose id is known is changed field by field.
  merge(state) {
    for (const [name, rows] of Object.entries(state)) {
      if (!table_names.includes(name)) throw new Error(`There is no table "${name}"; there are ${table_names.join(", ")}.`);
      for (const row of rows) {
        if (!row.id) throw new Error(`A row of ${name} needs an id.`);
        const known = this[name].get(row.id);
        if (known) Object.assign(known, row);
        else this[name].set(row.id, { ...structuredClone(defaults[name] ?? {}), ...row });
      }
    }
  }

  dump() {
    return Object.fromEntries(table_names.map((name) => [name, [...this[name].values()]]));
  }

  // A time stamp of Slack's kind that no other message has; later ones are greater.
  newTs() {
    this.last_ts = Math.max(this.last_ts + 1, this.clock.now() * 1000);
    return `${Math.floor(this.last_ts / 1e6)}.${String(this.last_ts % 1e6).padStart(6, "0")}`;
  }

  nowSeconds = () => Math.floor(this.clock.now() / 1000);

  // The one installation of an app that serves a workspace: its own, or that of its organisation if it was added there.
  installationFor(app_id, team_id) {
    const own = this.installations.get(`${app_id}|${team_id}`);
    if (own) return own;
    const enterprise_id = this.teams.get(team_id)?.enterprise_id;
    const org = enterprise_id && this.installations.get(`${app_id}|${enterprise_id}`);
    return org && org.workspaces.includes(team_id) ? org : undefined;
  }

  // Whether an installation reaches this workspace.
  serves(installation, team_id) {
    return this.installationFor(installation.app_id, team_id) === installation;
  }

  // The direct conversation of a person with a bot; made when there is none yet.
  directChannel(user, bot_user_id, team_id) {
    for (const channel of this.channels.values()) {
      if (channel.kind === "im" && channel.members.includes(user.id) && channel.members.includes(bot_user_id))
        return { channel, isNew: false };
    }
    const channel = {
      id: randomId("D"),
      name: "",
      kind: "im",
      team_ids: [team_id],
      members: [user.id, bot_user_id],
      user: user.id,
      is_archived: false,
      is_ext_shared: false,
    };
    this.channels.set(channel.id, channel);
    return { channel, isNew: true };
  }

  // Messages of a channel that everybody there sees, oldest first.
  messagesOf(channel_id) {
    return [...this.messages.values()].filter((message) => message.channel === channel_id).sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }

  message = (channel_id, ts) => this.messages.get(`${channel_id}|${ts}`);

  store(message) {
    this.messages.set(`${message.channel}|${message.ts}`, { id: `${message.channel}|${message.ts}`, ...message });
    return this.message(message.channel, message.ts);
  }
}
