// SPDX-License-Identifier: Apache-2.0
// The process, and a company of a data file.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { testProcess } from "../stand-in/suite.mjs";
import { makeClient, startGitlab } from "./start.mjs";

testProcess({
  program: fileURLToPath(new URL("main.mjs", import.meta.url)),
  path: "/user",
  headers: ({ token }) => ({ "private-token": token }),
});

const company = {
  people: [{ username: "zoe" }, { username: "yan" }],
  groups: [{ path: "tiny", members: [{ username: "zoe", access_level: 30, since: "2020-01-01", until: null }] }],
  projects: [
    {
      path: "one",
      group: "tiny",
      files: { "README.md": "# One\n" },
      merge_requests: [
        {
          iid: 1,
          title: "Fix",
          author: "yan",
          created_at: "2025-12-01T10:00:00.000Z",
          notes: [{ author: "zoe", body: "Good", created_at: "2025-12-02T10:00:00.000Z" }],
        },
      ],
      issues: [{ iid: 1, title: "Help", author: "zoe", created_at: "2025-12-01T10:00:00.000Z", labels: ["quick win"] }],
    },
  ],
};

test("a company of a file is served with what it says and plain values for the rest; its first person reads", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "gitlab-"));
  t.after(() => rm(folder, { recursive: true }));
  const data = join(folder, "company.json");
  await writeFile(data, JSON.stringify(company));
  const gitlab = await startGitlab("--data", data);
  t.after(() => gitlab.stop());
  const call = makeClient(gitlab);
  assert.deepEqual([gitlab.groups, (await call("/user")).body.username], [["tiny"], "zoe"]);
  const { body } = await call("/projects");
  assert.deepEqual(
    body.map(({ path_with_namespace, visibility, default_branch }) => [path_with_namespace, visibility, default_branch]),
    [["tiny/one", "private", "main"]],
  );
  assert.equal((await call("/projects/tiny%2Fone/merge_requests/1/notes")).body[0].body, "Good");
  assert.equal((await call("/groups/tiny/issues?labels=quick%20win")).body.length, 1);
  assert.equal((await call("/projects/tiny%2Fone/repository/files/README.md/raw")).text, "# One\n");
  assert.deepEqual(await gitlab.get("breaks"), []);
});
