// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/relation.hpp"

#include <algorithm>
#include <limits>

namespace insight::directory {
namespace {

std::vector<Owning> owners_touched(const Directory& directory, std::string_view repository,
                                   const std::vector<std::string>& paths, Time at) {
    std::vector<Owning> out;
    out.reserve(paths.size() + 1);
    for (const auto& path : paths) out.push_back(directory.owners_of(repository, at, path));
    if (paths.empty()) out.push_back(directory.owners_of_all_parts(repository, at));
    std::erase_if(out, [](const Owning& each) { return each.teams.empty(); });
    return out;
}

// Whoever is in a team that owns it is at home there, whatever other teams they are in.
bool is_home(const Placement& author, const Owning& owning) {
    return std::any_of(author.among.begin(), author.among.end(), [&](const std::string& team) {
        return std::find(owning.teams.begin(), owning.teams.end(), team) != owning.teams.end();
    });
}

int least_distance(const Hierarchy& teams, const Placement& author, const std::vector<Owning>& touched) {
    int least = std::numeric_limits<int>::max();
    for (const auto& owning : touched)
        for (const auto& owner : owning.teams)
            for (const auto& own : author.teams) least = std::min(least, teams.distance(owner, own.team));
    return least;
}

}  // namespace

Relation relation_of(const Directory& directory, std::string_view person_key, std::string_view repository,
                     const std::vector<std::string>& paths, Time at, SeveralOwners several) {
    const auto author = directory.team_of(person_key, at);
    const auto touched = owners_touched(directory, repository, paths, at);
    Relation out{.by_person = author.link};
    if (!touched.empty()) out.by_owner = touched.front().link;
    if (author.teams.empty()) return out;
    out.side = Side::unowned;
    if (touched.empty()) return out;
    const auto home = static_cast<double>(std::count_if(
        touched.begin(), touched.end(), [&](const Owning& owning) { return is_home(author, owning); }));
    const auto all = static_cast<double>(touched.size());
    if (several == SeveralOwners::any) out.internal = home > 0 ? 1 : 0;
    if (several == SeveralOwners::all) out.internal = home == all ? 1 : 0;
    if (several == SeveralOwners::by_files) out.internal = home / all;
    out.is_shared = out.internal > 0 && author.among.size() > 1;
    out.side = out.internal >= 0.5 ? Side::internal : Side::cross;
    out.distance =
        out.side == Side::internal ? 0 : std::max(1, least_distance(directory.teams(), author, touched));
    return out;
}

}  // namespace insight::directory
