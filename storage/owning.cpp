// SPDX-License-Identifier: Apache-2.0
#include "storage/owning.hpp"

#include "core/text.hpp"
#include "insight/directory/owner_hints.hpp"

#include <algorithm>

namespace storage {
namespace {

using insight::directory::OwnerLink;

bool is_of_all(std::string_view path) { return path.empty() || path == "*" || path == "/" || path == "/**"; }

std::optional<std::string> hint(const RepositoryRow& row, OwnerLink link, bool groups_are_teams) {
    if (link == OwnerLink::name_prefix && groups_are_teams)
        return insight::directory::group_in(row.full_name);
    if (link == OwnerLink::topic) return insight::directory::team_in_topics(row.topics);
    if (link == OwnerLink::organisation) return insight::directory::organisation_in(row.full_name);
    return std::nullopt;
}

}  // namespace

Owning::Owning(insight::directory::Chains chains, Connection& connection, Time now,
               std::optional<std::int64_t> repository)
    : chains_(std::move(chains)),
      groups_are_teams_(chains_.owners != insight::directory::whole_chains().owners) {
    auto query = connection.query(repository ? Sql::owners_of_one : Sql::owners_of_all);
    query.with(":now", now);
    if (repository) query.with(":repository", *repository);
    while (query.next()) {
        const auto link = insight::directory::owner_link_from(query.integer(2));
        if (!link || !is_of_all(query.view(3)) || insight::directory::is_person_as_owner(query.view(4)))
            continue;
        owners_[query.integer(0)].push_back({*link, query.text(1)});
    }
}

void Owning::set_owner(RepositoryRow& row) const {
    const auto found = owners_.find(row.id);
    for (const auto link : chains_.owners) {
        std::vector<std::string> names;
        if (found != owners_.end())
            for (const auto& named : found->second)
                if (named.link == link) names.push_back(named.team);
        if (auto team = hint(row, link, groups_are_teams_); names.empty() && team)
            names.push_back(std::move(*team));
        if (names.empty()) continue;
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        row.owner = core::join(names, ", ");
        return;
    }
}

}  // namespace storage
