// SPDX-License-Identifier: Apache-2.0
// What a fault does: instead of an answer, or to it.

// The connection is cut before a header, by an end or by a reset.
export class Cut extends Error {
  constructor(isReset = false) {
    super("cut");
    this.isReset = isReset;
  }
}

// Strikes when it is known which call this is; throws what the client gets instead. `instead` {action: (fault, call, sim) => …}: the vendor's own.
export function strike(sim, call, instead) {
  call.faults = sim.faults.strike(call);
  for (const fault of call.faults) (instead[fault.action] ?? instead_of_all[fault.action])?.(fault, call, sim);
}

const instead_of_all = {
  cut: () => {
    throw new Cut();
  },
  reset: () => {
    throw new Cut(true);
  },
  act: ({ acts }, _, sim) => acts.forEach((act) => sim.act(act)),
};

// {status, body, type?, headers, wait_ms, mangle} after those faults that leave an answer. `changes` {action: (said, fault) => …}: the vendor's own.
export function mangled(call, { status, body }, changes = {}) {
  const said = { status, body, headers: {}, mangle: {} };
  for (const fault of call.faults) (changes[fault.action] ?? changes_of_all[fault.action])?.(said, fault);
  return said;
}

const changes_of_all = {
  headers: (said, { headers }) => Object.assign(said.headers, headers),
  missing_fields: (said, { fields }) => (said.body = without(said.body, new Set(fields))),
  invalid_json: (said) => (said.body = `${JSON.stringify(said.body).slice(0, -1)},}`),
  truncated: (said) => (said.mangle.truncated = true),
  broken_gzip: (said) => (said.mangle.broken_gzip = true),
  hang: (said) => (said.mangle.hang = true),
  slow: (said, { ms = 100 }) => (said.wait_ms = ms),
};

// The same without these fields, at every depth.
function without(value, fields) {
  if (Array.isArray(value)) return value.map((inner) => without(inner, fields));
  if (value === null || typeof value !== "object" || Buffer.isBuffer(value)) return value;
  const left = Object.entries(value).filter(([name]) => !fields.has(name));
  return Object.fromEntries(left.map(([name, inner]) => [name, without(inner, fields)]));
}
