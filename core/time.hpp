// SPDX-License-Identifier: Apache-2.0
// Points in time are UTC, to the second. Nothing outside bot/ reads the wall clock: `now` is always an
// argument.
#pragma once

#include "core/result.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace core {

using Time = std::chrono::sys_seconds;
using Days = std::chrono::days;

// "2026-01-05T08:00:00Z" (RFC 3339, always UTC).
std::string to_rfc3339(Time time);
// Reads RFC 3339 ("2026-01-05T08:00:00Z", with an offset, or a bare date = midnight UTC). Errc::invalid
// otherwise.
Result<Time> parse_time(std::string_view text);
// "2026-01-05".
std::string to_date(Time time);
// "2026-01-05 08:00 UTC": what the shell and plain text print.
std::string to_readable(Time time);
// "3 minutes", "2 hours", "5 days": one unit, rounded down; "less than a minute" below that. Negative counts
// as zero.
std::string to_age(std::chrono::seconds age);

constexpr Time from_unix(std::int64_t seconds) { return Time{std::chrono::seconds{seconds}}; }
constexpr std::int64_t to_unix(Time time) { return time.time_since_epoch().count(); }

}  // namespace core
