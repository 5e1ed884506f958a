// SPDX-License-Identifier: Apache-2.0
// api.test, auth.*, team.info, dnd.teamInfo.
import { isYes } from "../http.mjs";
import { page } from "../paging.mjs";
import { refuse } from "../refusal.mjs";
import { teamOf } from "../tokens.mjs";

export const auth = {
  "api.test": {
    open: true,
    tier: 4,
    run: (sim, caller, args) => {
      const { token: _, ...shown } = args;
      return args.error ? refuse(args.error, { args: shown }) : { args: shown };
    },
  },
  "auth.test": { tokens: ["bot", "user", "app"], run: authTest },
  "auth.revoke": {
    tier: 3,
    run: (sim, caller, args) => {
      if (isYes(args.test)) return { revoked: false };
      caller.row.revoked = true;
      return { revoked: true };
    },
  },
  "auth.teams.list": {
    tier: 2,
    run: (sim, caller, args) => {
      const here = [...sim.workspace.teams.values()].filter((team) =>
        caller.team_id ? team.id === caller.team_id : sim.workspace.serves(caller.installation, team.id),
      );
      const { items, next } = page(here, args, { list: "teams" });
      return { teams: items.map(({ id, name }) => ({ id, name })), response_metadata: { next_cursor: next } };
    },
  },
  "team.info": {
    tier: 3,
    scopes: ["team:read"],
    run: (sim, caller, args) => {
      const team = sim.workspace.teams.get(args.team ?? teamOf(sim, caller, args)) ?? refuse("team_not_found");
      const enterprise = team.enterprise_id
        ? { enterprise_id: team.enterprise_id, enterprise_name: sim.workspace.enterprises.get(team.enterprise_id)?.name }
        : {};
      return { team: { id: team.id, name: team.name, domain: team.domain, email_domain: "", icon: {}, ...enterprise } };
    },
  },
  "dnd.teamInfo": {
    tier: 2,
    scopes: ["dnd:read"],
    run: (sim, caller, args) => {
      const ids = String(args.users ?? "")
        .split(",")
        .filter(Boolean);
      if (ids.length === 0) refuse("no_users_provided");
      if (ids.length > 50) refuse("too_many_users");
      const none = { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };
      const known = ids.map((id) => sim.workspace.users.get(id)).filter(Boolean);
      return { users: Object.fromEntries(known.map((user) => [user.id, user.dnd ?? none])) };
    },
  },
};

function authTest(sim, caller) {
  if (caller.type === "app") return { app_id: caller.app.id, app_name: caller.app.name };
  const { team_id, enterprise_id, user, installation } = caller;
  const place = sim.workspace.teams.get(team_id) ?? sim.workspace.enterprises.get(enterprise_id);
  return {
    url: `https://${place?.domain || "acme"}.slack.example/`,
    team: place?.name,
    user: user.name,
    team_id: team_id ?? enterprise_id,
    user_id: user.id,
    ...(user.is_bot ? { bot_id: user.bot_id } : {}),
    ...(enterprise_id ? { enterprise_id } : {}),
    is_enterprise_install: !installation.team_id,
  };
}
