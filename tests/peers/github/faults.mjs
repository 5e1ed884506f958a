// SPDX-License-Identifier: Apache-2.0
// Faults that a test orders. A fault strikes the nth matching call after it was ordered, and `times` calls from there on (0: for ever).
export const actions = new Set([
  "primary_limit", // {status: 403 | 429, type: "RATE_LIMITED" | "RATE_LIMIT"}
  "secondary_limit", // {status: 403 | 429, retry_after: seconds | null}
  "gateway", // {status: 502 | 504, page_over, points}
  "partial", // {keep}: GraphQL data with holes and errors
  "unauthorized",
  "not_found",
  "gone", // {sunset}
  "status", // {status}
  "headers", // {headers}: a true answer with these as well
  "missing_fields", // {fields}
  "invalid_json",
  "truncated",
  "broken_gzip",
  "hang", // after the header
  "cut", // before it
  "slow", // {ms}
  "act", // {acts}: what people do while the client pages
]);

export function makeFaults() {
  let faults = [];
  let next_id = 1;
  return {
    // {on: "all" | "rest" | "graphql" | an operation's id, path?, page_over?, action, nth = 1, times = 1, …}
    order(fault) {
      if (!actions.has(fault.action)) throw new Error(`A fault's action is one of ${[...actions].join(", ")}.`);
      const ordered = { id: next_id++, on: "all", nth: 1, times: 1, ...fault, seen: 0, struck: 0 };
      faults.push(ordered);
      return ordered;
    },
    // All faults that strike this call {kind, operation, path, page}. `page` is the largest `first` of a GraphQL query.
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
