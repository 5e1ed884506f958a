// SPDX-License-Identifier: Apache-2.0
// What an import does to the rows that its source stated before: dates in the file rule, and what it leaves
// out ends on the day of the import instead of never having been.
#pragma once

#include "core/time.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace insight::directory {

using core::Time;

struct Period {
    std::string subject;  // a person, or a repository and a path in it
    std::string team;
    Time from{};
    std::optional<Time> to = {};
};
struct StatedPeriod {
    std::string subject, team;
    std::optional<Time> from = {}, to = {};
};
struct Changes {
    std::size_t added = 0, changed = 0, ended = 0, removed = 0, unchanged = 0;
    bool is_none() const { return added + changed + ended + removed == 0; }
};
struct Merged {
    std::vector<Period> rows;  // all that is kept from now on, by subject, begin and team
    Changes changes;
};

// `kept`: the rows of the same source before; `today`: midnight UTC.
// - A subject with a stated begin has exactly the stated rows from the earliest stated begin on; a row
//   without a begin counts from ever. Of the rows kept, those that ended by then stay, those that began
//   earlier and are still open then end on that day, the others are replaced. So is a row from ever whose
//   team is stated from that day: nobody had stated its begin before.
// - A subject without any goes on: teams that are still stated stay as they are, others end today, new ones
//   begin today, or from ever when the subject is new. So does one that was to begin later, and what else was
//   to begin later goes.
// - A subject that is not stated any more: what is open ends today, what was over stays.
// Of rows stated with one subject, team and begin the first counts. Stating the same again changes nothing.
// For n rows kept and stated: n log n.
Merged merged(const std::vector<Period>& kept, const std::vector<StatedPeriod>& stated, Time today);

}  // namespace insight::directory
