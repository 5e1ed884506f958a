// SPDX-License-Identifier: Apache-2.0
// The log as TypeScript: what was accepted compiles against Slack's types, and a slip in it does not.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startApp, startSimulator } from "./start.mjs";

const peers = fileURLToPath(new URL("..", import.meta.url));

// What tsc says of these files {name: text}; "" if it is content. Inside node_modules imports are found without settings.
async function complaints(files) {
  const folder = await mkdtemp(join(peers, "node_modules", ".slack-log."));
  const options = [
    "--noEmit",
    "--strict",
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--moduleResolution",
    "nodenext",
    "--skipLibCheck",
  ];
  try {
    await copyFile(join(peers, "slack-types", "contract.ts"), join(folder, "contract.ts"));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const paths = Object.keys(files).map((name) => join(folder, name));
    const tsc = [join(peers, "node_modules", "typescript", "lib", "tsc.js"), ...options, ...paths];
    return await promisify(execFile)(process.execPath, tsc).then(
      () => "",
      (error) => error.stdout,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("a log of form and JSON calls compiles, one with a slip does not", async (t) => {
  const [slack, app] = await Promise.all([startSimulator(), startApp()]);
  t.after(() => Promise.all([slack.stop(), app.stop()]));
  await slack.post("state", { apps: [{ id: "A0ISPO001", public_url: app.url }] });
  await slack.post("settings", { rate_limits: "off" });
  const send = async (method, args) =>
    assert.equal(
      (await (await fetch(slack.api + method, { method: "POST", body: new URLSearchParams({ token: "xoxb-sim-bot", ...args }) })).json())
        .ok,
      true,
    );
  const section = { type: "section", text: { type: "mrkdwn", text: "x", verbatim: true } };
  const chart = { type: "data_visualization", title: "t", chart: { type: "pie", segments: [{ label: "a", value: 1 }] } };
  await send("chat.postMessage", {
    channel: "C0GENERAL",
    text: "x",
    unfurl_links: "false",
    parse: "none",
    blocks: JSON.stringify([section, chart]),
  });
  await send("conversations.history", { channel: "C0GENERAL", limit: "10", include_all_metadata: "true" });
  const { trigger_id, response_url } = await slack.post("act", { do: "command", person: "U0ALICE01", channel: "C0GENERAL" });
  app.answerWith = () => ({ body: { response_type: "ephemeral", text: "x", blocks: [chart] } });
  await slack.post("act", { do: "command", person: "U0ALICE01", channel: "C0GENERAL" });
  const view = { type: "modal", title: { type: "plain_text", text: "t" }, blocks: [section] };
  await send("views.open", { trigger_id, view: JSON.stringify(view) });
  await fetch(response_url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: "x", blocks: [section] }),
  });
  const log = await slack.get("typescript");
  assert.equal(log.match(/: Blocks = /g).length, 4, "a message, a command's answer, a view, a response_url");
  const slip = log.replace('"verbatim"', '"verbatum"');
  assert.notEqual(slip, log);
  const said = await complaints({ "right.ts": log, "wrong.ts": slip });
  assert.doesNotMatch(said, /right\.ts/, log);
  assert.match(said, /wrong\.ts.*error TS2/);
});
