// SPDX-License-Identifier: Apache-2.0
// Times as Jira reads and writes them: in the time zone of who asks.
const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };
const formats = new Map();

// Minutes by which the zone's clock is ahead of UTC at this instant.
function offset(ms, zone) {
  if (!formats.has(zone))
    formats.set(
      zone,
      new Intl.DateTimeFormat("en-GB", {
        timeZone: zone,
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        hourCycle: "h23",
      }),
    );
  const part = Object.fromEntries(
    formats
      .get(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return Math.round(
    (Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - Math.floor(ms / 1000) * 1000) / 60_000,
  );
}

// The instant of a JQL time: "-30m" before now, or a date with or without its minute in this zone. Undefined if it is none.
export function instantOf(text, now, zone) {
  const [, sign, count, unit] = /^([+-]?)(\d+)([mhdw])$/.exec(text) ?? [];
  if (unit) return now + (sign === "-" ? -1 : 1) * Number(count) * units[unit];
  const [, year, month, day, hour = "0", minute = "0"] = /^(\d{4})[/-](\d\d)[/-](\d\d)(?: (\d\d?):(\d\d))?$/.exec(text) ?? [];
  if (!year) return undefined;
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  if (Number(month) > 12 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59 || new Date(local).getUTCDate() !== Number(day))
    return undefined;
  const guess = local - offset(local, zone) * 60_000;
  return local - offset(guess, zone) * 60_000;
}

// "2026-01-05T09:00:00.000+0100"
export function written(iso, zone) {
  const ms = Date.parse(iso);
  const ahead = offset(ms, zone);
  const two = (n) => String(Math.floor(n)).padStart(2, "0");
  const local = new Date(ms + ahead * 60_000).toISOString().slice(0, -1);
  return `${local}${ahead < 0 ? "-" : "+"}${two(Math.abs(ahead) / 60)}${two(Math.abs(ahead) % 60)}`;
}
