// SPDX-License-Identifier: Apache-2.0
// What must stand in no log and no metric: tokens of every kind, signatures, secrets, a socket's ticket, what an installing browser
// carries, and the addresses of answers, as the simulator makes them (../slack/triggers.mjs).
const needles = [
  /xox[a-z][.-]/,
  /xapp-/,
  /v0=/,
  /ticket=/,
  /\b(?:code|state)=[^"]/, // but not a label of a metric
  /\/(?:commands|actions)\/T/,
  /sim-signing-secret/,
  /sim-client-secret/,
  /kkkkkkkk/, // the key of the tokens; see bot.mjs
];

// What was found, each with a little of its surroundings; [] is right.
export function leaksIn(text) {
  const found = needles.map((needle) => needle.exec(text)).filter(Boolean);
  return found.map(({ 0: what, index }) => `${what} in “${text.slice(Math.max(0, index - 60), index + 20)}”`);
}
