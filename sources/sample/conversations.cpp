// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/conversations.hpp"

#include "sources/sample/calendar.hpp"
#include "sources/sample/random.hpp"

#include <algorithm>
#include <set>

namespace sources::sample {
namespace {

using insight::Conversations;
using insight::Item;
using insight::ItemKind;

struct Counting {
    const Ledger& ledger;
    const insight::Repository& repository;
    const std::vector<std::string>& maintainers;
    Time now;
    Conversations out{};
    std::set<std::string> teams{}, active{};
    int newcomer_issues = 0;
    bool tracker_alive = false;

    bool within(std::optional<Time> time, int days) const {
        return time && *time >= now - core::Days{days} && *time < now;
    }
    bool is_maintainer(const std::string& person) const {
        return std::find(maintainers.begin(), maintainers.end(), person) != maintainers.end();
    }
    bool is_response(const Item& item, const insight::Response& response) const {
        return response.person != item.author && response.at >= *item.ready_at &&
               ledger.is_human(response.person);
    }
};

bool answered_in_time(const Counting& counting, const Item& item) {
    const auto deadline = business_deadline(*item.ready_at, 2);
    return std::any_of(item.responses.begin(), item.responses.end(), [&](const auto& response) {
        return counting.is_response(item, response) && response.at <= deadline;
    });
}

void count_decisions(Counting& counting, const Item& item, const std::string& team, bool cross) {
    auto& out = counting.out;
    const bool decided = counting.within(item.closed_at, 365);
    const bool merged = decided && item.merged_at;
    (cross ? out.cross_decided_365d : out.internal_decided_365d) += decided ? 1 : 0;
    (cross ? out.cross_merged_365d : out.internal_merged_365d) += merged ? 1 : 0;
    if (!cross) return;
    if (merged) counting.teams.insert(team);
    if (item.closed_at) return;
    ++out.cross_open;
    if (*item.ready_at < counting.now - core::Days{30}) ++out.cross_open_over_30d;
}

void count_conversation(Counting& counting, const Item& item) {
    if (!item.ready_at || !counting.ledger.is_human(item.author)) return;
    const auto team = counting.ledger.team_of(item.author, *item.ready_at);
    if (team.empty()) return;
    const bool cross = !counting.ledger.owns(team, item.repository, *item.ready_at);
    if (cross && counting.within(item.ready_at, 180)) {
        ++counting.out.cross_items_180d;
        if (answered_in_time(counting, item)) ++counting.out.cross_answered_in_time;
    }
    if (item.kind == ItemKind::change) count_decisions(counting, item, team, cross);
}

void count_maintenance(Counting& counting, const Item& item) {
    for (const auto& response : item.responses) {
        if (!counting.is_maintainer(response.person)) continue;
        if (counting.within(response.at, 180)) counting.active.insert(response.person);
        if (item.kind == ItemKind::issue && counting.within(response.at, 90))
            ++counting.out.maintainer_issue_activity_90d;
    }
    if (counting.is_maintainer(item.merger) && counting.within(item.merged_at, 180))
        counting.active.insert(item.merger);
}

// Open, offered, nobody's yet, and the offer is not older than half a year.
bool is_newcomer_issue(const Counting& counting, const Item& item) {
    const bool offered = std::any_of(item.labels.begin(), item.labels.end(), [](const auto& label) {
        return label == "good first issue" || label == "help wanted";
    });
    return offered && item.assignee.empty() && counting.within(item.created_at, 180);
}

void count_tracker(Counting& counting, const Item& item) {
    if (item.kind != ItemKind::issue || item.closed_at) return;
    const bool touched = counting.within(item.created_at, 180) ||
                         std::any_of(item.responses.begin(), item.responses.end(),
                                     [&](const auto& response) { return counting.within(response.at, 180); });
    counting.tracker_alive = counting.tracker_alive || touched;
    if (is_newcomer_issue(counting, item)) ++counting.newcomer_issues;
}

bool has_outsider(const Counting& counting) {
    return std::any_of(counting.maintainers.begin(), counting.maintainers.end(), [&](const auto& person) {
        return !counting.ledger.owns(counting.ledger.team_of(person, counting.now), counting.repository.key,
                                     counting.now);
    });
}

template <class Row>
bool holds(const Row& row, Time at) {
    return row.from <= at && (!row.to || at < *row.to);
}

int commits_of(const Item& item) { return 1 + static_cast<int>(number_of_name(item.key) % 4); }

void count_commits(const Ledger& ledger, const Item& item, Time now, insight::History& out) {
    const auto age = now - *item.merged_at;
    if (age >= core::Days{365}) return;
    auto author = std::find_if(out.authors.begin(), out.authors.end(),
                               [&](const auto& known) { return known.key == item.author; });
    if (author == out.authors.end())
        author = out.authors.insert(author, {item.author, 0, 0, !ledger.is_human(item.author)});
    author->commits_365d += commits_of(item);
    if (age < core::Days{180}) author->commits_180d += commits_of(item);
    if (author->machine) return;
    out.commits_365d += commits_of(item);
    if (age < core::Days{90}) out.commits_90d += commits_of(item);
}

}  // namespace

Ledger::Ledger(const insight::CompanyFacts& company) {
    for (const auto& row : company.items) items[row.repository].push_back(&row);
    for (const auto& row : company.ownerships) owners[row.repository].push_back(&row);
    for (const auto& row : company.memberships) memberships[row.person].push_back(&row);
    for (const auto& row : company.people) kinds.emplace(row.key, row.kind);
}

bool Ledger::is_human(const std::string& person) const {
    const auto found = kinds.find(person);
    return found != kinds.end() && found->second == insight::PersonKind::human;
}

std::string Ledger::team_of(const std::string& person, Time at) const {
    const auto found = memberships.find(person);
    if (found != memberships.end())
        for (const auto* row : found->second)
            if (holds(*row, at)) return row->team;
    return {};
}

bool Ledger::owns(const std::string& team, const std::string& repository, Time at) const {
    const auto found = owners.find(repository);
    return found != owners.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [&](const auto* row) { return row->team == team && holds(*row, at); });
}

const std::vector<const Item*>& Ledger::items_of(const std::string& repository) const {
    static const std::vector<const Item*> none;
    const auto found = items.find(repository);
    return found == items.end() ? none : found->second;
}

Conversations converse(const Ledger& ledger, const insight::Repository& repository,
                       const std::vector<std::string>& maintainers, Time now) {
    Counting counting{ledger, repository, maintainers, now};
    for (const auto* item : ledger.items_of(repository.key)) {
        count_conversation(counting, *item);
        count_maintenance(counting, *item);
        count_tracker(counting, *item);
    }
    auto& out = counting.out;
    out.cross_merging_teams_365d = static_cast<int>(counting.teams.size());
    out.newcomer_issues = counting.newcomer_issues;
    out.tracker_alive = counting.tracker_alive;
    out.maintainers = static_cast<int>(maintainers.size());
    out.maintainers_active_180d = static_cast<int>(counting.active.size());
    out.maintainer_from_other_team = has_outsider(counting);
    return out;
}

insight::History history_of(const Ledger& ledger, const insight::Repository& repository, Time now) {
    insight::History out;
    for (const auto* item : ledger.items_of(repository.key))
        if (item->merged_at) {
            out.last_commit_at = std::max(out.last_commit_at.value_or(*item->merged_at), *item->merged_at);
            count_commits(ledger, *item, now, out);
        }
    if (!out.last_commit_at) out.last_commit_at = repository.created_at;
    return out;
}

}  // namespace sources::sample
