// SPDX-License-Identifier: Apache-2.0
// The process: says in two lines what it serves, takes a company from a file, writes the App's key, ends when told to.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { makeClient } from "./client.mjs";
import { shapes } from "./shapes_of_ispo.mjs";
import { startGithub } from "./start.mjs";

const company = {
  organisation: { login: "tiny" },
  people: [{ login: "zoe" }, { login: "yan", member: false }, { login: "renovate[bot]", type: "Bot", member: false }],
  teams: [{ slug: "core", members: [{ login: "zoe", role: "maintainer", since: "2020-01-01", until: null }] }],
  repositories: [
    {
      name: "one",
      visibility: "internal",
      teams: { core: "admin" },
      files: { "README.md": "# One\n", CODEOWNERS: "* @tiny/core\n" },
      pull_requests: [
        {
          number: 1,
          title: "Fix",
          author: "yan",
          created_at: "2025-12-01T10:00:00Z",
          reviews: [{ id: 1, author: "zoe", state: "APPROVED", submitted_at: "2025-12-02T10:00:00Z", body: "" }],
        },
      ],
      issues: [{ number: 2, title: "Help", author: "zoe", created_at: "2025-12-01T10:00:00Z", labels: ["good first issue"] }],
    },
  ],
};

test("a company of a file is served with what it says and plain values for the rest; the App's key is written for its owner only", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "github-"));
  t.after(() => rm(folder, { recursive: true }));
  const [data, key] = [join(folder, "company.json"), join(folder, "key.pem")];
  await writeFile(data, JSON.stringify(company));
  const github = await startGithub("--data", data, "--app-key", key);
  t.after(() => github.stop());
  assert.equal(github.organisation, "tiny");
  assert.match(await readFile(key, "utf8"), /^-----BEGIN RSA PRIVATE KEY-----/);
  assert.equal((await stat(key)).mode & 0o777, 0o600);
  const client = makeClient(github);
  const inventory = (await client.graphql(shapes.A, { org: "tiny" })).body.data.organization.repositories.nodes;
  assert.deepEqual(
    inventory.map(({ nameWithOwner, visibility, owners2 }) => [nameWithOwner, visibility, owners2.text]),
    [["tiny/one", "INTERNAL", "* @tiny/core\n"]],
  );
  const [pull] = (await client.graphql(shapes.B, { org: "tiny", name: "one" })).body.data.repository.pullRequests.nodes;
  assert.deepEqual(
    [pull.title, pull.author.login, pull.reviews.nodes[0].author.login, pull.reviewDecision],
    ["Fix", "yan", "zoe", "APPROVED"],
  );
  assert.equal((await client.rest("/repos/tiny/one/issues?state=all")).body.length, 2);
  assert.deepEqual(await github.get("breaks"), []);
});

test("the stand-in's own answer that is not what the contract says is a break, too", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "github-"));
  t.after(() => rm(folder, { recursive: true }));
  const data = join(folder, "company.json");
  await writeFile(data, JSON.stringify({ ...company, repositories: [{ name: "one", created_at: "yesterday" }] }));
  const github = await startGithub("--data", data);
  t.after(() => github.stop());
  const { status, body } = await makeClient(github).rest("/repos/tiny/one");
  assert.equal(status, 599);
  assert.match(body.reasons.join(), /own answer 200: \/created_at must match format "date-time"/);
  assert.equal((await github.get("breaks")).length, 1);
});

test("a number that is none is told, and nothing starts", async () => {
  await assert.rejects(startGithub("--repositories", "many"), /--repositories takes a number, not \\?"many/);
});

test("it says in two lines what it serves, and ends cleanly while a call hangs", async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL("main.mjs", import.meta.url)), "--ghes", "--repositories", "5"]);
  let said = "";
  await new Promise((resolve) =>
    child.stdout.on("data", (bytes) => {
      said += bytes;
      if (said.split("\n").length > 2) resolve();
    }),
  );
  const [first, second, rest] = said.split("\n");
  const served = JSON.parse(first);
  assert.deepEqual(Object.keys(served), ["port", "api", "graphql", "organisation", "token", "app_id", "installation_id"]);
  assert.match(second, /control\/breaks/);
  assert.equal(rest, "");
  const base = `http://127.0.0.1:${served.port}`;
  await fetch(`${base}/control/faults`, { method: "POST", body: JSON.stringify({ action: "hang" }) });
  const hanging = makeClient(served).rest("/orgs/acme");
  const cut = assert.rejects(hanging);
  while ((await (await fetch(`${base}/control/calls`)).json()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill("SIGTERM");
  assert.equal(await new Promise((resolve) => child.once("exit", resolve)), 0);
  await cut;
});
