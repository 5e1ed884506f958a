// SPDX-License-Identifier: Apache-2.0
// Events API: what happens is stored, wrapped and delivered; the same event can be delivered again over either transport.
import { post } from "./messages.mjs";
import { eventCallback } from "./payloads.mjs";
import { linksOf, nameOf, whyWithheld } from "./subscriptions.mjs";
import { randomId } from "./workspace.mjs";

export function makeEvents(sim) {
  const { workspace } = sim;

  const directChannel = ({ user, installation, team }) => workspace.directChannel(user, installation.bot_user_id, team.id).channel;

  // One authorization for each installation that could see it; the first is the one that is shown.
  function authorizationsFor(app, team_ids, first) {
    const found = team_ids.map((team) => workspace.installationFor(app.id, team)).filter(Boolean);
    const all = [...new Set([first, ...found].filter(Boolean))];
    return all.map((each) => ({
      enterprise_id: each.enterprise_id,
      team_id: each.team_id,
      user_id: each.bot_user_id,
      is_bot: true,
      is_enterprise_install: !each.team_id,
    }));
  }

  // Stores and delivers. wish: {outer_team?, authorizations?, retry_num?, retry_reason?, retry?, wait?: "first"|"all"|"none", transport?, sign?, skew_s?}.
  async function emit({ app, team, installation, wish = {} }, event, channel) {
    const id = wish.event_id ?? `Ev${randomId("").slice(0, 9)}`;
    const authorizations = wish.authorizations ?? authorizationsFor(app, channel?.team_ids ?? [team.id], installation);
    const context = `4-${Buffer.from(id).toString("base64url")}`;
    const full = { event_ts: event.ts ?? workspace.newTs(), ...event };
    const payload = eventCallback(sim, {
      app,
      team_id: wish.outer_team ?? team.id,
      event: full,
      authorizations,
      isExternal: Boolean(channel?.is_ext_shared),
      id,
      context,
    });
    workspace.events.set(id, { id, app_id: app.id, event_context: context, authorizations, payload });
    const result = { event_id: id, payload, ts: event.ts, channel: channel?.id };
    const why = whyWithheld(app, installation, full);
    if (why) {
      sim.journal.add("withheld", { what: nameOf(full), why, app_id: app.id });
      return { ...result, withheld: why, attempts: [] };
    }
    if (app.events_enabled === false) return { ...result, failure: "subscriptions_disabled", attempts: [] };
    if (sim.delivery.isOverLimit(app, team.id))
      return { ...result, failure: "app_rate_limited", ...(await rateLimited(app, team.id, wish)) };
    return { ...result, ...(await awaited(sim.delivery.event(app, payload, wish), wish)) };
  }

  async function awaited({ attempts, first, all }, wish) {
    if (wish.wait === "none") return { attempts };
    const outcome = await (wish.wait === "all" ? all.then((each) => each.at(-1)) : first);
    return { ...outcome, attempts };
  }

  // The same event, or what has this trigger, once more. {event_id or trigger_id, times = 1, transport?, retry_num?, retry_reason?}: side by side when there are several.
  async function redeliver(wish) {
    if (wish.trigger_id) return { deliveries: await Promise.all(Array.from({ length: wish.times ?? 1 }, () => sim.delivery.again(wish))) };
    const row = workspace.events.get(wish.event_id);
    if (!row) throw new Error(`There is no event "${wish.event_id}".`);
    const app = workspace.apps.get(row.app_id);
    const once = () => awaited(sim.delivery.event(app, row.payload, { retry: false, ...wish }), { ...wish, wait: "first" });
    return { deliveries: await Promise.all(Array.from({ length: wish.times ?? 1 }, once)) };
  }

  // The one event without `event`.
  async function rateLimited(app, team_id, wish = {}) {
    const payload = {
      token: "not-a-proof",
      type: "app_rate_limited",
      team_id,
      minute_rate_limited: Math.floor(workspace.nowSeconds() / 60) * 60,
      api_app_id: app.id,
    };
    return awaited(sim.delivery.event(app, payload, { retry: false, ...wish }), wish);
  }

  function said(on, channel, text, type, more = {}) {
    const { user, wish } = on;
    const message = post(sim, channel, user, { text }, { thread_ts: wish.thread_ts });
    const shown = {
      type,
      user: user.id,
      text,
      ts: message.ts,
      team: user.team_id,
      channel: channel.id,
      event_ts: message.ts,
      ...(wish.thread_ts ? { thread_ts: wish.thread_ts } : {}),
      ...more,
    };
    return emit(on, { ...shown, ...wish.fields }, channel);
  }

  const channelOf = (wish) =>
    workspace.channels.get(wish.channel) ??
    (() => {
      throw new Error(`There is no channel "${wish.channel}".`);
    })();

  async function shareLink(on) {
    const { wish, user } = on;
    const isComposer = wish.source === "composer";
    const channel = channelOf(wish);
    const message = isComposer ? undefined : post(sim, channel, user, { text: wish.urls.join(" ") });
    const shared = { id: `Uxxx-${randomId("").slice(0, 12)}`, channel: channel.id, ts: message?.ts, urls: wish.urls };
    workspace.unfurls.set(shared.id, shared);
    const links = linksOf(on.app, wish.urls);
    const place = isComposer ? { channel: "COMPOSER", message_ts: shared.id } : { channel: channel.id, message_ts: message.ts };
    return emit(
      on,
      {
        type: "link_shared",
        user: user.id,
        ...place,
        links,
        unfurl_id: shared.id,
        source: wish.source ?? "conversations_history",
        is_bot_user_member: true,
        event_ts: workspace.newTs(),
      },
      channel,
    );
  }

  function openHome(on) {
    const { app, user, wish } = on;
    const home = workspace.views.get(workspace.homes.get(`${app.id}|${user.id}`)?.view_id);
    const shown = home
      ? {
          view: {
            id: home.id,
            type: "home",
            hash: home.hash,
            blocks: home.blocks,
            private_metadata: home.private_metadata,
            callback_id: home.callback_id,
          },
        }
      : {};
    return emit(on, { type: "app_home_opened", user: user.id, channel: directChannel(on).id, tab: wish.tab ?? "home", ...shown });
  }

  function join(on) {
    const channel = channelOf(on.wish);
    if (!channel.members.includes(on.user.id)) channel.members.push(on.user.id);
    return emit(
      on,
      {
        type: "member_joined_channel",
        user: on.user.id,
        channel: channel.id,
        channel_type: channel.kind === "public" ? "C" : "G",
        team: on.team.id,
      },
      channel,
    );
  }

  // Both events, in the order that the test wants: "uninstalled_first" or "revoked_first".
  async function tellUninstalled(installation, wish = {}) {
    const app = workspace.apps.get(installation.app_id);
    const team = workspace.teams.get(installation.team_id) ?? { id: installation.workspaces[0] ?? installation.enterprise_id };
    const on = { app, team, installation, wish };
    const happenings = [{ type: "app_uninstalled" }, { type: "tokens_revoked", tokens: { oauth: [], bot: [installation.bot_user_id] } }];
    if (wish.order === "revoked_first") happenings.reverse();
    const told = [];
    for (const event of happenings) told.push(await emit(on, event));
    return { events: told };
  }

  const doings = {
    mention: (on) => said(on, channelOf(on.wish), `<@${on.installation.bot_user_id}> ${on.wish.text ?? ""}`.trim(), "app_mention"),
    dm: (on) => said(on, directChannel(on), on.wish.text ?? "", "message", { channel_type: "im" }),
    say: (on) => {
      const channel = channelOf(on.wish);
      return said(on, channel, on.wish.text ?? "", "message", { channel_type: channel.kind === "public" ? "channel" : "group" });
    },
    open_home: openHome,
    share_link: shareLink,
    join,
    uninstall: (on) => {
      on.installation.uninstalled = true;
      return tellUninstalled(on.installation, on.wish);
    },
    event: (on) =>
      emit(on, on.wish.event, workspace.channels.get(typeof on.wish.event.channel === "string" ? on.wish.event.channel : undefined)),
  };
  return { doings, directChannel, emit, redeliver, rateLimited, tellUninstalled };
}
