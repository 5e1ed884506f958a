// SPDX-License-Identifier: Apache-2.0
// Carries what happens in Slack to the app: signed HTTP or a socket's envelope, and repeats events that were not acknowledged.
import { deliver, signedHeaders } from "./outgoing.mjs";

const standard_paths = {
  events: "/slack/events",
  commands: "/slack/commands",
  interactivity: "/slack/interactivity",
  options: "/slack/interactivity",
};
const hour = 3600_000;
const most_logged = 300_000; // a view with everything in it

const isTaken = (outcome) => !outcome.failure && outcome.status >= 200 && outcome.status < 300;

export function makeDelivery(sim) {
  let isStopped = false;
  const interactions = new Map(); // what was delivered, by its trigger
  const hours = new Map(); // app and workspace -> what was tried in the last hour, and how much of it failed

  const overSocket = (app, transport) => {
    const wanted = transport ?? sim.settings.transport;
    return wanted === "auto" ? sim.socket.count(app.id) > 0 : wanted === "socket";
  };

  function urlFor(app, door) {
    return app.request_urls?.[door] ?? (app.public_url ? app.public_url.replace(/\/$/, "") + standard_paths[door] : undefined);
  }

  async function overHttp(app, door, body, type, options = {}) {
    const url = options.url ?? urlFor(app, door);
    if (!url) return { transport: "http", failure: "connection_failed", milliseconds: 0 };
    const headers = { "content-type": type, ...signedHeaders(app, body, options), ...options.headers };
    for (const name of Object.keys(headers)) if (headers[name] === null) delete headers[name];
    return deliver(url, body, headers, { timeout_ms: options.timeout_ms ?? sim.settings.ack_timeout_ms, method: options.method });
  }

  function note(what, app, outcome, more) {
    const { body, headers: _, ...shown } = outcome;
    sim.journal.add("delivery", { what, app_id: app.id, ...more, ...shown, body: typeof body === "string" ? body.slice(0, most_logged) : body });
    return outcome;
  }

  // A command, or an interaction (`door` "commands", "interactivity" or "options"). Never repeated, unless its socket closed under it.
  async function interaction(app, door, payload, options = {}) {
    if (payload.trigger_id) interactions.set(payload.trigger_id, { app_id: app.id, door, payload });
    const what = payload.type ?? payload.command;
    if (!overSocket(app, options.transport)) {
      const body = new URLSearchParams(door === "commands" ? payload : { payload: JSON.stringify(payload) }).toString();
      return note(what, app, await overHttp(app, door, body, "application/x-www-form-urlencoded", options));
    }
    const type = door === "commands" ? "slash_commands" : "interactive";
    const first = note(what, app, await sim.socket.send(app.id, type, payload, options));
    if (first.failure !== "connection_closed") return first;
    return note(
      what,
      app,
      await sim.socket.send(app.id, type, payload, {
        ...options,
        connection: undefined,
        retry_attempt: 1,
        retry_reason: "connection_closed",
      }),
    );
  }

  function attempt(app, payload, retry_num, reason, options) {
    if (overSocket(app, options.transport)) {
      return sim.socket.send(app.id, "events_api", payload, { ...options, retry_attempt: retry_num, retry_reason: reason });
    }
    const retry = retry_num > 0 ? { "x-slack-retry-num": String(retry_num), "x-slack-retry-reason": reason } : {};
    return overHttp(app, "events", JSON.stringify(payload), "application/json", { ...options, headers: { ...retry, ...options.headers } });
  }

  // Delivers an event and repeats it by the schedule. {attempts, first: Promise, all: Promise}; `attempts` grows.
  function event(app, payload, options = {}) {
    const attempts = [];
    const began = options.retry_num ?? 0;
    let tellFirst;
    const first = new Promise((resolve) => (tellFirst = resolve));
    const all = (async () => {
      let reason = options.retry_reason ?? "";
      const delays = options.retry === false ? [] : sim.settings.retry_delays_ms;
      for (let at = began; !isStopped; at++) {
        const outcome = note(payload.event?.type ?? payload.type, app, await attempt(app, payload, at, reason, options), {
          event_id: payload.event_id,
          retry_num: at,
        });
        attempts.push(outcome);
        count(app, payload, isTaken(outcome));
        tellFirst(outcome);
        const isDone = isTaken(outcome) || outcome.headers?.["x-slack-no-retry"] === "1" || at >= delays.length;
        if (isDone) break;
        reason = outcome.failure ?? "http_error";
        await sim.wait(delays[at]);
      }
      return attempts;
    })();
    return { attempts, first, all };
  }

  function lastHour(app_id, team_id) {
    const key = `${app_id}|${team_id}`;
    if (!hours.has(key)) hours.set(key, { tried: [], failed: 0 });
    const past = hours.get(key);
    while (past.tried.length > 0 && past.tried[0].at <= sim.clock.now() - hour) past.failed -= past.tried.shift().isGood ? 0 : 1;
    return past;
  }

  // More than 95 % failed of at least 1,000 in an hour: Slack stops sending events.
  function count(app, payload, isGood) {
    const past = lastHour(app.id, payload.team_id);
    past.tried.push({ at: sim.clock.now(), isGood });
    past.failed += isGood ? 0 : 1;
    if (past.tried.length >= 1000 && past.failed / past.tried.length > 0.95) app.events_enabled = false;
  }

  // Whether this workspace has had its share of the hour.
  const isOverLimit = (app, team_id) => lastHour(app.id, team_id).tried.length >= sim.settings.events_per_hour;

  // The same command, click or submission once more, over a socket in a new envelope. What it answers is seen by nobody.
  function again({ trigger_id, ...options }) {
    const { app_id, door, payload } = interactions.get(trigger_id);
    return interaction(sim.workspace.apps.get(app_id), door, payload, options);
  }

  function forget() {
    hours.clear();
    interactions.clear();
  }

  return { interaction, again, event, overHttp, isOverLimit, note, forget, stop: () => (isStopped = true) };
}
