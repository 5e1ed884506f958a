// SPDX-License-Identifier: Apache-2.0
// Weeks and working days of the sample company, in UTC.
#pragma once

#include "core/time.hpp"

#include <cstdint>

namespace sources::sample {

using core::Time;

// Weeks since Monday 1970-01-05; negative before.
std::int64_t week_of(Time time);
Time start_of_week(std::int64_t week);
// Midnight of a day that exists.
Time day(int year, unsigned month, unsigned day_of_month);
bool is_weekend(Time time);
// `start`, moved to Monday 00:00 when on a weekend, plus `span` of Mondays to Fridays.
Time add_business(Time start, std::chrono::seconds span);
// The end of `days` business days after `start`.
Time business_deadline(Time start, int days);

}  // namespace sources::sample
