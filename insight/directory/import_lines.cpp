// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/directory/import.hpp"

#include <charconv>

namespace insight::directory {
namespace {

using Words = std::vector<std::string_view>;

void add(std::string& out, std::initializer_list<std::string_view> words) {
    bool is_first = true;
    for (const auto word : words) {
        if (!is_first) out += '\t';
        out += word;
        is_first = false;
    }
}

std::string seconds(const std::optional<Time>& time) {
    return time ? std::to_string(core::to_unix(*time)) : std::string();
}

void add(std::string& out, const Person& person) {
    add(out, {"person", person.key, person.login, person.name, person.manager});
    for (const auto& identity : person.identities) {
        out += '\t';
        out += word_of(identity.kind);
        out += ':';
        out += identity.value;
    }
    out += '\n';
}

void add(std::string& out, const Import& import) {
    add(out, {"import", word_of(import.kind)});
    out += '\n';
    for (const auto& team : import.teams) {
        add(out, {"team", team.key, team.name, team.parent});
        out += '\n';
    }
    for (const auto& person : import.people) add(out, person);
    for (const auto& row : import.memberships) {
        add(out, {"member", row.person, row.team, seconds(row.from), seconds(row.to)});
        out += '\n';
    }
    for (const auto& row : import.ownerships) {
        add(out, {"owner", row.repository, row.path, row.team, seconds(row.from), seconds(row.to)});
        out += '\n';
    }
}

// False for what is neither empty nor a number.
bool read_time(std::string_view text, std::optional<Time>& out) {
    if (text.empty()) return true;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return false;
    out = core::from_unix(number);
    return true;
}

bool read_person(const Words& words, Import& import) {
    if (words.size() < 5) return false;
    Person person;
    person.key = words[1];
    person.login = words[2];
    person.name = words[3];
    person.manager = words[4];
    for (std::size_t i = 5; i < words.size(); ++i) {
        const auto colon = words[i].find(':');
        const auto kind = identity_kind_from(words[i].substr(0, colon));
        if (colon == std::string_view::npos || !kind) return false;
        person.identities.push_back({*kind, std::string(words[i].substr(colon + 1))});
    }
    import.people.push_back(std::move(person));
    return true;
}

bool read_row(const Words& words, Import& import) {
    const auto text = [&](std::size_t at) { return std::string(words[at]); };
    if (words[0] == "person") return read_person(words, import);
    if (words[0] == "team" && words.size() == 4) {
        import.teams.push_back({text(1), text(2), text(3), ""});
        return true;
    }
    if (words[0] == "member" && words.size() == 5) {
        StatedMembership row{text(1), text(2)};
        const bool is_read = read_time(words[3], row.from) && read_time(words[4], row.to);
        import.memberships.push_back(std::move(row));
        return is_read;
    }
    if (words[0] == "owner" && words.size() == 6) {
        StatedOwnership row{text(1), text(2), text(3)};
        const bool is_read = read_time(words[4], row.from) && read_time(words[5], row.to);
        import.ownerships.push_back(std::move(row));
        return is_read;
    }
    return false;
}

}  // namespace

PersonLink person_link_of(ImportKind kind) {
    if (kind == ImportKind::overrides) return PersonLink::overrides;
    return kind == ImportKind::org_data ? PersonLink::org_data : PersonLink::org_chart;
}

OwnerLink owner_link_of(ImportKind kind) {
    return kind == ImportKind::catalog ? OwnerLink::catalog : OwnerLink::mapping_file;
}

std::string to_lines(const std::vector<Import>& imports) {
    std::string out;
    for (const auto& import : imports) add(out, import);
    return out;
}

core::Result<std::vector<Import>> from_lines(std::string_view text) {
    const auto broken = [] {
        return core::invalid(
            "What the shell read was not understood; nothing was changed. Use the same version of ispo.");
    };
    std::vector<Import> out;
    for (const auto line : core::split(text, '\n')) {
        if (line.empty()) continue;
        const auto words = core::split(line, '\t');
        if (words[0] == "import" && words.size() == 2) {
            const auto kind = import_kind_from(words[1]);
            if (!kind) return broken();
            out.push_back({.kind = *kind});
        } else if (out.empty() || !read_row(words, out.back())) {
            return broken();
        }
    }
    return out;
}

}  // namespace insight::directory
