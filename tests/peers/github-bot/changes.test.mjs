// SPDX-License-Identifier: Apache-2.0
// What people do on GitHub shows after the next run, and nobody sees what they may not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startGithub } from "../github/start.mjs";
import { office } from "./office.mjs";

let github, home;
before(async () => {
  github = await startGithub("--repositories", "40", "--seed", "2", "--ghes");
  home = await office(github);
  assert.equal((await home.sync()).code, 0);
});
after(async () => {
  await home.remove();
  await github.stop();
});

const open = async () => (await github.get("company")).repositories.filter((row) => row.visibility !== "private" && !row.archived && !row.gone);
const says = async (...words) => (await home.run(...words)).out;

test("a renamed repository keeps its history under the new name", async () => {
  const [row] = await open();
  await github.post("act", { do: "rename", repository: row.name, to: "quite-another-name" });
  assert.equal((await home.sync()).code, 0);
  assert.match(await says("ready", "quite-another-name"), /quite-another-name/);
  assert.notEqual((await home.run("ready", row.name)).code, 0);
});

test("a repository that is not shown any more is told to nobody, until it is shown again", async () => {
  const [, row] = await open();
  await github.post("act", { do: "hide", repository: row.name });
  assert.equal((await home.sync()).code, 0);
  assert.equal((await home.run("ready", row.name)).code, 2);
  await github.post("act", { do: "show", repository: row.name });
  assert.equal((await home.sync()).code, 0);
  assert.equal((await home.run("ready", row.name)).code, 0);
});

test("only what has changed is judged again, and the file that was added counts", async () => {
  const [, , row] = await open();
  await github.post("act", { do: "write_file", repository: row.name, path: "SECURITY.md", text: "# Security\n\nMail security@acme.example; we answer within two days.\n" });
  const run = await home.sync();
  assert.equal(run.json.data.sources[0].judged, 1);
  const ready = await home.run("ready", "findings", row.name, "--json");
  assert.match(ready.out, /SECURITY\.md/);
});

test("what became private, or archived, is so after the next run", async () => {
  const [, , , row, other] = await open();
  await github.post("act", { do: "set_visibility", repository: row.name, to: "PRIVATE" });
  await github.post("act", { do: "archive", repository: other.name });
  assert.equal((await home.sync()).code, 0);
  assert.match(await says("ready", "findings", row.name, "--json"), /private/);
  assert.match(await says("ready", other.name), /archived/i);
});
