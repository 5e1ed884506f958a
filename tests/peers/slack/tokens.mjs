// SPDX-License-Identifier: Apache-2.0
// Who calls: tokens, what they are worth, and how they are made, rotated and withdrawn.
import { refuse } from "./refusal.mjs";
import { randomWord } from "./workspace.mjs";

export const access_seconds = 43_200;

// The caller behind a token: {type, app, installation, user, scopes, team_id, enterprise_id, row}. team_id is null for an organisation's token.
export function authenticate(sim, token) {
  const { workspace } = sim;
  if (!token) refuse("not_authed");
  const row = workspace.tokens.get(token);
  if (!row) refuse("invalid_auth");
  if (row.revoked) refuse("token_revoked");
  if (row.expires_at !== null && row.expires_at !== undefined && workspace.nowSeconds() >= row.expires_at) refuse("token_expired");
  const app = workspace.apps.get(row.app_id);
  if (!app) refuse("invalid_auth");
  if (row.type === "app")
    return { type: "app", app, row, scopes: row.scopes ?? [], team_id: null, enterprise_id: null, workspace_key: app.id };
  const installation = workspace.installations.get(row.installation);
  if (!installation || installation.uninstalled) refuse("account_inactive");
  const team = installation.team_id && workspace.teams.get(installation.team_id);
  if (team?.disabled) refuse("team_disabled");
  const user = workspace.users.get(row.type === "user" ? row.user_id : installation.bot_user_id);
  if (!user || user.deleted) refuse("account_inactive");
  return {
    type: row.type,
    app,
    installation,
    user,
    row,
    scopes: row.scopes ?? installation.scopes,
    team_id: installation.team_id,
    enterprise_id: installation.enterprise_id ?? null,
    workspace_key: installation.team_id ?? installation.enterprise_id,
  };
}

export function needScope(caller, ...needed) {
  if (needed.some((scope) => caller.scopes.includes(scope))) return;
  refuse("missing_scope", { needed: needed.join(","), provided: caller.scopes.join(",") });
}

// The workspace that a call is about. An organisation's token has to say which, and may only name one that the app was added to.
export function teamOf(sim, caller, args) {
  if (caller.team_id) return caller.team_id;
  if (!args.team_id) refuse("missing_argument", { response_metadata: { messages: ["[ERROR] missing required field: team_id"] } });
  if (!sim.workspace.serves(caller.installation, args.team_id)) refuse("team_access_not_granted");
  return args.team_id;
}

// A new bot token. With rotation it expires and has a refresh token; of those that live, the two newest stay.
export function issueBotToken(sim, installation, rotates) {
  const { workspace } = sim;
  const issued = (workspace.last_issue = (workspace.last_issue ?? 0) + 1);
  const row = { type: "bot", installation: installation.id, app_id: installation.app_id, revoked: false, expires_at: null, issued };
  if (!rotates) {
    row.id = `xoxb-${randomWord()}`;
    workspace.tokens.set(row.id, row);
    return { access_token: row.id };
  }
  const life = workspace.apps.get(installation.app_id)?.token_seconds ?? access_seconds;
  row.id = `xoxe.xoxb-1-${randomWord(30)}`;
  row.expires_at = workspace.nowSeconds() + life;
  workspace.tokens.set(row.id, row);
  const living = [...workspace.tokens.values()].filter(
    (each) => each.installation === installation.id && each.expires_at !== null && !each.revoked,
  );
  living
    .sort((a, b) => (a.issued ?? 0) - (b.issued ?? 0))
    .slice(0, -2)
    .forEach((each) => (each.revoked = true));
  const refresh = { id: `xoxe-1-${randomWord(40)}`, installation: installation.id, app_id: installation.app_id, used_at: null };
  workspace.refresh_tokens.set(refresh.id, refresh);
  return { access_token: row.id, expires_in: life, refresh_token: refresh.id };
}

// Nothing of an installation works any longer.
export function uninstall(sim, installation) {
  installation.uninstalled = true;
  for (const row of sim.workspace.refresh_tokens.values())
    if (row.installation === installation.id) sim.workspace.refresh_tokens.delete(row.id);
}
