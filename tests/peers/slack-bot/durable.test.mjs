// SPDX-License-Identifier: Apache-2.0
// The system calls tell: an event is synced to the disk before its acknowledgement leaves, over both transports.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { startSimulator } from "../slack/start.mjs";
import { install } from "./bot.mjs";
import { fault, traced, unmasked } from "./trace.mjs";

const is_reply = (bytes) => bytes.toString("latin1").startsWith("HTTP/1.1 200 ");
const acknowledges = (id) => (bytes) => unmasked(bytes).includes(`"${id}"`);

describe("what a trace proves", () => {
  const log = { what: "log", descriptor: 7, bytes: Buffer.from("..Ev1..") };
  const sync = { what: "sync", descriptor: 7, bytes: Buffer.from("") };
  const send = { what: "send", descriptor: 9, bytes: Buffer.from("HTTP/1.1 200 OK") };
  const other = { ...sync, descriptor: 8 };
  for (const [said, ...all] of [
    ["", log, sync, send],
    ["", send, log, other, sync, send].toSpliced(1, 1),
    ["it was never written to the log", sync, send],
    ["it was never answered", log, sync],
    ["it was answered before it was written", send, log, sync],
    ["it was answered before it was synced", sync, log, send],
    ["it was answered before it was synced", log, other, send],
    ["it was answered before it was synced", log, send, sync],
  ])
    test(`${all.map(({ what }) => what).join(" ")}: ${said || "right"}`, () => assert.equal(fault(all, "Ev1", is_reply), said));

  test("a masked frame is read", () => {
    const mask = [1, 2, 3, 4];
    const masked = [...Buffer.from("{}")].map((byte, i) => byte ^ mask[i % 4]);
    assert.equal(unmasked(Buffer.from([0x81, 0x82, ...mask, ...masked])), "{}");
    assert.equal(unmasked(Buffer.from("HTTP/1.1 200 OK")), "");
  });
});

describe("an event is durable before it is acknowledged", () => {
  let slack, folder, trace;
  const real = process.env.ISPO;
  before(async () => {
    slack = await startSimulator();
    await slack.post("settings", { rate_limits: "off" });
    folder = await mkdtemp(join(tmpdir(), "ispo-trace-"));
    trace = await traced(folder, real);
  });
  after(async () => {
    process.env.ISPO = real;
    await slack?.stop();
    await rm(folder, { recursive: true });
  });

  for (const transport of ["http", "socket"])
    test(`over ${transport}`, async () => {
      const place = await install(slack, transport);
      await trace.remove();
      process.env.ISPO = trace.program;
      const bot = await place.start();
      // Several, so that it is no luck.
      const ids = Array.from({ length: 10 }, (_, i) => `EvTRACE${transport.toUpperCase()}${i}`);
      for (const event_id of ids)
        await slack.post("act", { person: "U0ALICE01", channel: "C0GENERAL", do: "mention", text: "help levels", transport, event_id, envelope_id: `envelope-${event_id}` });
      await place.end(bot);
      process.env.ISPO = real;
      const all = await trace.read();
      let from = 0;
      for (const id of ids) {
        // Over HTTP the first reply after an event was written is its own: the next is sent only after it.
        from = Math.max(from, all.findIndex(({ what, bytes }) => what === "log" && bytes.includes(id)));
        assert.equal(fault(all.slice(from), id, transport === "http" ? is_reply : acknowledges(`envelope-${id}`)), "", id);
      }
    });
});
