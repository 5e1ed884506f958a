// SPDX-License-Identifier: Apache-2.0
// What a new simulator holds: one workspace in no organisation, one installed app, people and channels of every kind that matters.
const team = "T0ACME001";
const bot_scopes = [
  "commands",
  "chat:write",
  "app_mentions:read",
  "im:history",
  "im:write",
  "users:read",
  "users:read.email",
  "channels:read",
  "groups:read",
  "usergroups:read",
  "dnd:read",
  "channels:history",
  "groups:history",
  "files:write",
  "links:read",
  "links:write",
];

const person = (id, name, more = {}) => ({
  id,
  team_id: team,
  name,
  real_name: name[0].toUpperCase() + name.slice(1),
  email: `${name}@acme.example`,
  tz: "Europe/Berlin",
  ...more,
});
const channel = (id, name, members, more = {}) => ({ id, name, kind: "public", team_ids: [team], members, ...more });

export const sampleCompany = () => ({
  teams: [{ id: team, name: "Acme", domain: "acme" }],
  apps: [
    {
      id: "A0ISPO001",
      name: "ISPO Bot",
      client_id: "1000.2000",
      client_secret: "sim-client-secret",
      signing_secret: "sim-signing-secret",
      bot_scopes,
      redirect_urls: [],
      commands: ["/ispo"],
      home_enabled: true,
      token_rotation: false,
      public_url: null,
    },
  ],
  users: [
    person("U0ALICE01", "alice", { is_admin: true }),
    person("U0BOB0001", "bob"),
    person("U0CAROL01", "carol", { tz: "America/New_York" }),
    person("U0GUEST01", "gustav", { is_restricted: true }),
    person("U0GUEST02", "gesa", { is_restricted: true, is_ultra_restricted: true }),
    person("U0GONE001", "erin", { deleted: true }),
    person("U0ISPOBOT", "ispo", { email: null, is_bot: true, bot_id: "B0ISPOBOT", app_id: "A0ISPO001" }),
  ],
  installations: [
    {
      id: "A0ISPO001|T0ACME001",
      app_id: "A0ISPO001",
      team_id: team,
      enterprise_id: null,
      bot_user_id: "U0ISPOBOT",
      bot_id: "B0ISPOBOT",
      scopes: bot_scopes,
      user_id: "U0ALICE01",
      workspaces: [],
    },
  ],
  tokens: [
    { id: "xoxb-sim-bot", type: "bot", installation: "A0ISPO001|T0ACME001", app_id: "A0ISPO001" },
    { id: "xapp-sim-app", type: "app", app_id: "A0ISPO001", scopes: ["connections:write", "authorizations:read"] },
  ],
  channels: [
    channel("C0GENERAL", "general", ["U0ALICE01", "U0BOB0001", "U0CAROL01", "U0ISPOBOT"]),
    channel("C0RANDOM1", "random", ["U0ALICE01", "U0BOB0001"]),
    channel("C0PRIVATE", "platform-team", ["U0ALICE01", "U0BOB0001", "U0ISPOBOT"], { kind: "private" }),
    channel("C0SECRET1", "board", ["U0ALICE01"], { kind: "private" }),
    channel("C0SHARED1", "with-partner", ["U0ALICE01", "U0ISPOBOT"], { team_ids: [team, "T0PARTNER"], is_ext_shared: true }),
    channel("C0GUESTS1", "with-guests", ["U0ALICE01", "U0GUEST01", "U0ISPOBOT"]),
    channel("C0ARCHIVE", "old-project", ["U0ALICE01", "U0ISPOBOT"], { is_archived: true }),
  ],
  usergroups: [
    { id: "S0ISPO001", team_id: team, handle: "ispo-office", name: "ISPO", users: ["U0ALICE01"] },
    { id: "S0MAINT01", team_id: team, handle: "maintainers", name: "Maintainers", users: ["U0ALICE01", "U0BOB0001"] },
  ],
});
