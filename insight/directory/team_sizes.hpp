// SPDX-License-Identifier: Apache-2.0
// How many people a link puts into a team at a moment, counted once for all moments.
#pragma once

#include "core/time.hpp"
#include "insight/directory/links.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace insight::directory {

using core::Time;

class TeamSizes {
  public:
    struct Row {
        std::size_t team = 0;
        PersonLink link = PersonLink::org_chart;
        std::size_t person = 0;
        Time from{};
        std::optional<Time> to = {};  // still
    };
    // Somebody whom several rows put there at once counts once. For n rows: n log n.
    explicit TeamSizes(std::vector<Row> rows);
    // 0 for a team that nobody is in. For n rows of the team: log n.
    std::size_t at(std::size_t team, PersonLink link, Time at) const;

  private:
    using Steps = std::vector<std::pair<Time, std::size_t>>;  // from when on, how many
    std::map<std::pair<std::size_t, PersonLink>, Steps> steps_;
};

}  // namespace insight::directory
