// SPDX-License-Identifier: Apache-2.0
// Person → team: the first link that names a team that day.
#include "insight/directory/directory_inside.hpp"

#include <algorithm>

namespace insight::directory {
namespace {

using Ids = std::vector<std::string>;

std::optional<std::string> team_of_domain(const Rules& rules, std::string_view domain) {
    for (const auto& [own, team] : rules.domains) {
        const auto wanted = core::lower(own);
        const bool is_below = domain.size() > wanted.size() && domain.ends_with(wanted) &&
                              domain[domain.size() - wanted.size() - 1] == '.';
        if (domain == wanted || is_below) return id_of_team_named(team);
    }
    return std::nullopt;
}

void keep_once(Ids& ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

bool has_link(const Chains& chains, PersonLink link) {
    return std::find(chains.people.begin(), chains.people.end(), link) != chains.people.end();
}

std::vector<Share> shares_of(const Ids& ids) {
    std::vector<Share> out;
    for (const auto& id : ids) out.push_back({id, 1.0 / static_cast<double>(ids.size())});
    return out;
}

}  // namespace

Placement Directory::team_of_person(std::size_t person, Time at) const {
    const auto& in = *inside_;
    const auto& rows = in.of_person.at(person);
    for (const auto link : in.rules.chains.people) {
        Ids ids;
        for (const auto& row : rows)
            if (row.link == link && row.is_valid(at) && in.is_wanted(row))
                ids.push_back(in.team_ids[row.team]);
        if (link == PersonLink::email_domain)
            for (const auto& domain : in.domains_of.at(person))
                if (auto team = team_of_domain(in.rules, domain)) ids.push_back(std::move(*team));
        keep_once(ids);
        if (ids.empty()) continue;
        Placement placement{.link = link};
        for (const auto& id : ids) placement.among.push_back(in.at_level(id));
        keep_once(placement.among);
        if (in.rules.several == SeveralTeams::one)
            placement.teams = {{in.at_level(in.deepest(ids, link, at)), 1}};
        else
            placement.teams = shares_of(placement.among);
        return placement;
    }
    const auto& chain = in.rules.chains;
    return {.has_left = std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
                return has_link(chain, row.link) && row.to && *row.to <= at;
            })};
}

Placement Directory::team_of(std::string_view person_key, Time at) const {
    const auto person = inside_->join.person_with_key(person_key);
    return person ? team_of_person(*person, at) : Placement();
}

Placement Directory::team_of(const Identity& identity, Time at) const {
    if (const auto person = inside_->join.person_called(identity)) return team_of_person(*person, at);
    if (!has_link(inside_->rules.chains, PersonLink::email_domain)) return {};
    const auto team = team_of_domain(inside_->rules, domain_of(identity));
    if (!team) return {};
    const auto own = inside_->at_level(*team);
    return {.teams = {{own, 1}}, .link = PersonLink::email_domain, .among = {own}};
}

}  // namespace insight::directory
