// SPDX-License-Identifier: Apache-2.0
// Cloud's burst limits (calls of one endpoint and method in a period) and Data Center's token bucket of a person.
export function makeLimits(clock, settings, isCloud) {
  const windows = new Map();
  const buckets = new Map();

  function window(operation) {
    const { period_s } = settings().limits;
    const begun = Math.floor(clock.now() / (period_s * 1000)) * period_s * 1000;
    if (windows.get(operation)?.begun !== begun) windows.set(operation, { begun, used: 0, reset_ms: begun + period_s * 1000 });
    return windows.get(operation);
  }

  // Fills with `fill` tokens every `interval_s`, up to `size`.
  function bucket(who) {
    const { size, fill, interval_s } = settings().limits;
    const found = buckets.get(who) ?? { left: size, filled_ms: clock.now() };
    const steps = Math.floor((clock.now() - found.filled_ms) / (interval_s * 1000));
    found.left = Math.min(size, found.left + steps * fill);
    found.filled_ms += steps * interval_s * 1000;
    buckets.set(who, found);
    return found;
  }

  return {
    isEnabled: () => settings().limits.enabled,
    // Counts a call; true if it is one too many.
    enter(who, operation) {
      if (isCloud) return ++window(operation).used > settings().limits.calls;
      const held = bucket(who);
      if (held.left < 1) return true;
      held.left--;
      return false;
    },
    // So many tokens are left in everybody's bucket.
    leave: (who, left) => (bucket(who).left = left),
    headers(who, operation) {
      if (!settings().limits.enabled) return {};
      if (isCloud) {
        const { calls } = settings().limits;
        const { used, reset_ms } = window(operation);
        const near = used > calls * 0.8 ? { "x-ratelimit-nearlimit": "true" } : {};
        return {
          "x-ratelimit-limit": String(calls),
          "x-ratelimit-remaining": String(Math.max(0, calls - used)),
          "x-ratelimit-reset": new Date(reset_ms).toISOString(),
          ...near,
        };
      }
      const { size, fill, interval_s } = settings().limits;
      return {
        "x-ratelimit-limit": String(size),
        "x-ratelimit-remaining": String(bucket(who).left),
        "x-ratelimit-fillrate": String(fill),
        "x-ratelimit-interval-seconds": String(interval_s),
      };
    },
    // Seconds until a call is let in again.
    wait_s(who, operation) {
      const until = isCloud ? window(operation).reset_ms : bucket(who).filled_ms + settings().limits.interval_s * 1000;
      return Math.max(1, Math.ceil((until - clock.now()) / 1000));
    },
    forget: () => (windows.clear(), buckets.clear()),
  };
}
