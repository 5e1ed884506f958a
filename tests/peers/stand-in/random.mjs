// SPDX-License-Identifier: Apache-2.0
// Chance that repeats: the same words give the same numbers, in whatever order they are asked.
export function makeRandom(...words) {
  let state = hash(words.join(" "));
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    chance: (share) => next() < share,
    below: (limit) => Math.floor(next() * limit),
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (list) => list[Math.floor(next() * list.length)],
    // Mostly small, sometimes large: exponential with this mean.
    skewed: (mean) => Math.floor(-Math.log(1 - next()) * mean),
  };
}

// FNV-1a, 32 bits.
function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
