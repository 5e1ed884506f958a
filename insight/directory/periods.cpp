// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/periods.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

namespace insight::directory {
namespace {

using Rows = std::vector<Period>;
using Stated = std::vector<StatedPeriod>;

bool is_open(const Period& row, Time today) { return !row.to || *row.to > today; }

// Ended today; a row that would begin today or later was never true.
void end(const Period& row, Time today, Rows& out) {
    if (row.from >= today) return;
    out.push_back(row);
    out.back().to = today;
}

// A subject may have a great many teams, so they are found by name and not by looking through all.
void go_on(const Rows& kept, const Stated& stated, Time today, Rows& out) {
    std::map<std::string_view, const StatedPeriod*> stated_for;
    for (const auto& each : stated) stated_for.try_emplace(each.team, &each);
    std::set<std::string_view> open_teams;
    for (const auto& row : kept) {
        if (!is_open(row, today)) {
            out.push_back(row);
            continue;
        }
        // What was to begin later: the file says what holds today, and would say it from today on.
        if (row.from > today) continue;
        open_teams.insert(row.team);
        if (const auto same = stated_for.find(row.team); same == stated_for.end()) {
            end(row, today, out);
        } else {
            out.push_back(row);
            out.back().to = same->second->to;
        }
    }
    // What was over before it could begin tells nothing.
    const auto from = kept.empty() ? Time{} : today;
    for (const auto& each : stated) {
        if (!open_teams.contains(each.team) && (!each.to || *each.to > from))
            out.push_back({each.subject, each.team, from, each.to});
    }
}

Time begin_of(const StatedPeriod& each) { return each.from.value_or(Time{}); }

// From the first stated begin on the file is right and replaces what was known. What it does not reach back
// to stays: an export of today's posts says nothing about those of last month.
void follow_dates(const Rows& kept, const Stated& stated, Rows& out) {
    const auto first =
        begin_of(*std::min_element(stated.begin(), stated.end(),
                                   [](const auto& a, const auto& b) { return begin_of(a) < begin_of(b); }));
    std::set<std::string_view> beginning;
    for (const auto& each : stated)
        if (begin_of(each) == first) beginning.insert(each.team);
    for (const auto& row : kept) {
        const bool is_reached = !row.to || *row.to > first;
        // "From ever" was only that nobody had said when; now the file says it.
        const bool is_guess = row.from == Time{} && is_reached && beginning.contains(row.team);
        if (row.from >= first || is_guess) continue;
        out.push_back(row);
        if (is_reached) out.back().to = first;
    }
    for (const auto& each : stated) out.push_back({each.subject, each.team, begin_of(each), each.to});
}

void merge_one(const Rows& kept, const Stated& stated, Time today, Rows& out) {
    if (stated.empty()) {
        for (const auto& row : kept)
            if (is_open(row, today))
                end(row, today, out);
            else
                out.push_back(row);
        return;
    }
    const bool has_dates =
        std::any_of(stated.begin(), stated.end(), [](const auto& each) { return each.from.has_value(); });
    if (has_dates)
        follow_dates(kept, stated, out);
    else
        go_on(kept, stated, today, out);
}

using Key = std::tuple<std::string, Time, std::string>;
Key key_of(const Period& row) { return {row.subject, row.from, row.team}; }

Changes changes_between(const std::map<Key, std::optional<Time>>& before,
                        const std::map<Key, std::optional<Time>>& after) {
    Changes changes;
    for (const auto& [key, to] : after) {
        const auto found = before.find(key);
        if (found == before.end())
            ++changes.added;
        else if (found->second == to)
            ++changes.unchanged;
        else if (to && !found->second)
            ++changes.ended;
        else
            ++changes.changed;
    }
    for (const auto& [key, to] : before)
        if (!after.contains(key)) ++changes.removed;
    return changes;
}

}  // namespace

Merged merged(const std::vector<Period>& kept, const std::vector<StatedPeriod>& stated, Time today) {
    std::map<std::string, std::pair<Rows, Stated>> by_subject;
    std::map<Key, std::optional<Time>> before, after;
    for (const auto& row : kept) {
        by_subject[row.subject].first.push_back(row);
        before[key_of(row)] = row.to;
    }
    std::set<Key> seen;  // two files of one kind may state one row with two ends: the first counts
    for (const auto& each : stated)
        if (seen.insert({each.subject, begin_of(each), each.team}).second)
            by_subject[each.subject].second.push_back(each);
    Rows rows;
    for (const auto& [subject, both] : by_subject) merge_one(both.first, both.second, today, rows);
    for (const auto& row : rows) after[key_of(row)] = row.to;
    Merged out;
    out.changes = changes_between(before, after);
    for (const auto& [key, to] : after)
        out.rows.push_back({std::get<0>(key), std::get<2>(key), std::get<1>(key), to});
    return out;
}

}  // namespace insight::directory
