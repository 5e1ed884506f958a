// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/manager_teams.hpp"

#include "insight/directory/directory.hpp"

#include <fmt/format.h>
#include <cstdint>
#include <map>
#include <set>

namespace insight::directory {
namespace {

// Of an address the part before the "@".
std::string_view without_domain(std::string_view name) { return name.substr(0, name.find('@', 1)); }

// What a person is called without telling an address.
std::string_view handle_of(const Person& person) {
    if (!person.login.empty()) return without_domain(person.login);
    for (const auto kind :
         {IdentityKind::employee, IdentityKind::github, IdentityKind::gitlab, IdentityKind::email})
        for (const auto& identity : person.identities)
            if (identity.kind == kind) return without_domain(identity.value);
    return without_domain(std::string_view(person.key).substr(person.key.rfind(':') + 1));
}

std::string title_of(const Person& person) {
    const std::string_view called = !person.login.empty()  ? std::string_view(person.login)
                                    : !person.name.empty() ? std::string_view(person.name)
                                                           : handle_of(person);
    return std::string(called.empty() ? "Somebody" : called) + "'s team";
}

// Of a person's key, so that it stays theirs whoever comes or goes. FNV-1a.
std::string mark_of(std::string_view text) {
    std::uint32_t hash = 2166136261U;
    for (const char each : text) hash = (hash ^ static_cast<unsigned char>(each)) * 16777619U;
    return fmt::format("{:08x}", hash);
}

std::string key_led_by(std::string_view handle) {
    const auto id = id_of_team_named(handle);
    return "team:led-by-" + (id.empty() ? "somebody" : id);
}

// Who leads somebody → the key of their team.
std::map<std::string_view, std::string> teams_led(const std::vector<Person>& people, const Hierarchy& line) {
    std::map<std::string_view, std::string> out;
    std::map<std::string, int> leaders;
    for (const auto& person : people) {
        if (!line.has_child(person.key)) continue;
        const auto [team, is_new] = out.emplace(person.key, key_led_by(handle_of(person)));
        if (is_new) ++leaders[team->second];
    }
    std::set<std::string> taken;
    for (const auto& [team, count] : leaders)
        if (count == 1) taken.insert(team);
    for (auto& [person, team] : out) {
        if (leaders.at(team) == 1) continue;
        const auto first = team;
        for (auto marked = std::string(person); team == first || !taken.insert(team).second; marked += '+')
            team = first + "-" + mark_of(marked);
    }
    return out;
}

Parents managers_of(const std::vector<Person>& people) {
    Parents out;
    for (const auto& person : people) out[person.key] = person.manager;
    return out;
}

}  // namespace

ManagerTeams teams_of_managers(const std::vector<Person>& people) {
    const Hierarchy line(managers_of(people));
    const auto led = teams_led(people, line);
    const auto team_of = [&](std::string_view person) {
        const auto found = led.find(person);
        return found == led.end() ? std::string() : found->second;
    };
    ManagerTeams out;
    for (const auto& person : people) {
        const auto own = team_of(person.key), above = team_of(line.parent(person.key));
        if (!own.empty()) {
            out.teams.push_back({own, title_of(person), above, ""});
            out.members.emplace_back(person.key, own);
        } else if (!above.empty()) {
            out.members.emplace_back(person.key, above);
        }
    }
    return out;
}

}  // namespace insight::directory
