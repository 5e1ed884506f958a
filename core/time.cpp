// SPDX-License-Identifier: Apache-2.0
#include "core/time.hpp"

#include <fmt/format.h>

#include <charconv>

namespace core {

namespace {

struct Parts {
    std::chrono::year_month_day day;
    std::chrono::hh_mm_ss<std::chrono::seconds> clock;
};

Parts split(Time time) {
    const auto midnight = std::chrono::floor<Days>(time);
    return {std::chrono::year_month_day{midnight},
            std::chrono::hh_mm_ss<std::chrono::seconds>{time - midnight}};
}

// Reads exactly `width` digits at `at`; -1 when there are none.
int digits(std::string_view text, std::size_t at, std::size_t width) {
    if (at + width > text.size()) return -1;
    int value = 0;
    for (const char c : text.substr(at, width)) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

Error not_a_time(std::string_view text) {
    return invalid(fmt::format("'{}' is not a date or time; write 2026-01-05 or 2026-01-05T08:00:00Z.",
                               text.substr(0, 40)));
}

}  // namespace

std::string to_date(Time time) {
    const auto day = split(time).day;
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

std::string to_rfc3339(Time time) {
    const auto clock = split(time).clock;
    return fmt::format("{}T{:02}:{:02}:{:02}Z", to_date(time), clock.hours().count(), clock.minutes().count(),
                       clock.seconds().count());
}

std::string to_readable(Time time) {
    const auto clock = split(time).clock;
    return fmt::format("{} {:02}:{:02} UTC", to_date(time), clock.hours().count(), clock.minutes().count());
}

std::string to_age(std::chrono::seconds age) {
    constexpr std::int64_t hour = 3600, day = 24 * hour;
    const auto count = age.count();
    const auto say = [](std::int64_t n, const char* unit) {
        return fmt::format("{} {}{}", n, unit, n == 1 ? "" : "s");
    };
    if (count < 60) return "less than a minute";
    if (count < hour) return say(count / 60, "minute");
    if (count < 2 * day) return say(count / hour, "hour");
    return say(count / day, "day");
}

Result<Time> parse_time(std::string_view text) {
    using namespace std::chrono;
    const int y = digits(text, 0, 4);
    const int m = digits(text, 5, 2);
    const int d = digits(text, 8, 2);
    if (y < 0 || m < 0 || d < 0 || text[4] != '-' || text[7] != '-') return not_a_time(text);
    const year_month_day day{year{y}, month{static_cast<unsigned>(m)},
                             std::chrono::day{static_cast<unsigned>(d)}};
    if (!day.ok()) return not_a_time(text);
    const Time midnight{sys_days{day}};
    if (text.size() == 10) return midnight;
    const int hh = digits(text, 11, 2);
    const int mm = digits(text, 14, 2);
    const int ss = digits(text, 17, 2);
    if ((text[10] != 'T' && text[10] != ' ') || hh < 0 || hh > 23 || mm < 0 || mm > 59 || ss < 0 || ss > 60)
        return not_a_time(text);
    if (text[13] != ':' || text[16] != ':') return not_a_time(text);
    std::size_t at = 19;
    if (at < text.size() && text[at] == '.') {
        for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9';) ++at;
    }
    const Time local = midnight + hours{hh} + minutes{mm} + seconds{ss};
    const auto zone = text.substr(at);
    if (zone == "Z" || zone == "z") return local;
    const int zh = digits(zone, 1, 2);
    const int zm = digits(zone, 4, 2);
    if (zone.size() != 6 || zh < 0 || zm < 0 || zone[3] != ':' || (zone[0] != '+' && zone[0] != '-'))
        return not_a_time(text);
    const auto offset = hours{zh} + minutes{zm};
    return zone[0] == '+' ? local - offset : local + offset;
}

}  // namespace core
