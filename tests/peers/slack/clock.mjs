// SPDX-License-Identifier: Apache-2.0
// Slack's time: the wall clock plus what a test moved it forward. Signatures use the wall clock, because the app checks them with its own.
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
