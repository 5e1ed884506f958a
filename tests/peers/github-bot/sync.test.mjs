// SPDX-License-Identifier: Apache-2.0
// `ispo sync` fills a store from nothing, follows what changes, and loses nothing whatever happens.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { startGithub } from "../github/start.mjs";
import { office } from "./office.mjs";

let github;
before(async () => {
  github = await startGithub("--repositories", "40", "--seed", "1", "--ghes");
});
after(() => github.stop());
beforeEach(async () => {
  await github.del("faults");
  await github.post("reset");
  await github.del("calls");
});

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
// Nothing that GitHub's contract forbids was sent.
const keptTheContract = async () => assert.deepEqual(await github.get("breaks"), []);
async function withOffice(options, work) {
  const home = await office(github, options);
  try {
    await work(home);
  } finally {
    await home.remove();
  }
}
const company = async () => (await github.get("company")).repositories.filter((row) => !row.gone);

test("a store is filled from nothing, and a second run asks for the inventory and the sweep alone", () =>
  withOffice({}, async (home) => {
    const all = await company();
    const first = await home.sync();
    assert.equal(first.code, 0, first.out + first.error);
    const [source] = first.json.data.sources;
    assert.equal(source.listed, all.length);
    assert.equal(source.judged, all.length);
    assert.deepEqual(source.troubles, []);
    const open = all.find((row) => row.visibility !== "private" && !row.archived && row.paths.includes("README.md"));
    const ready = await home.run("ready", open.name, "--json");
    assert.equal(ready.code, 0, ready.out + ready.error);
    assert.match(JSON.stringify(ready.json), /github/, "the evidence says where it comes from");
    // Who owns it by CODEOWNERS is said where all are listed, too.
    const { repositories } = (await home.run("repositories", "--json")).json.data;
    for (const { name, paths } of all) {
      const row = repositories.find((each) => each.name === name);
      if (row && paths.some((path) => path.endsWith("CODEOWNERS"))) assert.notEqual(row.owner, "", name);
    }
    const before = (await github.get("calls")).length;
    const second = await home.sync();
    assert.equal(second.code, 0);
    assert.equal(second.json.data.sources[0].judged, 0);
    assert.equal((await github.get("calls")).length - before, 2 * Math.ceil(all.length / 100));
    await keptTheContract();
    assert.deepEqual(Object.values((await github.get("stats")).most_at_once), [1], "one call at a time");
    const full = await home.sync("--full");
    assert.equal(full.json.data.sources[0].judged, all.length);
  }));

test("kill -9 in the middle: the next run goes on, no row twice, none missing", () =>
  withOffice({}, async (home) => {
    const all = await company();
    let kills = 0;
    for (const limit of [2, 5, 9]) {
      const start = (await github.get("calls")).length;
      if (await home.killed(async () => (await github.get("calls")).length - start >= limit)) kills++;
    }
    assert.equal(kills, 3, "it was killed in the middle");
    const rest = await home.sync();
    assert.equal(rest.code, 0, rest.out);
    assert.ok(rest.json.data.sources[0].judged < all.length, "what was judged before is not judged again");
    const status = await home.run("status", "--json");
    assert.equal(status.json.data.sources[0].to_judge, 0);
    const last = await home.sync();
    assert.equal(last.json.data.sources[0].listed, all.length);
    assert.equal(last.json.data.sources[0].judged, 0);
    await keptTheContract();
  }));

test("limits are waited for, trouble is tried again, heavy pages are halved", () =>
  withOffice({}, async (home) => {
    await github.post("faults", { on: "graphql", action: "secondary_limit", status: 403, retry_after: 1 });
    await github.post("faults", { on: "graphql", action: "gateway", status: 502, page_over: 25, times: 0 });
    await github.post("faults", { on: "rest", action: "status", status: 503, nth: 3 });
    await github.post("faults", { on: "rest", action: "invalid_json", nth: 6 });
    const all = await company();
    const run = await home.sync();
    const [source] = run.json.data.sources;
    assert.equal(source.listed, all.length, run.out);
    assert.ok(source.judged >= all.length - 1, run.out);
    await keptTheContract();
  }));

test("a refused token changes nothing and says so; what was there stays there", () =>
  withOffice({}, async (home) => {
    assert.equal((await home.sync()).code, 0);
    await github.post("tokens", { do: "revoke" });
    const run = await home.sync();
    await github.post("tokens", { do: "restore" });
    assert.equal(run.code, 3);
    assert.match(run.out, /refuses the token/);
    assert.equal((await home.run("repositories", "--json")).code, 0);
    assert.doesNotMatch(run.out + run.error, /ghp_/);
  }));

test("a token that is refused in the middle leaves what waits for the next run", () =>
  withOffice({}, async (home) => {
    await github.post("faults", { on: "rest", action: "unauthorized", nth: 4, times: 0 });
    const run = await home.sync();
    assert.equal(run.code, 3);
    assert.equal(run.json.data.sources[0].judged, 3);
    await github.del("faults");
    const all = await company();
    const next = await home.sync();
    assert.equal(next.code, 0, next.out);
    assert.equal(next.json.data.sources[0].judged, all.length - 3);
  }));

