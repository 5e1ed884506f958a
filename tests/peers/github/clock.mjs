// SPDX-License-Identifier: Apache-2.0
// GitHub's time: the wall clock plus what a test moved it forward. Limits, tokens and time stamps use it.
export function makeClock() {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    move(ms) {
      if (!(ms >= 0)) throw new Error("The clock moves forward only.");
      ahead += ms;
    },
    ahead: () => ahead,
  };
}
