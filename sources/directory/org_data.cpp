// SPDX-License-Identifier: Apache-2.0
// org-data.json of github/measure-innersource: {"login": {"manager": "login"}}.
#include "core/json.hpp"
#include "core/text.hpp"
#include "insight/directory/hierarchy.hpp"
#include "insight/directory/manager_teams.hpp"
#include "sources/directory/readers.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace sources::directory {
namespace {

using insight::directory::IdentityKind;

constexpr std::size_t most_told = 10;  // managers without an entry; circles are told too
constexpr core::JsonLimits limits{.size_bytes = most_bytes, .depth = 8};

// Where a key stands; JSON is read without lines, and only what is told needs one.
int line_of(std::string_view text, std::string_view key) {
    const auto quoted = core::dump_json(core::Json(std::string(key)));
    for (auto at = text.find(quoted); at != std::string_view::npos; at = text.find(quoted, at + 1)) {
        const auto next = text.find_first_not_of(" \t\r\n", at + quoted.size());
        if (next != std::string_view::npos && text[next] == ':')
            return 1 + static_cast<int>(
                           std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    }
    return 1;
}

std::string key_of(const std::string& login) { return "org-data:" + login; }

struct People {
    std::map<std::string, std::size_t> places;  // login → place in the import
    std::map<std::string, std::string> written;
};

void take(std::string_view text, const std::string& login, const core::Json& value, People& people,
          FileRead& out) {
    const auto fault = [&](std::string what) {
        if (out.faults.told.size() < most_faults)
            out.faults.add(line_of(text, login), std::move(what));
        else
            ++out.faults.more;
    };
    const auto identity = identity_of(IdentityKind::github, login);
    if (!identity) return fault(fmt::format("{} is no login.", in_quotes(login)));
    const auto manager = core::member_of(value, "manager");
    if (!value.is_object() || (!manager.is_null() && !manager.is_string()))
        return fault(fmt::format("{} needs {{\"manager\": \"login\"}}.", in_quotes(login)));
    if (!people.places.try_emplace(identity->value, out.import.people.size()).second)
        return fault(fmt::format("{} is there already as {}.", in_quotes(login),
                                 in_quotes(people.written[identity->value])));
    people.written[identity->value] = login;
    insight::Person person;
    person.key = key_of(identity->value);
    person.login = identity->value;
    person.identities = {*identity};
    if (const auto above = identity_of(IdentityKind::github, core::text_of(value, "manager")))
        person.manager = above->value;
    out.import.people.push_back(std::move(person));
}

// Their line is looked for in the whole text: only for those who are told, the others are counted.
void leave_out_unknown(std::string_view text, const People& people, FileRead& out) {
    std::size_t unknown = 0;
    for (auto& person : out.import.people) {
        if (person.manager.empty() || people.places.contains(person.manager)) continue;
        if (++unknown <= most_told)
            note(out, fmt::format("Line {}: the manager {} has no entry of their own.",
                                  line_of(text, people.written.at(person.login)), in_quotes(person.manager)));
        person.manager.clear();
    }
    if (unknown > most_told)
        note(out, fmt::format("{} more people have a manager without an entry.", unknown - most_told));
}

void find_managers(FileRead& out, const People& people) {
    insight::directory::Parents managers;
    for (auto& person : out.import.people) {
        if (!person.manager.empty()) person.manager = key_of(person.manager);
        managers[person.key] = person.manager;
    }
    const insight::directory::Hierarchy line(std::move(managers));
    for (const auto& circle : line.circles()) {
        std::vector<std::string> names;
        for (const auto& key : circle)
            if (names.size() < 5) names.push_back(in_quotes(key.substr(key.find(':') + 1)));
        note(out, fmt::format("Managers in a circle: {}{}; it is cut above the first.",
                              core::join(names, " → "), circle.size() > names.size() ? " → …" : ""));
        out.import.people[people.places.at(circle.front().substr(circle.front().find(':') + 1))]
            .manager.clear();
    }
}

}  // namespace

FileRead read_org_data(std::string_view text) {
    FileRead out;
    const auto json = core::parse_json(text, limits);
    if (!json) {
        out.faults.add(1, "This is no JSON, or it is nested too deep.");
        return out;
    }
    if (!json->is_object()) {
        out.faults.add(1, "It must be {\"login\": {\"manager\": \"login\"}, …}.");
        return out;
    }
    if (json->size() > most_rows) {
        out.faults.add(1, fmt::format("It has more than {} people.", most_rows));
        return out;
    }
    People people;
    for (const auto& [login, value] : json->items()) take(text, login, value, people, out);
    if (!out.faults.are_none()) return out;
    note(out, "It knows no dates: a move counts from the import that first shows it.");
    leave_out_unknown(text, people, out);
    find_managers(out, people);
    auto led = insight::directory::teams_of_managers(out.import.people);
    out.import.teams = std::move(led.teams);
    for (auto& [person, team] : led.members) out.import.memberships.push_back({person, team});
    return out;
}

}  // namespace sources::directory
