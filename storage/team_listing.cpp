// SPDX-License-Identifier: Apache-2.0
#include "storage/team_listing.hpp"

#include "storage/database.hpp"
#include "storage/words.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

namespace storage {
namespace {

using insight::directory::OwnerLink;
using insight::directory::PersonLink;

Time today_of(Time now) { return std::chrono::floor<core::Days>(now); }
Time since(bool is_first, Time now) { return is_first ? Time{} : today_of(now); }

std::int64_t put_member(Connection& connection, const insight::Person& person, std::string_view source) {
    return connection.query(Sql::put_member)
        .with(":key", person.key)
        .with(":login", person.login)
        .with(":name", person.name)
        .with(":kind", word_of(person.kind))
        .with(":source", source)
        .id();
}

struct Row {
    std::int64_t subject = 0, team = 0;  // a person or a repository
    Time from{};
    std::optional<Time> to = {};
    // One that would begin on the day of its end was never true.
    bool is_none() const { return to && from >= *to; }
};

void put_membership(Connection& connection, std::string_view source, const Row& row) {
    auto query = connection.query(row.is_none() ? Sql::drop_membership : Sql::put_membership);
    query.with(":source", source)
        .with(":person", row.subject)
        .with(":team", row.team)
        .with(":from", row.from);
    if (!row.is_none()) query.with(":to", row.to).with(":link", static_cast<int>(PersonLink::github_teams));
    query.run();
}

void put_ownership(Connection& connection, std::string_view source, OwnerLink link, const Row& row) {
    auto query = connection.query(row.is_none() ? Sql::drop_ownership : Sql::put_ownership);
    query.with(":source", source)
        .with(":subject", fmt::format("#{}", row.subject))
        .with(":path", "")
        .with(":team", row.team)
        .with(":from", row.from);
    if (!row.is_none())
        query.with(":repository", row.subject).with(":to", row.to).with(":link", static_cast<int>(link));
    query.run();
}

void put_members(Connection& connection, std::string_view source, std::int64_t team,
                 const std::set<std::int64_t>& members, Time from, Time today) {
    std::map<std::int64_t, Time> open;
    {
        auto query = connection.query(Sql::open_memberships);
        query.with(":source", source).with(":team", team);
        while (query.next()) open[query.integer(0)] = query.time(1);
    }
    for (const auto& [person, began] : open)
        if (!members.contains(person)) put_membership(connection, source, {person, team, began, today});
    for (const auto person : members)
        if (!open.contains(person)) put_membership(connection, source, {person, team, from});
}

void put_readers(Connection& connection, std::string_view source, std::int64_t team,
                 const TeamAsListed& listed) {
    connection.query(Sql::clear_team_readers).with(":team", team).run();
    for (const auto& [key, role] : listed.repositories) {
        std::optional<std::int64_t> repository;
        {
            auto query = connection.query(Sql::repository_of_source);
            if (query.with(":source", source).with(":key", key).next()) repository = query.integer(0);
        }
        if (!repository) continue;
        connection.query(Sql::put_team_reader)
            .with(":repository", *repository)
            .with(":team", team)
            .with(":role", role)
            .run();
    }
}

}  // namespace

void TeamWriter::put_team(const TeamAsListed& listed, const std::vector<insight::Person>& people,
                          bool is_first, Time now) {
    const auto team = connection_->query(Sql::put_directory_team)
                          .with(":key", listed.team.key)
                          .with(":name", listed.team.name)
                          .with(":parent", listed.team.parent)
                          .with(":source", source_)
                          .id();
    connection_->query(Sql::put_hosted_team)
        .with(":team", team)
        .with(":source", source_)
        .with(":subject", subject_)
        .with(":slug", listed.slug)
        .with(":seen_at", now)
        .with(":whole", listed.is_whole)
        .run();
    if (!listed.is_whole) return;
    const std::set<std::string_view> named(listed.members.begin(), listed.members.end());
    std::set<std::int64_t> members;
    for (const auto& person : people)
        if (named.contains(person.key)) members.insert(put_member(*connection_, person, source_));
    put_members(*connection_, source_, team, members, since(is_first, now), today_of(now));
    put_readers(*connection_, source_, team, listed);
}

void TeamWriter::end_unseen(Time not_seen_since, Time now) {
    std::vector<std::int64_t> gone;
    {
        auto query = connection_->query(Sql::unseen_teams);
        query.with(":source", source_).with(":subject", subject_).with(":since", not_seen_since);
        while (query.next()) gone.push_back(query.integer(0));
    }
    for (const auto team : gone) {
        put_members(*connection_, source_, team, {}, today_of(now), today_of(now));
        put_readers(*connection_, source_, team, {});
    }
}

void TeamWriter::put_single_hosts(bool is_first, Time now) {
    std::map<std::int64_t, std::int64_t> hosts;
    {
        auto query = connection_->query(Sql::single_host_teams);
        query.with(":source", source_);
        while (query.next()) hosts[query.integer(0)] = query.integer(1);
    }
    std::vector<Row> open;
    {
        auto query = connection_->query(Sql::open_admin_ownerships);
        query.with(":source", source_).with(":link", static_cast<int>(OwnerLink::admin_team));
        while (query.next()) open.push_back({query.integer(0), query.integer(1), query.time(2)});
    }
    for (auto row : open) {
        const auto host = hosts.find(row.subject);
        if (host != hosts.end() && host->second == row.team) {
            hosts.erase(host);
            continue;
        }
        row.to = today_of(now);
        put_ownership(*connection_, source_, OwnerLink::admin_team, row);
    }
    for (const auto& [repository, team] : hosts)
        put_ownership(*connection_, source_, OwnerLink::admin_team, {repository, team, since(is_first, now)});
}

// Rows of a source of their own: the same team may be stated by its permission too.
void TeamWriter::put_named_owners(const std::string& repository, const std::vector<std::string>& teams,
                                  bool is_first, Time now) {
    std::optional<std::int64_t> id;
    {
        auto query = connection_->query(Sql::repository_of_source);
        if (query.with(":source", source_).with(":key", repository).next()) id = query.integer(0);
    }
    if (!id) return;
    const auto stated_by = source_ + " property";
    std::map<std::int64_t, Time> open;
    {
        auto query = connection_->query(Sql::open_owners_of);
        query.with(":source", stated_by).with(":repository", *id);
        while (query.next()) open[query.integer(0)] = query.time(1);
    }
    std::set<std::int64_t> named;
    for (const auto& name : teams)
        named.insert(connection_->query(Sql::name_team)
                         .with(":key", fmt::format("{}:{}", source_, name))
                         .with(":name", name)
                         .with(":source", source_)
                         .id());
    for (const auto& [team, from] : open)
        if (!named.contains(team))
            put_ownership(*connection_, stated_by, OwnerLink::custom_property,
                          {*id, team, from, today_of(now)});
    for (const auto team : named)
        if (!open.contains(team))
            put_ownership(*connection_, stated_by, OwnerLink::custom_property,
                          {*id, team, since(is_first, now)});
}

bool TeamWriter::has_partial_teams() const {
    return connection_->query(Sql::partial_teams).with(":source", source_).with(":subject", subject_).id() >
           0;
}

}  // namespace storage
