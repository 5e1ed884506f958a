// SPDX-License-Identifier: Apache-2.0
// How GitHub's contract is brought: only the archive that was pinned, and not again when it is there.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

// A folder with the script, and an npm that brings other bytes.
async function elsewhere(t) {
  const folder = await mkdtemp(join(tmpdir(), "contract-"));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "github"));
  await mkdir(join(folder, "bin"));
  await copyFile(fileURLToPath(new URL("contract.sh", import.meta.url)), join(folder, "github", "contract.sh"));
  const npm = join(folder, "bin", "npm");
  await writeFile(npm, '#!/bin/sh\nwhile [ "$1" != --pack-destination ]; do shift; done\necho bytes >"$2/other.tgz"\necho other.tgz\n');
  await chmod(npm, 0o755);
  const run = () =>
    spawnSync("bash", [join(folder, "github", "contract.sh")], {
      env: { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}` },
    });
  return { run, kept: join(folder, "node_modules", ".contracts") };
}

test("an archive that is not the pinned one is refused, and nothing of it is kept", async (t) => {
  const { run, kept } = await elsewhere(t);
  const { status, stderr } = run();
  assert.equal(status, 1);
  assert.match(stderr.toString(), /is not the one that was pinned/);
  assert.deepEqual(await readdir(kept), []);
});

test("with the files of this version there, nothing is brought", async (t) => {
  const { run, kept } = await elsewhere(t);
  await mkdir(kept, { recursive: true });
  for (const name of ["api.github.com.json", "ghes-3.19.json"]) await writeFile(join(kept, name), "{}");
  await writeFile(join(kept, "version"), "23.0.2\n");
  assert.equal(run().status, 0);
  await writeFile(join(kept, "version"), "23.0.1\n");
  assert.equal(run().status, 1);
});
