// SPDX-License-Identifier: Apache-2.0
// Faults that a test orders. A fault strikes the n-th matching call after it was ordered, and `times` calls from there on.
const actions = new Set(["hang", "status", "error", "rate_limit", "close", "garbage"]);

export function makeFaults() {
  let faults = [];
  let next_id = 1;
  return {
    // {method, action, nth = 1, times = 1 (0: for ever), channel?, ms?, status?, error?, retry_after?, performed?}.
    // `method` is a Web API method, "response_url", "upload", "link" (the WebSocket's opening) or "*".
    order(fault) {
      if (!actions.has(fault.action)) throw new Error(`A fault's action is one of ${[...actions].join(", ")}.`);
      if (!fault.method) throw new Error("A fault names its method.");
      const ordered = { id: next_id++, nth: 1, times: 1, performed: false, ...fault, seen: 0, struck: 0 };
      faults.push(ordered);
      return ordered;
    },
    // The fault that strikes this call, if any. Counts the call for every fault that matches.
    strike(method, args = {}) {
      let striking;
      for (const fault of faults) {
        if (fault.method !== "*" && fault.method !== method) continue;
        if (fault.channel !== undefined && fault.channel !== args.channel) continue;
        fault.seen++;
        const over = fault.times !== 0 && fault.seen >= fault.nth + fault.times;
        if (fault.seen < fault.nth || over || striking) continue;
        fault.struck++;
        striking = fault;
      }
      return striking;
    },
    list: () => faults,
    clear: () => (faults = []),
  };
}
