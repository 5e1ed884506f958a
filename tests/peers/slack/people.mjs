// SPDX-License-Identifier: Apache-2.0
// A person does something in Slack; the app is told, and what it answers takes effect. One function for each thing a person can do.
import { afterCommand, afterNotice, afterSubmission, afterSuggestion } from "./answers.mjs";
import { makeEvents } from "./events.mjs";
import { actionOf, commandFields, elementState, findElement, interactionHead, isEmpty, stateValues } from "./payloads.mjs";
import { shownMessage } from "./messages.mjs";
import { newResponseUrl, newTrigger } from "./triggers.mjs";
import { setStack, shownView, stackOf } from "./view_stack.mjs";

const need = (row, what, id) =>
  row ??
  (() => {
    throw new Error(`There is no ${what} "${id}".`);
  })();

export function makePeople(sim) {
  const events = makeEvents(sim);
  const { workspace } = sim;

  // Who acts on which app from where. Without `app`, the first.
  function scene(wish) {
    const app = need(wish.app ? workspace.apps.get(wish.app) : workspace.apps.values().next().value, "app", wish.app);
    const user = need(workspace.users.get(wish.person), "person", wish.person);
    const team = need(workspace.teams.get(wish.team ?? user.team_id), "workspace", wish.team ?? user.team_id);
    const installation = need(workspace.installationFor(app.id, team.id), "installation of the app in", team.id);
    return { app, user, team, installation, isOrg: !installation.team_id, hasNoTeam: Boolean(wish.null_team), wish };
  }

  const channelOf = (id) => need(workspace.channels.get(id), "channel", id);
  const trigger = ({ app, user, team }, view_id) => newTrigger(sim, { app_id: app.id, user_id: user.id, team_id: team.id, view_id });
  function responseUrl({ app, user, team }, kind, channel, original) {
    const url = newResponseUrl(sim, { app_id: app.id, user_id: user.id, team_id: team.id, channel: channel.id, kind, original });
    return { url, id: url.slice(sim.base().length + 1) };
  }
  const told = (outcome, more) => ({ ...outcome, ...more });

  async function command(wish) {
    const on = scene(wish);
    const channel = channelOf(wish.channel ?? events.directChannel(on).id);
    const response = responseUrl(on, "commands", channel);
    const payload = commandFields(sim, {
      ...on,
      channel,
      command: wish.command ?? on.app.commands[0] ?? "/ispo",
      text: wish.text ?? "",
      response_url: response.url,
      trigger_id: trigger(on),
    });
    const outcome = await sim.delivery.interaction(on.app, "commands", { ...payload, ...wish.fields }, wish);
    return told(outcome, {
      payload,
      trigger_id: payload.trigger_id,
      response_url: response.url,
      shown: afterCommand(sim, response.id, outcome),
    });
  }

  // The message or view that is clicked: {channel, ts} (also one that only this person sees) or {view} (its id, "top" or "home").
  function surface(on) {
    const { wish } = on;
    if (wish.view) return { view: viewOf(on) };
    const channel = channelOf(wish.channel);
    const whispered = workspace.ephemerals.get(`${channel.id}|${wish.ts}`);
    return { channel, whispered, message: need(whispered ?? workspace.message(channel.id, wish.ts), "message", wish.ts) };
  }

  function viewOf({ app, user, wish }) {
    if (wish.view === "home") return need(workspace.views.get(workspace.homes.get(`${app.id}|${user.id}`)?.view_id), "Home of", user.id);
    const id = wish.view === undefined || wish.view === "top" ? stackOf(sim, app.id, user.id).at(-1) : wish.view;
    return need(workspace.views.get(id), "view", id);
  }

  async function click(wish) {
    const on = scene(wish);
    const { view, channel, whispered, message } = surface(on);
    const blocks = view ? view.blocks : message.blocks;
    const found = need(findElement(blocks, wish), "element", wish.action_id ?? wish.label);
    const ts = workspace.newTs();
    const values = stateValues(blocks, wish.values, view?.state.values);
    if (found.element.type !== "button" && found.element.action_id)
      (values[found.block.block_id] ??= {})[found.element.action_id] = elementState(found.element, wish.value);
    if (view) view.state = { values };
    const head = {
      type: "block_actions",
      ...interactionHead(sim, on),
      trigger_id: trigger(on, view?.id),
      state: { values },
      actions: [actionOf(found, wish.value, ts)],
    };
    const payload = view
      ? { ...head, container: { type: "view", view_id: view.id }, view: shownView(view) }
      : { ...head, ...aroundMessage(on, channel, message, Boolean(whispered)) };
    const outcome = await sim.delivery.interaction(on.app, "interactivity", payload, wish);
    return told(outcome, { payload, trigger_id: payload.trigger_id, response_url: payload.response_url, shown: afterNotice(sim, outcome) });
  }

  function aroundMessage(on, channel, message, isWhispered) {
    const container = {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isWhispered,
      ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
    };
    const { url } = responseUrl(on, "actions", channel, message.id);
    return {
      container,
      channel: { id: channel.id, name: channel.name || "directmessage" },
      ...(isWhispered ? {} : { message: shownMessage(message) }),
      response_url: url,
    };
  }

  async function submit(wish) {
    const on = scene(wish);
    const view = viewOf(on);
    const values = stateValues(view.blocks, wish.values, view.state.values);
    const missing = view.blocks.filter(
      (block) => block.type === "input" && !block.optional && Object.values(values[block.block_id] ?? {}).every(isEmpty),
    );
    if (missing.length > 0 && !wish.even_if_empty)
      return { shown: { error: "required", blocks: missing.map((block) => block.block_id), open: true } };
    view.state = { values };
    const payload = {
      type: "view_submission",
      ...interactionHead(sim, on),
      trigger_id: trigger(on, view.id),
      view: shownView(view),
      response_urls: wish.response_channel ? [responseUrlOfView(on, view)] : [],
    };
    const outcome = await sim.delivery.interaction(on.app, "interactivity", payload, wish);
    return told(outcome, { payload, trigger_id: payload.trigger_id, shown: afterSubmission(sim, view, outcome) });
  }

  function responseUrlOfView(on, view) {
    const channel = channelOf(on.wish.response_channel);
    const found = view.blocks.find((block) => block.element?.response_url_enabled);
    return {
      block_id: found?.block_id,
      action_id: found?.element.action_id,
      channel_id: channel.id,
      response_url: responseUrl(on, "actions", channel).url,
    };
  }

  async function close(wish) {
    const on = scene(wish);
    const view = viewOf(on);
    const stack = stackOf(sim, on.app.id, on.user.id);
    const clears = Boolean(wish.all || view.clear_on_close);
    setStack(sim, on.app.id, on.user.id, clears ? [] : stack.filter((id) => id !== view.id));
    if (!view.notify_on_close) return { shown: { open: false, told: false } };
    const payload = { type: "view_closed", ...interactionHead(sim, on), view: shownView(view), is_cleared: clears };
    const outcome = await sim.delivery.interaction(on.app, "interactivity", payload, wish);
    return told(outcome, { payload, shown: { open: false, told: true, ...afterNotice(sim, outcome) } });
  }

  async function shortcut(wish) {
    const on = scene(wish);
    const head = { ...interactionHead(sim, on), callback_id: wish.callback_id, trigger_id: trigger(on), action_ts: workspace.newTs() };
    const payload = wish.ts === undefined ? { type: "shortcut", ...head } : messageAction(on, head);
    const outcome = await sim.delivery.interaction(on.app, "interactivity", payload, wish);
    return told(outcome, { payload, trigger_id: payload.trigger_id, response_url: payload.response_url, shown: afterNotice(sim, outcome) });
  }

  function messageAction(on, head) {
    const { channel, message } = surface(on);
    const { url } = responseUrl(on, "actions", channel, message.id);
    return {
      type: "message_action",
      ...head,
      message_ts: message.ts,
      channel: { id: channel.id, name: channel.name },
      message: shownMessage(message),
      response_url: url,
    };
  }

  async function suggest(wish) {
    const on = scene(wish);
    const { view, channel, message } = surface(on);
    const found = need(findElement((view ?? message).blocks, wish), "menu", wish.action_id);
    const least = found.element.min_query_length ?? 3;
    if ((wish.value ?? "").length < least) return { shown: { error: "too_short", min_query_length: least } };
    const place = view
      ? { container: { type: "view", view_id: view.id }, view: shownView(view) }
      : {
          container: { type: "message", message_ts: message.ts, channel_id: channel.id },
          channel: { id: channel.id, name: channel.name },
          message: shownMessage(message),
        };
    const payload = {
      type: "block_suggestion",
      ...interactionHead(sim, on),
      ...place,
      action_id: found.element.action_id,
      block_id: found.block.block_id,
      value: wish.value ?? "",
    };
    const outcome = await sim.delivery.interaction(on.app, "options", payload, wish);
    return told(outcome, { payload, shown: afterSuggestion(sim, outcome) });
  }

  const doings = { command, click, submit, close, shortcut, suggest };
  for (const [name, happen] of Object.entries(events.doings)) doings[name] = (wish) => happen(scene(wish));

  return {
    act: (wish) => need(Object.hasOwn(doings, wish.do) ? doings[wish.do] : undefined, "doing", wish.do)(wish),
    redeliver: events.redeliver,
    rateLimited: events.rateLimited,
    tellUninstalled: events.tellUninstalled,
    names: Object.keys(doings),
  };
}
