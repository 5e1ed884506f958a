// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/directory.hpp"

#include "insight/connector/keys.hpp"
#include "insight/directory/directory_inside.hpp"

#include <algorithm>

namespace insight::directory {
namespace {

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// What the source calls it. An id that holds colons is one of the source's own making, so all of it counts,
// but for the mark of what it is.
std::string own_name(std::string_view key) {
    constexpr std::string_view mark = "team:";
    auto name = connector::unescaped_id(key.substr(key.rfind(':') + 1));
    const auto found = name.rfind(mark);
    if (found == 0 || (found != std::string::npos && name[found - 1] == ':'))
        name.erase(0, found + mark.size());
    return name;
}

// Keys of teams → ids, so that rows find the team whatever source names it.
std::string id_of_key(std::string_view key) { return id_of_team_named(own_name(key)); }

Parents parents_of(const std::vector<Team>& teams, const std::map<std::string, std::string>& ids) {
    const auto id_behind = [&](const std::string& key) {
        const auto found = ids.find(key);
        return found == ids.end() ? id_of_key(key) : found->second;
    };
    Parents out;
    for (const auto& team : teams) {
        auto& parent = out[id_behind(team.key)];
        if (!parent.empty() || team.parent.empty()) continue;
        parent = id_behind(team.parent);
    }
    return out;
}

std::map<std::string, std::string> ids_of(const std::vector<Team>& teams) {
    std::map<std::string, std::string> out;
    for (const auto& team : teams) out[team.key] = id_of(team);
    return out;
}

Parents managers_of(const std::vector<Person>& people) {
    Parents out;
    for (const auto& person : people)
        if (auto& manager = out[person.key]; manager.empty()) manager = person.manager;
    return out;
}

bool is_of_a_host(PersonLink link) {
    return link == PersonLink::github_teams || link == PersonLink::gitlab_groups ||
           link == PersonLink::slack_group;
}

bool fits_any(const std::vector<std::string>& globs, const std::string& id, const std::string& name) {
    return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
        const auto lower = core::lower(glob);
        return core::matches_glob(lower, id) || core::matches_glob(lower, core::lower(name));
    });
}

}  // namespace

std::string id_of_team_named(std::string_view name) {
    std::string out;
    for (const char c : core::lower(core::trim(name)))
        if (is_letter_or_digit(c))
            out += c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    while (out.ends_with('-')) out.pop_back();
    return out;
}

std::string id_of(const Team& team) {
    const auto last = own_name(team.key);
    const bool is_number = !last.empty() && last.find_first_not_of("0123456789") == std::string::npos;
    auto id = id_of_team_named(is_number && !team.name.empty() ? team.name : last);
    return id.empty() ? core::lower(team.key) : id;
}

bool is_person_as_owner(std::string_view team_key) {
    return team_key.starts_with("user:") || team_key.find(":user:") != std::string_view::npos ||
           team_key.find(":user%3A") != std::string_view::npos;
}

Directory::Inside::Inside(Roster roster_, Rules rules_)
    : roster(std::move(roster_)),
      rules(std::move(rules_)),
      join(roster.people),
      teams(parents_of(roster.teams, ids_of(roster.teams))),
      managers(managers_of(roster.people)),
      of_person(join.people()),
      domains_of(join.people()) {
    const auto ids = ids_of(roster.teams);
    for (const auto& team : roster.teams)
        if (auto& name = names[ids.at(team.key)]; name.empty()) name = team.name;
    const auto id_behind = [&](const std::string& key) {
        const auto found = ids.find(key);
        return found == ids.end() ? id_of_key(key) : found->second;
    };
    std::vector<TeamSizes::Row> in_teams;
    for (const auto& row : roster.memberships) {
        const auto person = join.person_with_key(row.person);
        if (!person) continue;
        const auto team = number_of(id_behind(row.team));
        of_person[*person].push_back({row.link, team, row.from, row.to});
        in_teams.push_back({team, row.link, *person, row.from, row.to});
    }
    sizes = TeamSizes(std::move(in_teams));
    for (std::size_t i = 0; i < roster.people.size(); ++i)
        for (const auto& identity : roster.people[i].identities)
            if (const auto domain = domain_of(identity); !domain.empty())
                domains_of[join.person_of(i)].emplace_back(domain);
    for (const auto& row : roster.ownerships) {
        if (is_person_as_owner(row.team)) continue;
        of_repository[core::lower(row.repository)].push_back(
            {row.link, id_behind(row.team), row.path, row.from, row.to});
    }
}

std::size_t Directory::Inside::number_of(const std::string& id) {
    const auto [found, is_new] = team_numbers.try_emplace(id, team_ids.size());
    if (is_new) team_ids.push_back(id);
    return found->second;
}

bool Directory::Inside::is_wanted(const InTeam& row) const {
    if (!is_of_a_host(row.link)) return true;
    const auto& id = team_ids[row.team];
    const auto found = names.find(id);
    const auto& name = found == names.end() ? id : found->second;
    if (rules.leaf_only && teams.has_child(id)) return false;
    if (!rules.only.empty() && !fits_any(rules.only, id, name)) return false;
    return !fits_any(rules.without, id, name);
}

const std::string& Directory::Inside::deepest(const std::vector<std::string>& ids, PersonLink link,
                                              Time at) const {
    const std::string* best = nullptr;
    int most = 0;
    std::size_t least = 0;
    for (const auto& id : ids) {
        const auto depth = teams.depth(id);
        if (best != nullptr && depth < most) continue;
        const auto number = team_numbers.find(id);
        const auto size = number == team_numbers.end() ? 0 : sizes.at(number->second, link, at);
        const bool is_better =
            best == nullptr || depth > most || size < least || (size == least && id < *best);
        if (!is_better) continue;
        best = &id;
        most = depth;
        least = size;
    }
    return *best;
}

std::string Directory::Inside::at_level(const std::string& id) const {
    if (rules.level == TeamLevel::department) return std::string(teams.top(id));
    const auto above = rules.level == TeamLevel::parent ? teams.parent(id) : std::string_view();
    return above.empty() ? id : std::string(above);
}

Directory::Directory(Roster roster, Rules rules)
    : inside_(std::make_unique<Inside>(std::move(roster), std::move(rules))) {}
Directory::~Directory() = default;
Directory::Directory(Directory&&) noexcept = default;
Directory& Directory::operator=(Directory&&) noexcept = default;

std::string Directory::team_name(std::string_view id) const {
    const auto found = inside_->names.find(id);
    return found == inside_->names.end() || found->second.empty() ? std::string(id) : found->second;
}

const Hierarchy& Directory::teams() const { return inside_->teams; }
const Hierarchy& Directory::managers() const { return inside_->managers; }
const Join& Directory::join() const { return inside_->join; }
const Roster& Directory::roster() const { return inside_->roster; }

}  // namespace insight::directory
