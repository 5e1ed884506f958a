// SPDX-License-Identifier: Apache-2.0
#include "storage/directory_owners.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace storage {

using namespace insight::directory;

Called repositories_called(Connection& connection, const std::string& name) {
    Called out;
    std::vector<std::int64_t> in_full;
    auto query = connection.query(Sql::repositories_called);
    query.with(":name", name);
    while (query.next()) {
        out.all.push_back(query.integer(0));
        if (query.view(1) == name) in_full.push_back(query.integer(0));
    }
    const auto& meant = in_full.empty() ? out.all : in_full;
    if (meant.size() == 1) out.one = meant.front();
    return out;
}

OwnersImport::OwnersImport(Connection& connection, const Import& import, Time today, TeamId team)
    : connection_(connection),
      import_(import),
      source_(word_of(import.kind)),
      today_(today),
      team_(std::move(team)) {}

void OwnersImport::put(Imported& out) {
    read();
    const auto is_stated = stated(out);
    const auto after = merged(kept(), is_stated, today_);
    out.ownerships = after.changes;
    std::vector<const Period*> changed;
    std::set<RowKey> stays;
    for (const auto& row : after.rows) {
        const RowKey key{row.subject, row.team, row.from};
        const auto& place = places_.at(row.subject);
        const auto found = kept_.find(key);
        const auto* before = found == kept_.end() ? nullptr : found->second;
        if (before != nullptr && before->name == place.name) stays.insert(key);
        if (before == nullptr || before->name != place.name || before->repository != place.repository ||
            before->to != row.to)
            changed.push_back(&row);
    }
    // First, as one that is written may take the name of one that goes.
    for (const auto& [key, row] : kept_)
        if (!stays.contains(key)) drop(*row);
    for (const auto* row : changed)
        put(places_.at(row->subject), {row->subject, row->team, row->from}, row->to);
}

void OwnersImport::read() {
    auto query = connection_.query(Sql::directory_ownerships);
    query.with(":source", source_);
    while (query.next()) {
        Stored row{{}, query.text(1), query.text(2), query.text(3), query.time(5), query.optional_time(6)};
        if (!query.is_null(0)) {
            row.repository = query.integer(0);
            const auto [bound, is_new] = bound_.try_emplace(row.name, Bound{*row.repository, query.truth(7)});
            if (!is_new && !bound->second.is_shown && query.truth(7)) bound->second = {*row.repository, true};
        }
        rows_.push_back(std::move(row));
    }
}

OwnersImport::Id OwnersImport::called(const std::string& name) {
    const auto [known, is_new] = called_.try_emplace(name);
    if (is_new) known->second = find(name);
    return known->second;
}

OwnersImport::Id OwnersImport::find(const std::string& name) {
    const auto called = repositories_called(connection_, name);
    const auto bound = bound_.find(name);
    const bool is_bound = bound != bound_.end();
    if (is_bound && std::ranges::find(called.all, bound->second.repository) != called.all.end())
        return bound->second.repository;
    if (called.one) return called.one;
    return is_bound ? Id(bound->second.repository) : std::nullopt;
}

// Neither a name nor a path holds a line feed.
std::string OwnersImport::subject_of(const std::string& name, const std::string& path) {
    const auto repository = called(name);
    auto subject =
        repository ? fmt::format("#{}\n{}", *repository, path) : fmt::format("={}\n{}", name, path);
    places_.try_emplace(subject, Place{repository, name, path});
    return subject;
}

// Before those that are kept: how the file writes a name now is how it is looked for from now on.
std::vector<StatedPeriod> OwnersImport::stated(Imported& out) {
    std::vector<StatedPeriod> periods;
    std::set<std::string> unknown;
    for (const auto& row : import_.ownerships) {
        const auto name = core::lower(row.repository);
        periods.push_back({subject_of(name, row.path), row.team, row.from, row.to});
        const auto repository = called(name);
        const auto bound = bound_.find(name);
        const bool is_gone =
            bound != bound_.end() && repository == bound->second.repository && !bound->second.is_shown;
        if (!repository || is_gone) unknown.insert(name);
    }
    out.unknown_repositories.assign(unknown.begin(), unknown.end());
    return periods;
}

// Two names may have turned out to be one repository's; of two rows that are one now the longer stays.
std::vector<Period> OwnersImport::kept() {
    std::vector<Period> periods;
    for (const auto& row : rows_) {
        const auto [found, is_new] =
            kept_.try_emplace({subject_of(row.name, row.path), row.team, row.from}, &row);
        if (is_new) continue;
        const bool is_longer = found->second->to && (!row.to || *row.to > *found->second->to);
        drop(is_longer ? *found->second : row);
        if (is_longer) found->second = &row;
    }
    for (const auto& [key, row] : kept_) periods.push_back({std::get<0>(key), row->team, row->from, row->to});
    return periods;
}

void OwnersImport::drop(const Stored& row) {
    const auto team = team_(row.team);
    connection_.query(Sql::drop_ownership)
        .with(":source", source_)
        .with(":subject", row.name)
        .with(":path", row.path)
        .with(":team", team)
        .with(":from", row.from)
        .run();
}

void OwnersImport::put(const Place& place, const RowKey& key, std::optional<Time> to) {
    const auto& [subject, team_key, from] = key;
    const auto team = team_(team_key);
    connection_.query(Sql::put_ownership)
        .with(":source", source_)
        .with(":subject", place.name)
        .with(":path", place.path)
        .with(":repository", place.repository)
        .with(":team", team)
        .with(":link", static_cast<int>(owner_link_of(import_.kind)))
        .with(":from", from)
        .with(":to", to)
        .run();
}

}  // namespace storage
