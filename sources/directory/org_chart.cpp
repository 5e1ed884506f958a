// SPDX-License-Identifier: Apache-2.0
// An export of the HR system: a row for each person, or several with the days that each of them holds.
#include "core/text.hpp"
#include "insight/directory/hierarchy.hpp"
#include "insight/directory/manager_teams.hpp"
#include "sources/directory/readers.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace sources::directory {
namespace {

using insight::directory::Identity;
using insight::directory::IdentityKind;

struct Known {
    std::size_t person = 0;  // in the import
    std::vector<Days> days;
};

class Chart {
  public:
    Chart(const Table& table, FileRead& out) : table_(table), columns_(table, out.faults), out_(out) {}

    void read() {
        note_unused(out_, columns_);
        if (!columns_.has_person())
            return out_.faults.add(table_.header_line,
                                   "There is no column that says who somebody is: “employee id”, “email”, "
                                   "“github”, “gitlab”, “jira” or “slack”.");
        if (!columns_.has(Column::team) && !columns_.has(Column::manager))
            return out_.faults.add(table_.header_line, "There is no column “team” and none “manager”.");
        for (const auto& row : table_.rows) take(row);
        find_managers();
        if (!columns_.has(Column::team)) lead_teams();
        teams_.add_to(out_.import);
    }

  private:
    void take(const Row& row) {
        const auto identities = columns_.identities(row, out_.faults);
        if (identities.empty()) return out_.faults.add(row.line, "Nothing in this row says who it is about.");
        const Days days{columns_.day(row, Column::from, out_.faults),
                        columns_.day(row, Column::to, out_.faults), row.line};
        if (!is_in_order(days, out_.faults)) return;
        auto& known = person_of(identities.front());
        if (!periods_.take(key_of(identities.front()), identities.front().value, row.line, out_.faults))
            return;
        if (!hold(known, days, identities.front())) return;
        add_names(known.person, identities, row);
        if (const auto team = columns_.text(row, Column::team); !team.empty())
            if (auto key = teams_.key_of(team, row.line, out_.faults); !key.empty())
                out_.import.memberships.push_back(
                    {key_of(identities.front()), std::move(key), days.from, days.to});
    }

    static std::string key_of(const Identity& identity) {
        return fmt::format("org-chart:{}:{}", word_of(identity.kind), identity.value);
    }
    // The name in it; a name may hold colons of its own.
    static std::string_view name_in(std::string_view key) {
        for (int colons = 0; colons < 2; ++colons) key.remove_prefix(std::min(key.size(), key.find(':') + 1));
        return key;
    }

    Known& person_of(const Identity& identity) {
        const auto [found, is_new] = known_.try_emplace(key_of(identity));
        if (is_new) {
            found->second.person = out_.import.people.size();
            out_.import.people.emplace_back();
            out_.import.people.back().key = found->first;
        }
        return found->second;
    }

    // An HR system knows one place for a person at a time.
    bool hold(Known& known, const Days& days, const Identity& who) {
        for (const auto& before : known.days)
            if (overlap(before, days)) {
                out_.faults.add(days.line,
                                fmt::format("{} is in line {} already, for days that this row holds too.",
                                            in_quotes(who.value), before.line));
                return false;
            }
        known.days.push_back(days);
        return true;
    }

    void add_names(std::size_t number, const std::vector<Identity>& identities, const Row& row) {
        auto& person = out_.import.people[number];
        for (const auto& identity : identities) {
            const auto [found, is_new] = claimed_.try_emplace(identity, std::pair(number, row.line));
            if (!is_new && found->second.first != number)
                out_.faults.add(row.line, fmt::format("{} is somebody else's in line {}.",
                                                      in_quotes(identity.value), found->second.second));
            if (is_new) person.identities.push_back(identity);
        }
        if (const auto name = columns_.text(row, Column::name); !name.empty()) person.name = name;
        if (const auto manager = columns_.text(row, Column::manager); !manager.empty()) {
            person.manager = manager;  // as written, until all rows are known
            lines_[number] = row.line;
        }
    }

    std::optional<std::size_t> person_called(std::string_view written) const {
        for (const auto kind : {IdentityKind::employee, IdentityKind::email, IdentityKind::github,
                                IdentityKind::gitlab, IdentityKind::jira, IdentityKind::slack})
            if (const auto identity = insight::directory::identity_of(kind, written))
                if (const auto found = claimed_.find(*identity); found != claimed_.end())
                    return found->second.first;
        return std::nullopt;
    }

    // A manager whom the file does not know is left out: exports of one department end somewhere.
    void find_managers() {
        auto& people = out_.import.people;
        std::map<std::string, std::size_t> by_name;
        for (std::size_t i = 0; i < people.size(); ++i) {
            const auto [found, is_new] = by_name.try_emplace(core::lower(people[i].name), i);
            if (!is_new) found->second = people.size();  // two are called so
        }
        insight::directory::Parents managers;
        std::size_t unknown = 0;
        for (std::size_t i = 0; i < people.size(); ++i) {
            auto& manager = people[i].manager;
            if (manager.empty()) continue;
            auto found = person_called(manager);
            if (const auto named = by_name.find(core::lower(manager));
                !found && named != by_name.end() && named->second < people.size())
                found = named->second;
            if (!found && ++unknown <= 3)
                note(out_, fmt::format("Line {}: the manager {} is not in the file.", lines_[i],
                                       in_quotes(manager)));
            manager = found ? people[*found].key : std::string();
            managers[people[i].key] = manager;
        }
        if (unknown > 3) note(out_, fmt::format("{} people have a manager who is not in the file.", unknown));
        cut_circles(std::move(managers));
    }

    void cut_circles(insight::directory::Parents managers) {
        const insight::directory::Hierarchy line(std::move(managers));
        for (const auto& circle : line.circles()) {
            std::vector<std::string> names;
            for (const auto& key : circle)
                if (names.size() < 5) names.push_back(in_quotes(name_in(key)));
            const auto last = known_.find(circle.front());
            note(out_, fmt::format("Managers in a circle: {}{}; it is cut above the first.",
                                   core::join(names, " → "), circle.size() > names.size() ? " → …" : ""));
            if (last != known_.end()) out_.import.people[last->second.person].manager.clear();
        }
    }

    void lead_teams() {
        auto led = insight::directory::teams_of_managers(out_.import.people);
        out_.import.teams = std::move(led.teams);
        for (auto& [person, team] : led.members) out_.import.memberships.push_back({person, team});
        note(out_, "There is no column “team”: people are in the team of their manager.");
        if (columns_.has(Column::from) || columns_.has(Column::to))
            note(out_, "Teams of managers know no dates: a move counts from the import that first shows it.");
    }

    const Table& table_;
    Columns columns_;
    FileRead& out_;
    TeamsSeen teams_;
    Periods periods_;
    std::map<std::string, Known> known_;
    std::map<Identity, std::pair<std::size_t, int>> claimed_;  // → person, line
    std::map<std::size_t, int> lines_;
};

}  // namespace

FileRead read_org_chart(const Table& table) {
    FileRead out;
    Chart(table, out).read();
    return out;
}

}  // namespace sources::directory
