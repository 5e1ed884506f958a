// SPDX-License-Identifier: Apache-2.0
// The limits themselves, on a clock of the test's own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeRateLimits } from "./rate_limits.mjs";

function limitsAt(now) {
  const clock = { at: now, now: () => clock.at };
  return { limits: makeRateLimits(clock), clock };
}

test("one message each second for each channel: a little early is forgiven, always a little early is not", () => {
  const { limits, clock } = limitsAt(1e12);
  assert.equal(limits.message("C1"), 0);
  assert.equal(limits.message("C1"), 1);
  assert.equal(limits.message("C2"), 0, "another channel waits for nobody");
  clock.at += 901;
  assert.equal(limits.message("C1"), 0);
  clock.at += 901;
  assert.equal(limits.message("C1"), 1, "the second time the average counts");
  clock.at += 100;
  assert.equal(limits.message("C1"), 0);
});

test("a minute slides", () => {
  const { limits, clock } = limitsAt(1e12);
  for (let i = 0; i < 20; i++) {
    assert.equal(limits.call("users.list", 2, "T1"), 0);
    clock.at += 1000;
  }
  assert.equal(limits.call("users.list", 2, "T1"), 40, "the oldest call leaves the minute then");
  assert.equal(limits.call("users.list", 2, "T2"), 0, "another workspace has its own");
  clock.at += 40_000;
  assert.equal(limits.call("users.list", 2, "T1"), 0);
  assert.equal(limits.call("users.list", 2, "T1"), 1);
});

test("limits of the test's own touch nothing else", () => {
  const { limits } = limitsAt(1e12);
  limits.set({ "chat.postMessage": { per_minute: 1 } });
  assert.deepEqual([limits.call("chat.postMessage", undefined, "T1"), limits.call("chat.postMessage", undefined, "T1")], [0, 60]);
  for (let i = 0; i < 30; i++) assert.equal(limits.call("users.list", 2, "T1"), 0);
  assert.deepEqual([limits.message("C1"), limits.message("C1")], [0, 0]);
  assert.throws(() => limits.set("slow"), /rate_limits is/);
});

test("limits of the test's own beside the real ones", () => {
  const { limits } = limitsAt(1e12);
  limits.set({ others: "real", "apps.connections.open": { per_minute: 2 } });
  const opened = [1, 2, 3].map(() => limits.call("apps.connections.open", 1, "A1"));
  assert.deepEqual(opened, [0, 0, 60]);
  for (let i = 0; i < 20; i++) assert.equal(limits.call("users.list", 2, "T1"), 0);
  assert.equal(limits.call("users.list", 2, "T1"), 60);
  assert.deepEqual([limits.message("C1"), limits.message("C1")], [0, 1]);
});

test("opening a socket is for once a minute", () => {
  const { limits } = limitsAt(1e12);
  assert.deepEqual([limits.call("apps.connections.open", 1, "A1"), limits.call("apps.connections.open", 1, "A1")], [0, 60]);
});
