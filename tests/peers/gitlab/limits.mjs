// SPDX-License-Identifier: Apache-2.0
// GitLab's two kinds of limits: a user's calls in a window, told in headers; and calls of one endpoint, which are not told.
export function makeLimits(clock, settings) {
  const windows = new Map();

  function window(key, period_s) {
    const length = period_s * 1000;
    const begun = Math.floor(clock.now() / length) * length;
    const found = windows.get(key);
    if (found?.begun === begun) return found;
    const fresh = { begun, used: 0, reset: (begun + length) / 1000 };
    windows.set(key, fresh);
    return fresh;
  }
  const of = (who) => window(who, settings().limits.period_s);

  return {
    isEnabled: () => settings().limits.enabled,
    // Counts a call of this user; true if it is one too many.
    enter: (who) => ++of(who).used > settings().limits.per_period,
    // The same for an endpoint: `name` is a key of the setting `limits.endpoints` {calls, period_s}.
    hurry(who, name) {
      const rule = settings().limits.endpoints[name];
      return rule !== undefined && ++window(`${who} ${name}`, rule.period_s).used > rule.calls;
    },
    // So many calls are left until the window is over.
    leave: (who, remaining) => (of(who).used = settings().limits.per_period - remaining),
    headers(who) {
      if (!settings().limits.enabled) return {};
      const { per_period, name } = settings().limits;
      const { used, reset } = of(who);
      return {
        "ratelimit-limit": String(per_period),
        "ratelimit-name": name,
        "ratelimit-observed": String(used),
        "ratelimit-remaining": String(Math.max(0, per_period - used)),
        "ratelimit-reset": String(reset),
      };
    },
    // The headers that a 429 adds.
    late(who) {
      const { reset } = of(who);
      return {
        "ratelimit-resettime": new Date(reset * 1000).toUTCString(),
        "retry-after": String(Math.max(1, Math.ceil(reset - clock.now() / 1000))),
      };
    },
    forget: () => windows.clear(),
  };
}
