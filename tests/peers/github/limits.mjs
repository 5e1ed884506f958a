// SPDX-License-Identifier: Apache-2.0
// GitHub's budgets: an hour's points for each credential and resource, points a minute, and calls side by side.
const hour = 3_600_000;
const minute = 60_000;

export function makeLimits(clock, settings) {
  const windows = new Map();
  const minutes = new Map();
  const running = new Map();
  const most = new Map();

  function window(who, resource) {
    const key = `${who} ${resource}`;
    const found = windows.get(key);
    if (found && found.reset_ms > clock.now()) return found;
    const fresh = { used: 0, reset_ms: clock.now() + hour };
    windows.set(key, fresh);
    return fresh;
  }
  function state(who, resource) {
    const { used, reset_ms } = window(who, resource);
    const limit = settings().limits[resource];
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(reset_ms / 1000), resource };
  }

  return {
    // {limit, used, remaining, reset (epoch seconds), resource}
    state,
    isEnabled: () => settings().limits.enabled,
    charge(who, resource, points) {
      window(who, resource).used += points;
    },
    // Empties a budget, or leaves so many points in it.
    leave(who, resource, remaining) {
      window(who, resource).used = settings().limits[resource] - remaining;
    },
    headers(who, resource) {
      if (!settings().limits.enabled) return {};
      const { limit, used, remaining, reset } = state(who, resource);
      return {
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(remaining),
        "x-ratelimit-used": String(used),
        "x-ratelimit-reset": String(reset),
        "x-ratelimit-resource": resource,
      };
    },
    // Counts a call of so many points of the minute's; true if that is more than GitHub allows.
    hurry(who, kind, points) {
      if (!settings().limits.enabled) return false;
      const key = `${who} ${kind}`;
      const recent = (minutes.get(key) ?? []).filter(({ at }) => at > clock.now() - minute);
      recent.push({ at: clock.now(), points });
      minutes.set(key, recent);
      return recent.reduce((sum, call) => sum + call.points, 0) > settings().limits.per_minute[kind];
    },
    // Calls of one credential side by side, REST and GraphQL together; false if there are more than GitHub allows.
    enter(who) {
      const now = (running.get(who) ?? 0) + 1;
      running.set(who, now);
      most.set(who, Math.max(most.get(who) ?? 0, now));
      return !settings().limits.enabled || now <= settings().limits.concurrent;
    },
    leaveCall: (who) => running.set(who, running.get(who) - 1),
    mostAtOnce: () => Object.fromEntries(most),
    forget() {
      windows.clear();
      minutes.clear();
      most.clear();
    },
  };
}
