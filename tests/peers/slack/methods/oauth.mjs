// SPDX-License-Identifier: Apache-2.0
// oauth.v2.access and oauth.v2.exchange: a code, a refresh token or an old token becomes tokens.
import { refuse } from "../refusal.mjs";
import { issueBotToken } from "../tokens.mjs";

const grace_ms = 60_000; // a refresh token that was used answers the same once more for so long

export const oauth = {
  "oauth.v2.access": { open: true, tier: 4, run: access },
  "oauth.v2.exchange": { open: true, tier: 3, run: exchange },
};

// Client id and secret, from Basic authorization or the body.
function clientOf(sim, args, req) {
  const basic = /^Basic\s+(\S+)$/i.exec(req.headers.authorization ?? "");
  const [id, secret] = basic ? Buffer.from(basic[1], "base64").toString("utf8").split(":") : [args.client_id, args.client_secret];
  const app = [...sim.workspace.apps.values()].find((each) => each.client_id === id) ?? refuse("invalid_client_id");
  return app.client_secret === secret ? app : refuse("bad_client_secret");
}

function access(sim, _, args, req) {
  const app = clientOf(sim, args, req);
  const grant = args.grant_type ?? "authorization_code";
  if (grant === "refresh_token") return refresh(sim, app, args);
  return grant === "authorization_code" ? fromCode(sim, app, args) : refuse("invalid_grant_type");
}

function fromCode(sim, app, args) {
  const code = sim.workspace.codes.get(args.code);
  if (!code || code.app_id !== app.id || code.used || sim.clock.now() > code.expires_at) refuse("invalid_code");
  if ((args.redirect_uri ?? code.redirect_uri) !== code.redirect_uri || (code.has_redirect && !args.redirect_uri))
    refuse("bad_redirect_uri");
  code.used = true;
  const installation = sim.workspace.installations.get(code.installation);
  const authed_user = { id: code.user_id };
  return { ...described(sim, app, installation), ...issueBotToken(sim, installation, app.token_rotation), authed_user };
}

function described(sim, app, installation) {
  const team = sim.workspace.teams.get(installation.team_id);
  const enterprise = sim.workspace.enterprises.get(installation.enterprise_id);
  return {
    app_id: app.id,
    token_type: "bot",
    scope: installation.scopes.join(","),
    bot_user_id: installation.bot_user_id,
    team: team ? { id: team.id, name: team.name } : null,
    enterprise: enterprise ? { id: enterprise.id, name: enterprise.name } : null,
    is_enterprise_install: !team,
  };
}

function refresh(sim, app, args) {
  const row = sim.workspace.refresh_tokens.get(args.refresh_token);
  if (!row || row.app_id !== app.id) refuse("invalid_refresh_token");
  if (row.used_at !== null) return sim.clock.now() - row.used_at <= grace_ms ? row.answer : refuse("invalid_refresh_token");
  const installation = sim.workspace.installations.get(row.installation);
  row.used_at = sim.clock.now();
  row.answer = { ...described(sim, app, installation), ...issueBotToken(sim, installation, true) };
  return row.answer;
}

function exchange(sim, _, args, req) {
  const app = clientOf(sim, args, req);
  if (!app.token_rotation) refuse("token_rotation_not_enabled");
  const row = sim.workspace.tokens.get(args.token);
  if (row?.exchanged) refuse("token_already_exchanged");
  if (!row || row.app_id !== app.id || row.type !== "bot" || row.expires_at !== null) refuse("invalid_token");
  const installation = sim.workspace.installations.get(row.installation);
  if (row.revoked || !installation || installation.uninstalled) refuse("authorization_not_found");
  Object.assign(row, { exchanged: true, revoked: true });
  return { ...described(sim, app, installation), ...issueBotToken(sim, installation, true) };
}
