// SPDX-License-Identifier: Apache-2.0
// Slack's limits: calls in a sliding minute for each method and workspace, and one message each second for each channel.
const tiers = { 1: 1, 2: 20, 3: 50, 4: 100 };
const special = { "auth.test": 600, "chat.postMessage": 300 }; // the second: "several hundred per minute" for a workspace
const minute = 60_000;
const between_messages = 1000;
const early = 100; // a message may come this much too soon, for the network is not exact; the average may not

// `wish`: "real", "off", or an object {method: {per_minute?, channel_interval_ms?}} that switches on only what it names, unless it says
// {others: "real"}: then it changes only what it names.
export function makeRateLimits(clock) {
  let wish = "real";
  const calls = new Map();
  const due = new Map();

  function perMinute(method, tier) {
    if (wish === "off") return Infinity;
    const real = special[method] ?? tiers[tier] ?? Infinity;
    if (wish === "real") return real;
    return wish[method]?.per_minute ?? (wish.others === "real" ? real : Infinity);
  }
  function interval() {
    if (wish === "off") return 0;
    if (wish === "real") return between_messages;
    return wish["chat.postMessage"]?.channel_interval_ms ?? (wish.others === "real" ? between_messages : 0);
  }

  return {
    set(wanted) {
      const known = wanted === "real" || wanted === "off" || (wanted !== null && typeof wanted === "object");
      if (!known) throw new Error('rate_limits is "real", "off" or an object.');
      wish = wanted;
      calls.clear();
      due.clear();
    },
    get: () => wish,
    // Seconds to wait, or 0 and the call is counted.
    call(method, tier, workspace) {
      const limit = perMinute(method, tier);
      if (limit === Infinity) return 0;
      const key = `${method} ${workspace}`;
      const now = clock.now();
      const recent = (calls.get(key) ?? []).filter((at) => at > now - minute);
      calls.set(key, recent);
      if (recent.length >= limit) return Math.max(1, Math.ceil((recent[recent.length - limit] + minute - now) / 1000));
      recent.push(now);
      return 0;
    },
    // The same for a message that a channel shows to everybody, however it was posted.
    message(channel) {
      const step = interval();
      if (step === 0) return 0;
      const now = clock.now();
      const earliest = due.get(channel) ?? 0;
      if (now < earliest - early) return Math.max(1, Math.ceil((earliest - now) / 1000));
      due.set(channel, Math.max(earliest, now) + step);
      return 0;
    },
  };
}
