// SPDX-License-Identifier: Apache-2.0
// The vendor's time: the wall clock plus what a test moved it forward. Limits, tokens and time stamps of a stand-in use it; what the program
// under test checks with its own clock (Slack's signatures) does not.
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
