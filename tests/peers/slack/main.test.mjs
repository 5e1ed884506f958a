// SPDX-License-Identifier: Apache-2.0
// The process: starts, says its port, keeps its state in a file, ends when told to; and its control explains mistakes.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startSimulator } from "./start.mjs";

test("what was said is still there after a restart with the same state file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "slack-"));
  const file = join(folder, "state.json");
  const first = await startSimulator("--state", file);
  await first.post("act", { do: "say", person: "U0ALICE01", channel: "C0GENERAL", text: "remember", retry: false });
  assert.equal(await first.stop(), 0);
  const second = await startSimulator("--state", file);
  assert.equal((await second.get("messages?channel=C0GENERAL"))[0].text, "remember");
  assert.equal(await second.stop(), 0);
  assert.ok((await readFile(file, "utf8")).includes("remember"));
  await rm(folder, { recursive: true });
});

test("it ends cleanly while calls hang", async (t) => {
  const slack = await startSimulator();
  t.after(() => slack.stop());
  await slack.post("faults", { method: "auth.test", action: "hang", ms: 600_000 });
  const hanging = fetch(`${slack.api}auth.test`, { method: "POST" }).catch(() => "cut");
  while ((await slack.get("log?method=auth.test")).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(await slack.stop(), 0);
  assert.equal(await hanging, "cut");
});

test("a mistake in the control is told with what would be right", async (t) => {
  const slack = await startSimulator();
  t.after(() => slack.stop());
  await assert.rejects(slack.post("act", { do: "dance", person: "U0ALICE01" }), /There is no doing .*dance/);
  await assert.rejects(slack.post("act", { do: "command", person: "U0NOBODY" }), /There is no person .*U0NOBODY/);
  await assert.rejects(slack.post("settings", { acktimeout: 1 }), /There is no setting acktimeout/);
  await assert.rejects(slack.post("state", { chanels: [] }), /There is no table .*chanels/);
  await assert.rejects(slack.post("faults", { method: "x", action: "explode" }), /A fault's action is one of/);
  await assert.rejects(slack.post("clock", { advance_ms: -1 }), /forward only/);
  await assert.rejects(slack.get("nothing"), /There is no GET nothing/);
});
