// SPDX-License-Identifier: Apache-2.0
// Faults that a test orders. A fault strikes the nth matching call after it was ordered, and `times` calls from there on (0: for ever).

// What every vendor's answer can suffer: see struck.mjs.
export const actions_of_all = [
  "status", // {status}
  "headers", // {headers}: a true answer with these as well
  "missing_fields", // {fields}
  "invalid_json",
  "truncated",
  "broken_gzip",
  "hang", // after the header
  "cut", // before it
  "reset", // the same, by a reset of the connection
  "slow", // {ms}
  "act", // {acts}: what people do while the client pages
];

// `actions`: the vendor's own besides those of all.
export function makeFaults(actions = []) {
  const known = new Set([...actions, ...actions_of_all]);
  let faults = [];
  let next_id = 1;
  return {
    // {on: "all" | a kind of call | an operation, path?, page_over?, action, nth = 1, times = 1, …}
    order(fault) {
      if (!known.has(fault.action)) throw new Error(`A fault's action is one of ${[...known].join(", ")}.`);
      const ordered = { id: next_id++, on: "all", nth: 1, times: 1, ...fault, seen: 0, struck: 0 };
      faults.push(ordered);
      return ordered;
    },
    // All faults that strike this call {kind, operation, path, page}. `page` is how many rows it asks for.
    strike(call) {
      return faults.filter((fault) => {
        if (![call.kind, call.operation, "all"].includes(fault.on)) return false;
        if (fault.path !== undefined && !call.path.includes(fault.path)) return false;
        if (fault.page_over !== undefined && !(call.page > fault.page_over)) return false;
        fault.seen++;
        if (fault.seen < fault.nth || (fault.times !== 0 && fault.seen >= fault.nth + fault.times)) return false;
        fault.struck++;
        return true;
      });
    },
    list: () => faults,
    clear: () => (faults = []),
  };
}
