// SPDX-License-Identifier: Apache-2.0
// The process, and a company of a data file.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { startStandIn } from "../stand-in/start.mjs";
import { testProcess } from "../stand-in/suite.mjs";
import { makeClient, startCloud, startDataCenter } from "./start.mjs";

const program = fileURLToPath(new URL("main.mjs", import.meta.url));
testProcess({ program, options: ["--data-center"], path: "/myself", headers: ({ authorization }) => ({ authorization }) });

test("it is told which Jira it is, and only one", async () => {
  await assert.rejects(startStandIn(program, []), /either --cloud or --data-center/);
  await assert.rejects(startStandIn(program, ["--cloud", "--data-center"]), /either --cloud or --data-center/);
});

const company = {
  people: [{ id: "zoe", name: "Zoe" }, { id: "yan" }],
  projects: [
    {
      key: "ONE",
      issues: [
        {
          number: 1,
          summary: "Fix",
          reporter: "yan",
          assignee: "zoe",
          status: "10003",
          resolution: "10000",
          created: "2025-12-01T10:00:00.000Z",
          updated: "2025-12-02T10:00:00.000Z",
          resolved: "2025-12-02T10:00:00.000Z",
          history: [
            {
              id: 1,
              author: "zoe",
              created: "2025-12-02T10:00:00.000Z",
              items: [
                { name: "status", field: "status", fieldId: "status", from: "10000", fromString: "To Do", to: "10003", toString: "Done" },
              ],
            },
          ],
        },
      ],
    },
  ],
};

test("a company of a file is served with what it says and plain values for the rest; its first person reads", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "jira-"));
  t.after(() => rm(folder, { recursive: true }));
  const data = join(folder, "company.json");
  await writeFile(data, JSON.stringify(company));
  const jira = await startDataCenter("--data", data);
  t.after(() => jira.stop());
  const call = makeClient(jira);
  assert.equal((await call("/myself")).body.displayName, "Zoe");
  const { issues } = (
    await call("/search", { body: { jql: "project = ONE AND statusCategory = Done", fields: ["*all"], expand: ["changelog"] } })
  ).body;
  assert.deepEqual(
    [issues[0].key, issues[0].fields.assignee.name, issues[0].fields.resolution.name, issues[0].changelog.histories[0].items[0].toString],
    ["ONE-1", "zoe", "Done", "Done"],
  );
  assert.deepEqual(await jira.get("breaks"), []);
});

test("Cloud: the stand-in's own answer that is not what jira.js knows is a break, too", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "jira-"));
  t.after(() => rm(folder, { recursive: true }));
  const data = join(folder, "company.json");
  await writeFile(data, JSON.stringify({ ...company, people: [{ id: "zoe", name: 7 }, { id: "yan" }] }));
  const jira = await startCloud("--data", data);
  t.after(() => jira.stop());
  const { status, body } = await makeClient(jira)("/myself");
  assert.equal(status, 599);
  assert.match(body.reasons.join(), /own answer: \/displayName/);
  assert.equal((await jira.get("breaks")).length, 1);
});
