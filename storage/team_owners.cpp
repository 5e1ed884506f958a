// SPDX-License-Identifier: Apache-2.0
// Whose a repository is, by what teams may do there and by what a property says.
#include "storage/team_listing.hpp"

#include "core/text.hpp"
#include "storage/database.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

namespace storage {
namespace {

using insight::directory::OwnerLink;

struct Row {
    std::int64_t repository = 0, team = 0;
    Time from{};
    std::optional<Time> to = {};
    // One that would begin on the day of its end was never true.
    bool is_none() const { return to && from >= *to; }
};

void put_ownership(Connection& connection, std::string_view source, OwnerLink link, const Row& row) {
    auto query = connection.query(row.is_none() ? Sql::drop_ownership : Sql::put_ownership);
    query.with(":source", source)
        .with(":subject", fmt::format("#{}", row.repository))
        .with(":path", "")
        .with(":team", row.team)
        .with(":from", row.from);
    if (!row.is_none())
        query.with(":repository", row.repository).with(":to", row.to).with(":link", static_cast<int>(link));
    query.run();
}

}  // namespace

// What the first reading shows was always so, and what a new repository begins with, too.
Time TeamWriter::owned_from(const std::optional<std::string>& marked, Time created_at) const {
    const auto read = core::parse_time(marked.value_or(""));
    return !read || created_at >= *read ? Time{} : today();
}

void TeamWriter::put_single_hosts() {
    const auto partial = connection_->query(Sql::partial_teams)
                             .with(":source", source_)
                             .with(":subject", subject_)
                             .with(":began", began_)
                             .id();
    if (partial > 0) return;
    const auto link = static_cast<int>(OwnerLink::admin_team);
    const auto marked = meta(key_of("hosts"));
    std::map<std::int64_t, Row> hosts;
    {
        auto query = connection_->query(Sql::single_host_teams);
        query.with(":source", source_).with(":subject", subject_).with(":link", link);
        while (query.next()) {
            const bool is_new = query.integer(3) == 0;
            hosts[query.integer(0)] = {query.integer(0), query.integer(1),
                                       is_new ? owned_from(marked, query.time(2)) : today()};
        }
    }
    std::vector<Row> open;
    {
        auto query = connection_->query(Sql::open_admin_ownerships);
        query.with(":source", source_).with(":subject", subject_).with(":link", link);
        while (query.next()) open.push_back({query.integer(0), query.integer(1), query.time(2)});
    }
    for (auto row : open) {
        const auto host = hosts.find(row.repository);
        if (host != hosts.end() && host->second.team == row.team) {
            hosts.erase(host);
            continue;
        }
        row.to = today();
        put_ownership(*connection_, source_, OwnerLink::admin_team, row);
    }
    for (const auto& [repository, row] : hosts)
        put_ownership(*connection_, source_, OwnerLink::admin_team, row);
    set_meta(key_of("hosts"), core::to_rfc3339(began_));
}

std::int64_t TeamWriter::team_named(const std::string& name) {
    {
        auto query = connection_->query(Sql::team_of_slug);
        query.with(":source", source_)
            .with(":subject", core::lower(subject_))
            .with(":slug", core::lower(name));
        if (query.next()) return query.integer(0);
    }
    {
        auto query = connection_->query(Sql::team_of_name);
        query.with(":source", source_).with(":subject", subject_).with(":name", name);
        if (query.next()) return query.integer(0);
    }
    // No number of the host's is a key like this.
    return connection_->query(Sql::name_team)
        .with(":key", fmt::format("{}:property:{}", source_, name))
        .with(":name", name)
        .with(":source", source_)
        .id();
}

// Rows of a source of their own: the same team may be stated by its permission too.
void TeamWriter::put_named_owners(std::string_view property, const std::string& repository,
                                  const std::vector<std::string>& teams) {
    std::int64_t id = 0;
    Time created_at{};
    {
        auto query = connection_->query(Sql::repository_of_source);
        if (!query.with(":source", source_).with(":key", repository).next()) return;
        id = query.integer(0);
        created_at = query.time(1);
    }
    const auto stated_by = source_ + ":property";
    std::map<std::int64_t, Time> open;
    bool is_first = true;
    {
        auto query = connection_->query(Sql::owners_of_source);
        query.with(":source", stated_by).with(":repository", id);
        while (query.next()) {
            is_first = false;
            if (query.is_null(2)) open[query.integer(0)] = query.time(1);
        }
    }
    std::set<std::int64_t> named;
    for (const auto& name : teams) named.insert(team_named(name));
    const auto from =
        is_first ? owned_from(meta(key_of("named." + core::lower(property))), created_at) : today();
    for (const auto& [team, began] : open)
        if (!named.contains(team))
            put_ownership(*connection_, stated_by, OwnerLink::custom_property, {id, team, began, today()});
    for (const auto team : named)
        if (!open.contains(team))
            put_ownership(*connection_, stated_by, OwnerLink::custom_property, {id, team, from});
}

void TeamWriter::mark_named(std::string_view property) {
    set_meta(key_of("named." + core::lower(property)), core::to_rfc3339(began_));
}

}  // namespace storage
