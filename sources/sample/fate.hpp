// SPDX-License-Identifier: Apache-2.0
// What becomes of a change or an issue, drawn once at its birth: it never depends on how far the clock has
// moved.
#pragma once

#include "core/time.hpp"
#include "sources/sample/random.hpp"
#include "sources/sample/story.hpp"

#include <optional>

namespace sources::sample {

// In permille.
struct Habits {
    int answered_in_time = 0;  // within two business days
    int never_answered = 0;
    int merged = 0;     // of what is decided
    int forgotten = 0;  // neither merged nor closed
};
Habits habits_with_guests(Pace pace);
Habits habits_at_home();

struct Fate {
    std::optional<Time> answered_at, decided_at;
    bool merged = false;
};
Fate fate_of_change(const Habits& habits, Time ready, Random& random);
Fate fate_of_issue(const Habits& habits, Time created, Random& random);

}  // namespace sources::sample
