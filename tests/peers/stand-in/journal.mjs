// SPDX-License-Identifier: Apache-2.0
// Every call in order, without tokens and bodies, and apart from them those that broke the contract.
const kept = 50_000;

export function makeJournal() {
  let calls = [];
  let breaks = [];
  let n = 0;
  return {
    add(call) {
      calls.push({ n: ++n, ...call });
      if (calls.length > kept) calls = calls.slice(kept / 2);
    },
    break: (operation, reasons) => breaks.push({ n: n + 1, operation, reasons }),
    breaks: () => breaks,
    // Each given field {kind, operation, status} must be equal; `since` is the n of the last call already seen.
    calls: ({ since, ...where } = {}) =>
      calls.filter(
        (call) =>
          (since === undefined || call.n > Number(since)) &&
          Object.entries(where).every(([name, value]) => String(call[name]) === String(value)),
      ),
    clear() {
      calls = [];
      breaks = [];
    },
  };
}
