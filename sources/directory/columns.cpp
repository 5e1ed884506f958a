// SPDX-License-Identifier: Apache-2.0
#include "sources/directory/columns.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <set>
#include <span>

namespace sources::directory {
namespace {

using insight::directory::Identity;
using insight::directory::IdentityKind;

struct Known {
    std::string_view name;  // letters and digits only
    Column column;
};
constexpr auto known = std::to_array<Known>({
    {"employeeid", Column::employee},
    {"employee", Column::employee},
    {"employeenumber", Column::employee},
    {"personnelnumber", Column::employee},
    {"personid", Column::employee},
    {"staffid", Column::employee},
    {"workerid", Column::employee},
    {"email", Column::email},
    {"emails", Column::email},
    {"mail", Column::email},
    {"emailaddress", Column::email},
    {"emailaddresses", Column::email},
    {"workemail", Column::email},
    {"primaryemail", Column::email},
    {"otheremails", Column::email},
    {"github", Column::github},
    {"githublogin", Column::github},
    {"githubuser", Column::github},
    {"githubusername", Column::github},
    {"login", Column::github},
    {"gitlab", Column::gitlab},
    {"gitlablogin", Column::gitlab},
    {"gitlabuser", Column::gitlab},
    {"gitlabusername", Column::gitlab},
    {"jira", Column::jira},
    {"jiraaccount", Column::jira},
    {"jiraaccountid", Column::jira},
    {"jirauser", Column::jira},
    {"jirausername", Column::jira},
    {"slack", Column::slack},
    {"slackid", Column::slack},
    {"slackuser", Column::slack},
    {"slackuserid", Column::slack},
    {"name", Column::name},
    {"fullname", Column::name},
    {"displayname", Column::name},
    {"teamname", Column::name},
    {"manager", Column::manager},
    {"managerid", Column::manager},
    {"managersid", Column::manager},
    {"manageremail", Column::manager},
    {"reportsto", Column::manager},
    {"supervisor", Column::manager},
    {"team", Column::team},
    {"teamid", Column::team},
    {"orgunit", Column::team},
    {"organizationalunit", Column::team},
    {"organisationalunit", Column::team},
    {"owner", Column::team},
    {"parent", Column::parent},
    {"parentteam", Column::parent},
    {"department", Column::parent},
    {"repository", Column::repository},
    {"repo", Column::repository},
    {"project", Column::repository},
    {"path", Column::path},
    {"folder", Column::path},
    {"from", Column::from},
    {"validfrom", Column::from},
    {"start", Column::from},
    {"startdate", Column::from},
    {"since", Column::from},
    {"to", Column::to},
    {"validto", Column::to},
    {"until", Column::to},
    {"end", Column::to},
    {"enddate", Column::to},
});
constexpr std::array<std::string_view, column_count> words = {
    "employee id", "email", "github", "gitlab",     "jira", "slack", "name",
    "manager",     "team",  "parent", "repository", "path", "from",  "to"};

std::string letters_of(std::string_view header) {
    std::string out;
    for (const char c : core::lower(header))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    return out;
}

bool is_of_person(Column column) { return column <= Column::slack; }

std::vector<std::string_view> parts_of(std::string_view cell) {
    std::vector<std::string_view> out;
    while (!cell.empty()) {
        const auto end = std::min(cell.find_first_of(" ,;|"), cell.size());
        if (end > 0) out.push_back(cell.substr(0, end));
        cell.remove_prefix(std::min(cell.size(), end + 1));
    }
    return out;
}

// Empty where the row ends before it.
std::string_view cell_of(const Row& row, std::size_t place) {
    return place < row.cells.size() ? std::string_view(row.cells[place]) : std::string_view();
}

}  // namespace

std::string_view word_of(Column column) { return words.at(static_cast<std::size_t>(column)); }

std::string in_quotes(std::string_view text) {
    return fmt::format("“{}”", core::shorten(core::one_line(text.substr(0, 400)), 60));
}

Columns::Columns(const Table& table, Faults& faults) {
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        const auto* found = std::ranges::find(known, letters_of(table.header[i]), &Known::name);
        if (found == known.end()) {
            if (!table.header[i].empty()) unused_.push_back(table.header[i]);
            continue;
        }
        auto& places = places_.at(static_cast<std::size_t>(found->column));
        if (!places.empty() && !is_of_person(found->column))
            faults.add(table.header_line,
                       fmt::format("Two columns are the {}: {} and {}.", word_of(found->column),
                                   in_quotes(table.header[places.front()]), in_quotes(table.header[i])));
        places.push_back(i);
    }
}

bool Columns::has_person() const {
    for (std::size_t i = 0; i < insight::directory::identity_words.size(); ++i)
        if (!places_.at(i).empty()) return true;
    return false;
}

std::string_view Columns::text(const Row& row, Column column) const {
    const auto& places = places_.at(static_cast<std::size_t>(column));
    return places.empty() ? std::string_view() : cell_of(row, places.front());
}

std::vector<Identity> Columns::identities(const Row& row, Faults& faults) const {
    std::vector<Identity> out;
    std::set<Identity> seen;
    for (std::size_t i = 0; i < insight::directory::identity_words.size(); ++i)
        for (const auto place : places_.at(i)) {
            const auto parts = parts_of(cell_of(row, place));
            if (parts.size() > most_names)
                faults.add(row.line, fmt::format("A cell holds more than {} names of the kind “{}”.",
                                                 most_names, words.at(i)));
            for (const auto part : std::span(parts).first(std::min(parts.size(), most_names))) {
                auto identity = identity_of(static_cast<IdentityKind>(i), part);
                if (!identity)
                    faults.add(row.line, fmt::format("{} is no {}.", in_quotes(part), words.at(i)));
                else if (seen.insert(*identity).second)
                    out.push_back(std::move(*identity));
            }
        }
    return out;
}

std::optional<core::Time> Columns::day(const Row& row, Column column, Faults& faults) const {
    const auto written = text(row, column);
    if (written.empty() || written.starts_with("9999-")) return std::nullopt;
    const auto time = core::parse_time(written);
    if (!time) {
        faults.add(row.line, fmt::format("{} is no date; write it as 2026-01-31.", in_quotes(written)));
        return std::nullopt;
    }
    return std::chrono::floor<core::Days>(*time);
}

bool Columns::need(std::initializer_list<Column> wanted, int line, Faults& faults) const {
    bool has_all = true;
    for (const auto column : wanted) {
        if (has(column)) continue;
        faults.add(line, fmt::format("There is no column “{}”.", word_of(column)));
        has_all = false;
    }
    return has_all;
}

}  // namespace sources::directory
