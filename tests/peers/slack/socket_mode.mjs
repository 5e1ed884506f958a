// SPDX-License-Identifier: Apache-2.0
// Socket Mode's server: tickets, hello, envelopes to any live connection, answers only from the connection that was asked,
// disconnects of every kind, and links that look open but are not.
import { WebSocketServer } from "ws";
import { randomId, randomWord } from "./workspace.mjs";

const debug_life_ms = 360_000;

export function makeSocketMode(sim) {
  const tickets = new Map();
  const connections = new Map();
  const server = new WebSocketServer({ noServer: true, autoPong: false, maxPayload: 1024 * 1024 });
  let next_number = 1;

  const of = (app_id) => [...connections.values()].filter((each) => each.app_id === app_id);
  const isLive = (each) => each.isGreeted && !each.isClosing;
  const log = (connection, what, more = {}) =>
    sim.journal.add("socket", { what, connection: connection.number, app_id: connection.app_id, ...more });
  const problem = (connection, what, more = {}) => sim.journal.add("problem", { what, connection: connection.number, ...more });

  function newUrl(app_id) {
    const ticket = randomWord(24);
    tickets.set(ticket, app_id);
    return `ws://127.0.0.1:${sim.port}/link/?ticket=${ticket}&app_id=${randomWord(24).toLowerCase()}`;
  }

  async function upgrade(req, socket, head) {
    const url = new URL(req.url, sim.base());
    const fault = sim.faults.strike("link");
    const refuse = (status) => socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    socket.on("error", () => {});
    if (fault?.ms) await sim.wait(fault.ms);
    if (fault?.action === "close") return socket.destroy();
    if (fault?.action === "status") return refuse(fault.status ?? 500);
    const app_id = tickets.get(url.searchParams.get("ticket"));
    if (url.pathname !== "/link/" || !app_id) return refuse(url.pathname === "/link/" ? 403 : 404);
    tickets.delete(url.searchParams.get("ticket"));
    server.handleUpgrade(req, socket, head, (ws) => take(ws, app_id, url.searchParams.get("debug_reconnects") === "true"));
  }

  async function take(ws, app_id, isDebug) {
    const life_ms = isDebug ? Math.min(debug_life_ms, sim.settings.socket.life_ms) : sim.settings.socket.life_ms;
    const connection = {
      number: next_number++,
      app_id,
      ws,
      isGreeted: false,
      isClosing: false,
      isStalled: false,
      pending: new Map(),
      timers: [],
      pings: 0,
      pongs: 0,
      frames: 0,
    };
    connections.set(connection.number, connection);
    log(connection, "open", { debug_reconnects: isDebug });
    ws.on("message", (data, isBinary) => hear(connection, data, isBinary));
    ws.on("ping", (data) => {
      connection.pings++;
      if (!connection.isStalled) ws.pong(data);
    });
    ws.on("pong", () => connection.pongs++);
    ws.on("error", () => {});
    ws.on("close", (code) => ended(connection, code));
    if (of(app_id).length > sim.settings.socket.most) return disconnect(connection, { reason: "too_many_websockets" });
    if (sim.settings.socket.hello_delay_ms) await sim.wait(sim.settings.socket.hello_delay_ms);
    if (connection.isClosing || connection.isStalled) return;
    greet(connection, life_ms);
  }

  function greet(connection, life_ms) {
    const debug_info = { host: "applink-sim", build_number: 1, approximate_connection_time: Math.round(life_ms / 1000) };
    connection.isGreeted = true;
    write(connection, {
      type: "hello",
      num_connections: of(connection.app_id).filter(isLive).length,
      debug_info,
      connection_info: { app_id: connection.app_id },
    });
    log(connection, "hello");
    const { warning_ms, ping_ms } = sim.settings.socket;
    const later = (ms, act) => connection.timers.push(setTimeout(act, ms));
    later(Math.max(0, life_ms - warning_ms), () => disconnect(connection, { reason: "warning" }));
    later(life_ms, () => disconnect(connection, { reason: "refresh_requested" }));
    connection.timers.push(
      setInterval(() => {
        if (!connection.isStalled) connection.ws.ping(`Ping from applink-sim ${connection.number}`);
      }, ping_ms),
    );
  }

  function write(connection, frame) {
    if (!connection.isStalled && connection.ws.readyState === connection.ws.OPEN)
      connection.ws.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  function hear(connection, data, isBinary) {
    connection.frames++;
    let frame;
    try {
      frame = isBinary ? undefined : JSON.parse(data.toString("utf8"));
    } catch {
      frame = undefined;
    }
    if (!frame?.envelope_id) return problem(connection, "A frame that is no answer.");
    const pending = connection.pending.get(frame.envelope_id);
    if (!pending) {
      const isElsewhere = [...connections.values()].some((each) => each.pending.has(frame.envelope_id));
      return problem(connection, isElsewhere ? "An answer on another connection than the envelope's." : "An answer to no open envelope.", {
        envelope_id: frame.envelope_id,
      });
    }
    const extra = Object.keys(frame).filter((name) => !["envelope_id", "payload"].includes(name));
    if (extra.length > 0) problem(connection, "An answer with unknown fields.", { extra });
    const isEmpty = frame.payload === undefined || JSON.stringify(frame.payload) === "{}"; // Slack's own client always sends one
    if (!isEmpty && !pending.accepts) problem(connection, "A payload where none is accepted.", { envelope_id: frame.envelope_id });
    log(connection, "answer", { envelope_id: frame.envelope_id, payload: frame.payload });
    const said = pending.accepts && !isEmpty ? frame.payload : undefined;
    pending.settle({
      status: 200,
      body: said === undefined ? "" : typeof said === "string" ? JSON.stringify({ text: said }) : JSON.stringify(said),
    });
  }

  function ended(connection, code) {
    connection.isClosing = true;
    for (const timer of connection.timers) clearInterval(timer);
    connections.delete(connection.number);
    log(connection, "close", { code, unanswered: connection.pending.size });
    for (const pending of [...connection.pending.values()]) pending.settle({ failure: "connection_closed" });
  }

  // One envelope to a random live connection, or to `options.connection`. {transport, connection, envelope_id, status, body} or {failure}.
  function send(app_id, type, payload, options = {}) {
    const began = performance.now();
    const live = of(app_id).filter(isLive);
    const connection = options.connection
      ? live.find((each) => each.number === options.connection)
      : live[Math.floor(Math.random() * live.length)];
    if (!connection) return Promise.resolve({ transport: "socket", failure: "connection_failed", milliseconds: 0 });
    const envelope_id =
      options.envelope_id ??
      (sim.settings.socket.same_envelope_on_retry && payload.event_id ? `same-${payload.event_id}` : crypto.randomUUID());
    const accepts =
      options.accepts_response_payload ?? (type === "slash_commands" || ["view_submission", "block_suggestion"].includes(payload.type));
    const isRetry = type === "events_api" || (options.retry_attempt ?? 0) > 0;
    const retry = isRetry ? { retry_attempt: options.retry_attempt ?? 0, retry_reason: options.retry_reason ?? "" } : {};
    return new Promise((resolve) => {
      const settle = (outcome) => {
        clearTimeout(timer);
        connection.pending.delete(envelope_id);
        resolve({
          transport: "socket",
          connection: connection.number,
          envelope_id,
          milliseconds: Math.round((performance.now() - began) * 10) / 10,
          ...outcome,
        });
      };
      const timer = setTimeout(() => settle({ failure: "timeout" }), options.timeout_ms ?? sim.settings.ack_timeout_ms);
      connection.pending.set(envelope_id, { accepts, settle });
      log(connection, "envelope", { envelope_id, type, ...retry });
      write(connection, { envelope_id, payload, type, accepts_response_payload: accepts, ...retry });
    });
  }

  // Says so with the reason; all but a warning then close after `close_after_ms`.
  function disconnect(connection, { reason, close_after_ms = 1000 }) {
    write(connection, { type: "disconnect", reason, debug_info: { host: "applink-sim" } });
    log(connection, "disconnect", { reason });
    if (reason === "warning") return;
    if (reason === "link_disabled") sim.workspace.apps.get(connection.app_id).link_disabled = true;
    connection.isClosing = reason !== "refresh_requested";
    connection.timers.push(setTimeout(() => connection.ws.close(1000), close_after_ms));
  }

  const doings = {
    disconnect,
    // Reads nothing and says nothing, so that not even a close is noticed; after `half_open_ms` Slack's side gives up, too.
    stall: (connection) => {
      connection.isStalled = true;
      connection.ws.pause();
      connection.giving_up = setTimeout(() => connection.ws.terminate(), sim.settings.socket.half_open_ms);
      connection.timers.push(connection.giving_up);
      log(connection, "stall");
    },
    resume: (connection) => {
      connection.isStalled = false;
      clearTimeout(connection.giving_up);
      connection.ws.resume();
      log(connection, "resume");
    },
    drop: (connection) => connection.ws.terminate(),
    close: (connection, { code = 1000 }) => connection.ws.close(code),
    send: (connection, { frame }) => write(connection, frame),
    ping: (connection) => connection.ws.ping(randomId("")),
  };

  return {
    newUrl,
    upgrade,
    send,
    count: (app_id) => of(app_id).filter(isLive).length,
    list: () =>
      [...connections.values()].map(({ ws: _, timers: __, giving_up: ___, pending, ...shown }) => ({ ...shown, unanswered: pending.size })),
    // {do, connection?: number | "oldest" | "newest" | "all" (default)} and the doing's own fields. Answers the numbers of those it did it to.
    act(wish) {
      const act = doings[wish.do];
      if (!act) throw new Error(`A connection can ${Object.keys(doings).join(", ")}.`);
      const all = [...connections.values()];
      const chosen =
        { oldest: all.slice(0, 1), newest: all.slice(-1), all }[wish.connection ?? "all"] ??
        all.filter((each) => each.number === wish.connection);
      for (const connection of chosen) act(connection, wish);
      return chosen.map((each) => each.number);
    },
    stop() {
      for (const connection of connections.values()) connection.ws.terminate();
      server.close();
    },
  };
}
