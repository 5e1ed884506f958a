// SPDX-License-Identifier: Apache-2.0
// Tests that hold for every stand-in: the faults of all vendors, clock, settings and journal, TLS, options that are refused, and a clean end.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readFileSync } from "node:fs";
import { startStandIn } from "./start.mjs";

// {start(...options), makeClient(standIn) → call(path, …), path: of a call that answers with a list or an object, operation: its id, field: a name in
// it, headers: of that call by hand}
export function testFaults({ start, makeClient, path, operation, field, headers }) {
  let standIn, call;
  before(async () => {
    standIn = await start();
    call = makeClient(standIn);
  });
  after(async () => {
    assert.deepEqual(await standIn.get("breaks"), []);
    await standIn.stop();
  });
  const order = (fault) => standIn.post("faults", fault);

  test("faults: statuses, changed headers, missing fields and broken JSON strike once", async () => {
    for (const status of [500, 502, 503, 504]) {
      await order({ on: operation, action: "status", status });
      assert.equal((await call(path)).status, status);
    }
    await order({ action: "headers", headers: { "x-added": "1" } });
    assert.equal((await call(path)).headers.get("x-added"), "1");
    await order({ action: "missing_fields", fields: [field] });
    assert.ok(!(await call(path)).text.includes(`"${field}":`));
    await order({ action: "invalid_json" });
    const broken = await call(path);
    assert.deepEqual([broken.status, broken.body, broken.text.length > 0], [200, undefined, true]);
    assert.equal((await call(path)).status, 200);
  });

  test("faults: bytes that end early, bytes that do not unpack, a connection that is cut, a header without its body, a slow answer", async () => {
    for (const action of ["truncated", "broken_gzip", "cut", "reset"]) {
      await order({ action });
      await assert.rejects(call(path), action);
    }
    await order({ action: "hang" });
    const response = await fetch(`${standIn.api}${path}`, { headers: { "user-agent": "tests", ...headers(standIn) } });
    assert.equal(response.status, 200);
    await response.body.cancel();
    await order({ action: "slow", ms: 20 });
    assert.equal((await call(path)).status, 200);
  });

  test("faults: from the second call on, twice; only where the path says; for ever, until they are cleared", async () => {
    await order({ action: "status", status: 502, nth: 2, times: 2 });
    const seen = [];
    for (let n = 0; n < 4; n++) seen.push((await call(path)).status);
    assert.deepEqual(seen, [200, 502, 502, 200]);
    await order({ action: "status", path: "/nowhere", times: 0 });
    assert.equal((await call(path)).status, 200);
    await order({ action: "status", status: 500, times: 0 });
    assert.equal((await call(path)).status, 500);
    assert.equal((await call(path)).status, 500);
    assert.equal((await standIn.get("faults")).at(-1).struck, 2);
    await standIn.del("faults");
    assert.equal((await call(path)).status, 200);
    await assert.rejects(order({ action: "earthquake" }), /A fault's action is one of/);
  });

  test("an answer is gzip for who accepts it, and plain for who does not", async () => {
    const packed = await call(path, { headers: { "accept-encoding": "gzip" } });
    assert.deepEqual([packed.headers.get("content-encoding"), packed.headers.get("transfer-encoding")], ["gzip", "chunked"]);
    assert.ok(packed.body);
    assert.equal((await call(path, { headers: { "accept-encoding": "identity" } })).headers.get("content-encoding"), null);
  });

  test("the journal keeps every call without tokens; the clock moves forward only; settings are known by name; reset begins again", async () => {
    await standIn.del("calls");
    await call(path);
    const calls = await standIn.get("calls");
    assert.deepEqual(
      calls.map(({ operation, status }) => [operation, status]),
      [[operation, 200]],
    );
    assert.ok(!JSON.stringify(calls).includes(standIn.token));
    assert.deepEqual(await standIn.get(`calls?since=${calls[0].n}`), []);
    const ahead = (await standIn.post("clock", { advance_ms: 60_000 })).ahead_ms;
    assert.ok(Math.abs(Date.parse((await call(path)).headers.get("date")) - Date.now() - ahead) < 5000);
    await assert.rejects(standIn.post("clock", { advance_ms: -1 }), /forward only/);
    await assert.rejects(standIn.post("settings", { colour: "red" }), /no setting colour/);
    await assert.rejects(standIn.get("nothing"), /There is no GET nothing/);
    await standIn.post("reset");
    assert.deepEqual(await standIn.get("calls"), []);
  });
}

// {program: a path, options, path, headers(served)}
export function testProcess({ program, options = [], path, headers }) {
  test("a number that is none is told, and nothing starts", async () => {
    await assert.rejects(startStandIn(program, [...options, "--projects", "many"]), /--projects takes a number, not \\?"many/);
    await assert.rejects(startStandIn(program, [...options, "--tls-key", "x"]), /go together/);
  });

  test("it says in two lines what it serves, and ends cleanly while a call hangs", async () => {
    const child = spawn(process.execPath, [program, ...options, "--projects", "5"]);
    let said = "";
    await new Promise((resolve) =>
      child.stdout.on("data", (bytes) => {
        said += bytes;
        if (said.split("\n").length > 2) resolve();
      }),
    );
    const [first, second, rest] = said.split("\n");
    const served = JSON.parse(first);
    assert.match(second, /control\/breaks/);
    assert.equal(rest, "");
    const base = `http://127.0.0.1:${served.port}`;
    await fetch(`${base}/control/faults`, { method: "POST", body: JSON.stringify({ action: "hang" }) });
    const response = await fetch(`${served.api}${path}`, { headers: { "user-agent": "tests", ...headers(served) } });
    const cut = assert.rejects(response.text());
    child.kill("SIGTERM");
    assert.equal(await new Promise((resolve) => child.once("exit", resolve)), 0);
    await cut;
  });

  test("with a certificate of a test's own authority it speaks TLS", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "stand-in-"));
    t.after(() => rm(folder, { recursive: true }));
    const [cert, key] = [join(folder, "certificate"), join(folder, "key")];
    const made = spawnSync("openssl", [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "1",
      "-subj",
      "/CN=127.0.0.1",
      "-addext",
      "subjectAltName=IP:127.0.0.1",
      "-keyout",
      key,
      "-out",
      cert,
    ]);
    assert.equal(made.status, 0, String(made.stderr));
    const standIn = await startStandIn(program, [...options, "--projects", "5", "--tls-cert", cert, "--tls-key", key]);
    t.after(() => standIn.stop());
    const status = await new Promise((resolve, reject) => {
      get(
        `${standIn.api}${path}`,
        { ca: readFileSync(cert), agent: false, headers: { "user-agent": "tests", ...headers(standIn) } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      ).once("error", reject);
    });
    assert.equal(status, 200);
  });
}
