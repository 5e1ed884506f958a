// SPDX-License-Identifier: Apache-2.0
// users.* and usergroups.*.
import { isYes } from "../http.mjs";
import { page } from "../paging.mjs";
import { refuse, required } from "../refusal.mjs";
import { teamOf } from "../tokens.mjs";

export const users = {
  "users.info": {
    tier: 4,
    scopes: ["users:read"],
    run: (sim, caller, args) => {
      required(args, "user");
      return { user: shownUser(sim, nearUser(sim, caller, args.user), caller) };
    },
  },
  "users.list": {
    tier: 2,
    scopes: ["users:read"],
    run: (sim, caller, args) => {
      const team_id = teamOf(sim, caller, args);
      const found = [...sim.workspace.users.values()].filter((user) => user.team_id === team_id);
      const { items, next } = page(found, args, { list: "users" });
      return {
        members: items.map((user) => shownUser(sim, user, caller)),
        cache_ts: sim.workspace.nowSeconds(),
        response_metadata: { next_cursor: next },
      };
    },
  },
  "users.lookupByEmail": {
    tier: 3,
    scopes: ["users:read.email"],
    run: (sim, caller, args) => {
      required(args, "email");
      const email = String(args.email).toLowerCase();
      const found = [...sim.workspace.users.values()].find(
        (user) => user.email?.toLowerCase() === email && !user.deleted && isNear(sim, caller, user),
      );
      return { user: shownUser(sim, found ?? refuse("users_not_found"), caller) };
    },
  },
  "usergroups.list": {
    tier: 2,
    scopes: ["usergroups:read"],
    run: (sim, caller, args) => {
      const team_id = teamOf(sim, caller, args);
      const found = [...sim.workspace.usergroups.values()].filter(
        (group) => group.team_id === team_id && (isYes(args.include_disabled) || !group.date_delete),
      );
      return { usergroups: found.map((group) => shownGroup(group, args)) };
    },
  },
  "usergroups.users.list": {
    tier: 2,
    scopes: ["usergroups:read"],
    run: (sim, caller, args) => {
      required(args, "usergroup");
      const team_id = teamOf(sim, caller, args);
      const group = sim.workspace.usergroups.get(args.usergroup);
      const isThere = group?.team_id === team_id && (isYes(args.include_disabled) || !group.date_delete);
      return { users: isThere ? group.users : refuse("no_such_subteam") };
    },
  },
};

const isNear = (sim, caller, user) =>
  caller.team_id ? user.team_id === caller.team_id || Boolean(user.is_stranger) : sim.workspace.serves(caller.installation, user.team_id);

function nearUser(sim, caller, id) {
  const user = sim.workspace.users.get(id);
  return user && isNear(sim, caller, user) ? user : refuse("user_not_found");
}

function shownUser(sim, user, caller) {
  const email = caller.scopes.includes("users:read.email") && user.email ? { email: user.email } : {};
  return {
    id: user.id,
    team_id: user.team_id,
    name: user.name,
    deleted: user.deleted,
    real_name: user.real_name ?? user.name,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: user.tz_offset ?? 0,
    locale: user.locale,
    profile: {
      real_name: user.real_name ?? user.name,
      display_name: user.display_name ?? user.name,
      title: user.title ?? "",
      team: user.team_id,
      ...email,
    },
    is_admin: user.is_admin,
    is_owner: Boolean(user.is_owner),
    is_primary_owner: false,
    is_restricted: user.is_restricted,
    is_ultra_restricted: user.is_ultra_restricted,
    is_bot: user.is_bot,
    is_app_user: false,
    is_stranger: user.is_stranger,
    updated: user.updated ?? 1,
    ...(enterpriseOf(sim, user) ? { enterprise_user: { id: user.id, enterprise_id: enterpriseOf(sim, user), teams: [user.team_id] } } : {}),
  };
}

const enterpriseOf = (sim, user) => sim.workspace.teams.get(user.team_id)?.enterprise_id;

function shownGroup(group, args) {
  const shown = {
    id: group.id,
    team_id: group.team_id,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    description: group.description ?? "",
    date_delete: group.date_delete,
  };
  if (isYes(args.include_users)) shown.users = group.users;
  if (isYes(args.include_users) || isYes(args.include_count)) shown.user_count = group.users.length;
  return shown;
}
