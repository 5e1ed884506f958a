// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/team_work.hpp"

#include "core/text.hpp"
#include "sources/sample/random.hpp"

#include <algorithm>

namespace sources::sample {
namespace {

// The `count` members with the lowest rank for this repository.
void add_lowest(std::string_view repository, const std::vector<int>& members, int count,
                std::vector<int>& out) {
    const auto name = number_of_name(repository);
    auto ranked = members;
    std::sort(ranked.begin(), ranked.end(), [&](int a, int b) {
        return mix(name, static_cast<std::uint64_t>(a)) < mix(name, static_cast<std::uint64_t>(b));
    });
    ranked.resize(std::min(ranked.size(), static_cast<std::size_t>(count)));
    out.insert(out.end(), ranked.begin(), ranked.end());
}

const std::vector<int>& members_of(const Roster& roster, int team) {
    return roster[static_cast<std::size_t>(team)];
}

}  // namespace

std::vector<int> owners_at(const Project& project, Time at) {
    for (const auto& handover : handovers())
        if (handover.repository == project.name && at < handover.at) return {find_team(handover.from_team)};
    std::vector<int> out;
    for (const auto name : core::split(project.owners, ' '))
        if (!name.empty()) out.push_back(find_team(name));
    return out;
}

std::vector<int> maintainers_of(const Project& project, const Story& story, const std::vector<int>& owners,
                                const Roster& roster) {
    std::vector<int> out;
    if (owners.empty()) add_lowest(project.name, members_of(roster, 0), 1, out);
    const int each = owners.size() > 1 ? (story.maintainers + 1) / 2 : story.maintainers;
    for (const int team : owners) add_lowest(project.name, members_of(roster, team), each, out);
    if (story.stranger && !owners.empty())
        add_lowest(project.name, members_of(roster, (owners.front() + 3) % static_cast<int>(roster.size())),
                   1, out);
    return out;
}

}  // namespace sources::sample
