// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/calendar.hpp"

namespace sources::sample {
namespace {

constexpr Time first_monday{std::chrono::seconds{4 * 86'400}};
constexpr std::chrono::seconds one_day{86'400};
constexpr std::chrono::seconds one_week = 7 * one_day;
constexpr std::chrono::seconds working_week = 5 * one_day;

}  // namespace

std::int64_t week_of(Time time) {
    const auto since = (time - first_monday).count();
    const auto whole = since / one_week.count();
    return since % one_week.count() < 0 ? whole - 1 : whole;
}

Time start_of_week(std::int64_t week) { return first_monday + week * one_week; }

Time day(int year, unsigned month, unsigned day_of_month) {
    return std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} /
                                 std::chrono::day{day_of_month}};
}

bool is_weekend(Time time) { return time - start_of_week(week_of(time)) >= working_week; }

Time add_business(Time start, std::chrono::seconds span) {
    if (is_weekend(start)) start = start_of_week(week_of(start) + 1);
    const auto monday = start_of_week(week_of(start));
    const auto worked = (start - monday) + span;
    return monday + worked / working_week * one_week + worked % working_week;
}

Time business_deadline(Time start, int days) { return add_business(start, days * one_day); }

}  // namespace sources::sample