test("one repository that GitHub cannot show does not keep the others waiting", () =>
  withOffice({}, async (home) => {
    const all = await company();
    const [row] = all.filter((each) => each.paths.length > 0);
    await github.post("faults", { on: "rest", path: `/${row.name}/`, action: "gateway", status: 502, times: 0 });
    const run = await home.sync();
    assert.equal(run.code, 3);
    assert.match(run.out, new RegExp(row.name));
    assert.equal(run.json.data.sources[0].judged, all.length - 1, run.out);
    await github.del("faults");
    assert.equal((await home.sync()).json.data.sources[0].judged, 1);
  }));

test("an interrupt ends it at once, says so, and the next run goes on", () =>
  withOffice({}, async (home) => {
    await github.post("faults", { on: "rest", action: "hang", nth: 3 });
    const { code, out, seconds } = await home.interrupted(async () => (await github.get("calls")).length >= 4, "--json");
    assert.equal(code, 3, out);
    assert.match(out, /stopped/);
    assert.ok(seconds < 20, "it does not wait for GitHub");
    assert.equal((await home.sync()).code, 0);
  }));

test("an organisation that is not there is told, and the others are read", () =>
  withOffice({ organisations: ["nobody-here", github.organisation] }, async (home) => {
    const run = await home.sync();
    assert.equal(run.code, 3);
    assert.match(run.out, /nobody-here/);
    assert.ok(run.json.data.sources[0].listed > 0);
  }));

test("a page with holes makes nothing disappear", () =>
  withOffice({}, async (home) => {
    await home.sync();
    const count = (await home.run("repositories", "--json")).json;
    await github.post("faults", { on: "graphql", action: "partial", keep: 3 });
    await home.sync();
    assert.deepEqual((await home.run("repositories", "--json")).json.data, count.data);
  }));

test("what is pushed to while it is listed is not taken for gone", () =>
  withOffice({}, async (home) => {
    const all = await company();
    assert.equal((await home.sync()).code, 0);
    const acts = all.filter((row) => !row.archived && row.paths.length > 0).map(({ name }) => ({ do: "write_file", repository: name, path: "NEWS.md", text: "# News\n" }));
    await github.post("faults", { on: "graphql", action: "gateway", status: 502, page_over: 12, times: 0 });
    await github.post("faults", { on: "graphql", action: "act", acts, nth: 5 });
    const run = await home.sync();
    assert.equal(run.json.data.sources[0].listed, all.length, run.out);
    const gone = (await home.run("ready", "r1")).code;
    assert.equal(gone, 0);
    for (const { name } of all.slice(0, 5).concat(all.slice(-5))) assert.equal((await home.run("ready", name)).code, 0, name);
    await keptTheContract();
  }));

test("a service reads by itself, answers meanwhile, and a shell watches it", () =>
  withOffice({}, async (home) => {
    const service = await home.serve();
    try {
      const run = await home.sync();
      assert.equal(run.code, 0, run.out + run.error);
      for (let tries = 0; tries < 100 && !service.log().includes("sync.done"); ++tries) await wait(100);
      assert.match(service.log(), /sync\.done/);
      const all = await company();
      const open = all.find((row) => row.visibility !== "private" && !row.archived);
      assert.equal((await home.run("ready", open.name)).code, 0);
      assert.doesNotMatch(service.log(), /ghp_/);
    } finally {
      assert.equal(await service.stop(), 0);
    }
    await keptTheContract();
  }));

test("a file of facts that takes the source's name while GitHub keeps a run waiting is not mixed with what is read", () =>
  withOffice({}, async (home) => {
    const limit = { action: "secondary_limit", status: 403, retry_after: 4, times: 1 };
    await github.post("faults", { on: "graphql", ...limit });
    const service = await home.serve();
    try {
      const facts = join(home.folder, "facts.ndjson");
      const lines = [
        { type: "source", name: "github:acme", schema_version: 1 },
        { type: "repository", id: "1", name: "by-file", full_name: "acme/by-file", visibility: "internal" },
      ];
      await writeFile(facts, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      const brought = await home.run("import", facts);
      assert.equal(brought.code, 0, brought.out + brought.error);
      for (let tries = 0; tries < 150 && !service.log().includes("came in by a file"); ++tries) await wait(100);
      assert.match(service.log(), /came in by a file/);
      const { repositories } = (await home.run("repositories", "--json")).json.data;
      assert.deepEqual(repositories.map(({ name }) => name), ["by-file"]);
    } finally {
      assert.equal(await service.stop(), 0);
      await github.del("faults");
    }
  }));

test("without a source, and with a wrong name, it says what to do", () =>
  withOffice({}, async (home) => {
    const wrong = await home.run("sync", "--source", "nothing");
    assert.equal(wrong.code, 2);
    assert.match(wrong.error, /There is: acme/);
  }));
