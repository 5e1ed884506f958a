// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/health.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace insight::directory {
namespace {

using Records = std::vector<const Person*>;

// The records of each person; those that are only referred to say nothing and make nobody.
std::vector<Records> records_by_person(const Directory& directory) {
    std::vector<Records> out(directory.join().people());
    const auto& people = directory.roster().people;
    for (std::size_t i = 0; i < people.size(); ++i)
        if (!people[i].name.empty() || !people[i].login.empty() || !people[i].identities.empty())
            out[directory.join().person_of(i)].push_back(&people[i]);
    return out;
}

std::string name_of(const Records& records) {
    for (const auto* record : records)
        if (!record->name.empty()) return record->name;
    for (const auto* record : records)
        if (!record->login.empty()) return record->login;
    return records.front()->identities.front().value;
}

std::string known_as(const Records& records) {
    constexpr std::size_t most = 4;
    std::vector<std::string> names;
    for (const auto* record : records)
        for (const auto& identity : identities_of(*record)) {
            auto name = fmt::format("{} {}", word_of(identity.kind), identity.value);
            const bool is_new = std::find(names.begin(), names.end(), name) == names.end();
            if (is_new && names.size() < most) names.push_back(std::move(name));
        }
    if (names.empty() && !records.front()->login.empty()) return records.front()->login;
    return core::join(names, ", ");
}

bool is_machine(const Records& records) {
    return std::any_of(records.begin(), records.end(),
                       [](const Person* record) { return record->kind != PersonKind::human; });
}

std::string names_of_teams(const Directory& directory, const std::vector<std::string>& ids) {
    std::vector<std::string> names;
    names.reserve(ids.size());
    for (const auto& id : ids) names.push_back(directory.team_name(id));
    return core::join(names, ", ");
}

void sort_by_name(std::vector<Who>& people) {
    std::sort(people.begin(), people.end(), [](const Who& a, const Who& b) {
        return std::pair(core::lower(a.name), a.known) < std::pair(core::lower(b.name), b.known);
    });
}

std::vector<std::vector<std::string>> names_of_circles(const Hierarchy& line) {
    auto circles = line.circles();
    for (auto& circle : circles)
        for (auto& key : circle) key.erase(0, key.rfind(':') + 1);
    return circles;
}

}  // namespace

PeopleHealth people_health(const Directory& directory, Time at) {
    PeopleHealth out;
    const auto records = records_by_person(directory);
    for (std::size_t person = 0; person < records.size(); ++person) {
        if (records[person].empty()) continue;
        if (is_machine(records[person])) {
            ++out.machines;
            continue;
        }
        ++out.people;
        const auto found = directory.team_of_person(person, at);
        if (found.link) {
            ++out.mapped;
            ++out.by_link[*found.link];
        } else if (found.has_left) {
            ++out.left;
        } else {
            out.unmapped.push_back({name_of(records[person]), known_as(records[person]), ""});
        }
        if (found.among.size() > 1)
            out.in_several.push_back({name_of(records[person]), known_as(records[person]),
                                      names_of_teams(directory, found.among)});
    }
    sort_by_name(out.unmapped);
    sort_by_name(out.in_several);
    out.clashes = directory.join().clashes();
    out.circles_of_managers = names_of_circles(directory.managers());
    out.circles_of_teams = names_of_circles(directory.teams());
    return out;
}

}  // namespace insight::directory
