// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/fate.hpp"

#include "sources/sample/calendar.hpp"

namespace sources::sample {
namespace {

using std::chrono::minutes;

constexpr int working_day = 24 * 60;  // minutes of the calendar's business day

std::optional<Time> answer(const Habits& habits, Time start, Random& random) {
    if (random.chance(habits.answered_in_time))
        return add_business(start, minutes{random.between(12, 30 * 60)});
    if (random.chance(habits.never_answered)) return std::nullopt;
    return add_business(start, minutes{random.between(2 * working_day + 60, 15 * working_day)});
}

}  // namespace

Habits habits_with_guests(Pace pace) {
    switch (pace) {
        case Pace::quick:
            return {960, 100, 940, 0};
        case Pace::steady:
            return {680, 250, 800, 30};
        case Pace::slow:
            return {420, 350, 640, 140};
        case Pace::silent:
            return {150, 700, 420, 350};
    }
    return {};
}

Habits habits_at_home() { return {900, 300, 890, 15}; }

Fate fate_of_change(const Habits& habits, Time ready, Random& random) {
    Fate fate;
    fate.answered_at = answer(habits, ready, random);
    const bool forgotten = random.chance(habits.forgotten);
    const bool wanted = random.chance(habits.merged);
    if (forgotten) return fate;
    fate.merged = wanted && fate.answered_at.has_value();
    const auto since = fate.answered_at ? *fate.answered_at : ready + core::Days{random.between(20, 90)};
    fate.decided_at = add_business(since, minutes{random.between(20, 4 * working_day)});
    return fate;
}

Fate fate_of_issue(const Habits& habits, Time created, Random& random) {
    Fate fate;
    fate.answered_at = answer(habits, created, random);
    if (random.chance(100 + habits.forgotten)) return fate;
    const auto since = fate.answered_at ? *fate.answered_at : created + core::Days{30};
    fate.decided_at = add_business(since, minutes{random.between(60, 40 * working_day)});
    return fate;
}

}  // namespace sources::sample
