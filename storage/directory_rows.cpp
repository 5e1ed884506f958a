// SPDX-License-Identifier: Apache-2.0
// The company's directory as it is kept: what all sources state of people, teams and owners.
#include "core/text.hpp"
#include "insight/directory/owner_hints.hpp"
#include "storage/database.hpp"
#include "storage/words.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace storage {
namespace {

using namespace insight::directory;

constexpr std::string_view all_sources = "";

std::vector<insight::Team> teams_of(Connection& connection) {
    std::vector<insight::Team> out;
    auto query = connection.query(Sql::directory_teams);
    query.with(":source", all_sources);
    while (query.next()) out.push_back({query.text(1), query.text(2), query.text(3), query.text(4)});
    return out;
}

insight::PersonKind kind_from(std::string_view word) {
    if (word == "bot") return insight::PersonKind::bot;
    return word == "agent" ? insight::PersonKind::agent : insight::PersonKind::human;
}

std::vector<insight::Person> people_of(Connection& connection) {
    std::vector<insight::Person> out;
    std::unordered_map<std::int64_t, std::size_t> places;
    auto query = connection.query(Sql::directory_people);
    query.with(":source", all_sources);
    while (query.next()) {
        places[query.integer(0)] = out.size();
        insight::Person person;
        person.key = query.text(1);
        person.login = query.text(2);
        person.name = query.text(3);
        person.kind = kind_from(query.view(4));
        person.manager = query.text(5);
        out.push_back(std::move(person));
    }
    auto names = connection.query(Sql::directory_identities);
    names.with(":source", all_sources);
    while (names.next()) {
        const auto kind = identity_kind_from(names.view(1));
        const auto place = places.find(names.integer(0));
        if (kind && place != places.end()) out[place->second].identities.push_back({*kind, names.text(2)});
    }
    for (auto& person : out) std::sort(person.identities.begin(), person.identities.end());
    return out;
}

std::vector<insight::Membership> memberships_of(Connection& connection) {
    std::vector<insight::Membership> out;
    auto query = connection.query(Sql::directory_memberships);
    query.with(":source", all_sources);
    while (query.next())
        if (const auto link = person_link_from(query.integer(2)))
            out.push_back({query.text(0), query.text(1), query.time(3), query.optional_time(4), *link});
    return out;
}

using Calls = std::unordered_map<std::string, std::string>;

// Names of repositories in small letters → how a Roster calls them; those that several have are left out.
Calls called(const std::vector<RepositoryRow>& rows, std::string RepositoryRow::*name) {
    Calls out;
    for (const auto& row : rows) {
        const auto [found, is_new] = out.try_emplace(core::lower(row.*name), fmt::format("r{}", row.id));
        if (!is_new) found->second.clear();
    }
    return out;
}

// As Sql::owners_of_all has it: a full name first, and only where one repository is called so.
std::string repository_called(const std::string& name, const Calls& in_full, const Calls& by_name) {
    for (const auto* calls : {&in_full, &by_name})
        if (const auto found = calls->find(name); found != calls->end())
            return found->second.empty() ? name : found->second;
    return name;
}

std::vector<insight::Ownership> ownerships_of(Connection& connection,
                                              const std::vector<RepositoryRow>& rows) {
    const auto in_full = called(rows, &RepositoryRow::full_name),
               by_name = called(rows, &RepositoryRow::name);
    std::vector<insight::Ownership> out;
    auto query = connection.query(Sql::directory_ownerships);
    query.with(":source", all_sources);
    while (query.next()) {
        const auto link = owner_link_from(query.integer(4));
        if (!link) continue;
        auto repository = query.is_null(0) ? repository_called(query.text(1), in_full, by_name)
                                           : fmt::format("r{}", query.integer(0));
        out.push_back({std::move(repository), query.text(3), query.time(5), query.optional_time(6), *link,
                       query.text(2)});
    }
    // Texts are sorted here: databases differ in how they do.
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::tie(a.repository, a.path, a.team, a.from, a.link) <
               std::tie(b.repository, b.path, b.team, b.from, b.link);
    });
    return out;
}

// What topics and names say by themselves; a group is a team only where the chain asks for it by a preset.
void add_hints(const std::vector<RepositoryRow>& rows, bool groups_are_teams, Roster& roster) {
    const auto add = [&](const RepositoryRow& row, const std::optional<std::string>& team, OwnerLink link) {
        if (team) roster.ownerships.push_back({fmt::format("r{}", row.id), *team, Time{}, {}, link});
    };
    for (const auto& row : rows) {
        add(row, team_in_topics(row.topics), OwnerLink::topic);
        add(row, organisation_in(row.full_name), OwnerLink::organisation);
        if (groups_are_teams) add(row, group_in(row.full_name), OwnerLink::name_prefix);
    }
}

std::string import_key(ImportKind kind) { return fmt::format("directory.import.{}", word_of(kind)); }

}  // namespace

Roster Reader::directory() const {
    const auto rows = repositories(Time{});
    Roster roster{teams_of(*connection_), people_of(*connection_), memberships_of(*connection_),
                  ownerships_of(*connection_, rows)};
    const bool has_preset = preset_named(meta(directory_preset).value_or("")) != nullptr;
    add_hints(rows, has_preset, roster);
    return roster;
}

Chains Reader::directory_chains() const {
    return chains_of(preset_named(meta(directory_preset).value_or("")));
}

Rules Reader::directory_rules() const {
    Rules rules{.chains = directory_chains()};
    if (meta(directory_several_teams) == "fractional") rules.several = SeveralTeams::fractional;
    rules.without = list_from(meta(directory_without_teams).value_or(""));
    for (const auto& line : list_from(meta(directory_email_domains).value_or("")))
        if (const auto equals = line.find('='); equals != std::string::npos)
            rules.domains.emplace_back(core::trim(line.substr(0, equals)),
                                       core::trim(line.substr(equals + 1)));
    return rules;
}

std::vector<DirectoryImport> Reader::directory_imports() const {
    std::vector<DirectoryImport> out;
    for (const auto kind : {ImportKind::org_chart, ImportKind::teams, ImportKind::overrides,
                            ImportKind::owners, ImportKind::org_data, ImportKind::catalog})
        if (const auto at = core::parse_time(meta(import_key(kind)).value_or(""))) out.push_back({kind, *at});
    return out;
}

}  // namespace storage
