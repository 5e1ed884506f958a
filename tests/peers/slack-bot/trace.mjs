// SPDX-License-Identifier: Apache-2.0
// What a program under tests/shim/sync_shim.c did, and whether it made a delivery durable before it answered.
import { chmod, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const shim = () => join(dirname(process.env.ISPO_PROGRAM ?? process.env.ISPO), "tests", "libsync_shim.so");

// Variables for a program whose every sync takes so much longer.
export const slowed = (milliseconds) => ({ LD_PRELOAD: shim(), SHIM_SYNC_US: String(milliseconds * 1000), ASAN_OPTIONS: "verify_asan_link_order=0" });

// A script in `folder` that runs the program with the shim: {program, read(), remove()}.
export async function traced(folder, ispo) {
  const trace = join(folder, "trace");
  const program = join(folder, "traced-ispo");
  // A sanitizer's library wants to be the first; the shim calls the kernel itself, so the order does not matter.
  const environment = `LD_PRELOAD='${shim()}' SHIM_TRACE='${trace}' ASAN_OPTIONS="verify_asan_link_order=0:$ASAN_OPTIONS"`;
  await writeFile(program, `#!/bin/sh\n${environment} exec '${ispo}' "$@"\n`);
  await chmod(program, 0o700);
  return { program, read: async () => steps(await readFile(trace, "latin1")), remove: () => rm(trace, { force: true }) };
}

// [{what: "log"|"sync"|"send", descriptor, bytes}]
export function steps(text) {
  const lines = text.split("\n").filter(Boolean);
  return lines.map((line) => {
    const [what, descriptor, hex = ""] = line.split(" ");
    return { what, descriptor: Number(descriptor), bytes: Buffer.from(hex, "hex") };
  });
}

// The text of a frame of a WebSocket's client, which masks what it sends (RFC 6455, 5.3); "" when it is none.
export function unmasked(bytes) {
  if (bytes.length < 6 || bytes[0] !== 0x81 || !(bytes[1] & 0x80)) return "";
  const at = { 126: 4, 127: 10 }[bytes[1] & 0x7f] ?? 2;
  const mask = bytes.subarray(at, at + 4);
  return Buffer.from(bytes.subarray(at + 4).map((byte, i) => byte ^ mask[i % 4])).toString();
}

// "" when what bears `mark` was written to the log, then synced, then answered; else what is wrong. `isAnswer(bytes)` knows the answer.
export function fault(all, mark, isAnswer) {
  const written = all.findIndex(({ what, bytes }) => what === "log" && bytes.includes(mark));
  if (written < 0) return "it was never written to the log";
  const answered = all.findIndex(({ what, bytes }) => what === "send" && isAnswer(bytes));
  if (answered < 0) return "it was never answered";
  if (answered < written) return "it was answered before it was written";
  const isSynced = all.slice(written, answered).some(({ what, descriptor }) => what === "sync" && descriptor === all[written].descriptor);
  return isSynced ? "" : "it was answered before it was synced";
}
