// SPDX-License-Identifier: Apache-2.0
#include "storage/team_listing.hpp"

#include "core/text.hpp"
#include "insight/connector/keys.hpp"
#include "storage/database.hpp"
#include "storage/hosted_people.hpp"
#include "storage/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace storage {
namespace {

using insight::directory::PersonLink;

struct Row {
    std::int64_t person = 0, team = 0;
    Time from{};
    std::optional<Time> to = {};
    // One that would begin on the day of its end was never true.
    bool is_none() const { return to && from >= *to; }
};

void put_membership(Connection& connection, std::string_view source, const Row& row) {
    auto query = connection.query(row.is_none() ? Sql::drop_membership : Sql::put_membership);
    query.with(":source", source).with(":person", row.person).with(":team", row.team).with(":from", row.from);
    if (!row.is_none()) query.with(":to", row.to).with(":link", static_cast<int>(PersonLink::github_teams));
    query.run();
}

// What is known of one team's members: since when who is in it is there, and until when who was.
struct Periods {
    std::map<std::int64_t, Time> open, ended;
    void add(Query& query) {
        while (query.next()) {
            const auto to = query.optional_time(2);
            if (!to)
                open[query.integer(0)] = query.time(1);
            else
                ended[query.integer(0)] = std::max(*to, ended[query.integer(0)]);
        }
    }
};

Periods members_of(Connection& connection, std::string_view source, std::int64_t team) {
    Periods periods;
    auto query = connection.query(Sql::team_memberships);
    query.with(":source", source).with(":team", team);
    periods.add(query);
    return periods;
}

// Who was there before begins anew: what has ended stays as it is.
void change_members(Connection& connection, std::string_view source, std::int64_t team,
                    const std::set<std::int64_t>& members, Time from, Time today) {
    const auto known = members_of(connection, source, team);
    for (const auto& [person, began] : known.open)
        if (!members.contains(person)) put_membership(connection, source, {person, team, began, today});
    for (const auto person : members) {
        if (known.open.contains(person)) continue;
        const auto before = known.ended.find(person);
        const auto begins = before == known.ended.end() ? from : std::max(today, before->second);
        put_membership(connection, source, {person, team, begins});
    }
}

struct HostedTeam {
    Time since{};
    std::optional<Time> members_at, members_missed_at, repositories_at, repositories_missed_at;
};

HostedTeam hosted_team(Connection& connection, std::int64_t team) {
    auto query = connection.query(Sql::hosted_team);
    if (!query.with(":team", team).next()) return {};
    return {query.time(0), query.optional_time(1), query.optional_time(2), query.optional_time(3),
            query.optional_time(4)};
}

void mark(Connection& connection, Sql list, std::int64_t team, std::optional<Time> at,
          std::optional<Time> missed_at) {
    connection.query(list).with(":team", team).with(":at", at).with(":missed_at", missed_at).run();
}

std::string key_of_progress(std::string_view what, std::string_view source, std::string_view subject) {
    return fmt::format("sync.teams.{}.{}.{}", what, source, subject);
}

std::optional<Time> time_in(const std::optional<std::string>& text) {
    const auto time = core::parse_time(text.value_or(""));
    return time ? std::optional(*time) : std::nullopt;
}

// A Reader that lets this module ask.
class TeamReader : public Reader {
  public:
    explicit TeamReader(const Reader& reader) : Reader(reader) {}
    Connection& connection() const { return *connection_; }
};

}  // namespace

std::vector<IncompleteTeam> incomplete_teams(const Reader& reader, std::string_view source,
                                             std::string_view subject, Time began, std::int64_t after,
                                             std::size_t limit) {
    std::vector<IncompleteTeam> out;
    const TeamReader teams(reader);
    auto query = teams.connection().query(Sql::incomplete_teams);
    query.with(":source", source)
        .with(":subject", subject)
        .with(":began", began)
        .with(":after", after)
        .with(":limit", limit);
    while (query.next())
        out.push_back({query.integer(0), query.text(1), query.text(2), query.truth(3), query.truth(4)});
    return out;
}

TeamProgress team_progress(const Reader& reader, std::string_view source, std::string_view subject) {
    TeamProgress out;
    out.listed = time_in(reader.meta(key_of_progress("listed", source, subject)));
    out.done = time_in(reader.meta(key_of_progress("done", source, subject)));
    if (const auto walk = reader.walk(source, "teams", subject)) {
        out.is_under_way = walk->started_at.has_value();
        out.holes = walk->holes;
    }
    return out;
}

std::string TeamWriter::key_of(std::string_view what) const {
    return key_of_progress(what, source_, subject_);
}

void TeamWriter::put_team(const TeamAsListed& listed, const std::vector<insight::Person>& people) {
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
        .with(":listed_at", began_)
        .with(":since", meta(key_of("listed_whole")) ? today() : Time{})
        .run();
    adopt_mentions(team, listed.slug);
    // It was shown: what did not show it before are not two in a row.
    const auto known = hosted_team(*connection_, team);
    if (listed.lists.members)
        put_members(team, *listed.lists.members, people);
    else
        mark(*connection_, Sql::mark_members, team, known.members_at, std::nullopt);
    if (listed.lists.repositories)
        put_repositories(team, *listed.lists.repositories);
    else
        mark(*connection_, Sql::mark_repositories, team, known.repositories_at, std::nullopt);
}

// Files may be read before the teams that they mention.
void TeamWriter::adopt_mentions(std::int64_t team, const std::string& slug) {
    const auto mention = fmt::format("@{}/{}", core::lower(subject_), core::lower(slug));
    const auto key = insight::connector::key_in(source_ + ":codeowners", mention);
    std::optional<std::int64_t> stub;
    {
        auto query = connection_->query(Sql::team_by_key);
        if (query.with(":key", key).next()) stub = query.integer(0);
    }
    if (!stub) return;
    connection_->query(Sql::move_ownerships).with(":from", *stub).with(":to", team).run();
    connection_->query(Sql::drop_idle_team).with(":key", key).run();
}

void TeamWriter::put_lists(std::string_view key, const TeamLists& lists,
                           const std::vector<insight::Person>& people) {
    std::optional<std::int64_t> team;
    {
        auto query = connection_->query(Sql::team_by_key);
        if (query.with(":key", key).next()) team = query.integer(0);
    }
    if (!team) return;
    if (lists.members) put_members(*team, *lists.members, people);
    if (lists.repositories) put_repositories(*team, *lists.repositories);
}

void TeamWriter::put_members(std::int64_t team, const std::vector<std::string>& members,
                             const std::vector<insight::Person>& people) {
    const auto known = hosted_team(*connection_, team);
    const auto missed = known.members_missed_at;
    if (members.empty() && (!missed || *missed == began_) &&
        !members_of(*connection_, source_, team).open.empty()) {
        mark(*connection_, Sql::mark_members, team, began_, began_);
        return;
    }
    const std::set<std::string_view> named(members.begin(), members.end());
    std::set<std::int64_t> ids;
    for (const auto& person : people)
        if (named.contains(person.key))
            ids.insert(put_hosted_person(*connection_, Sql::put_member, person, source_));
    const auto day = members.empty() && missed ? std::chrono::floor<core::Days>(*missed) : today();
    change_members(*connection_, source_, team, ids, known.members_at ? day : known.since, day);
    mark(*connection_, Sql::mark_members, team, began_, std::nullopt);
}

void TeamWriter::put_repositories(std::int64_t team,
                                  const std::vector<std::pair<std::string, std::string>>& repositories) {
    const auto missed = hosted_team(*connection_, team).repositories_missed_at;
    if (repositories.empty() && (!missed || *missed == began_) &&
        connection_->query(Sql::count_team_readers).with(":team", team).id() > 0) {
        mark(*connection_, Sql::mark_repositories, team, began_, began_);
        return;
    }
    connection_->query(Sql::clear_team_readers).with(":team", team).run();
    for (const auto& [key, role] : repositories) {
        std::optional<std::int64_t> repository;
        {
            auto query = connection_->query(Sql::repository_of_source);
            if (query.with(":source", source_).with(":key", key).next()) repository = query.integer(0);
        }
        if (!repository) continue;
        connection_->query(Sql::put_team_reader)
            .with(":repository", *repository)
            .with(":team", team)
            .with(":role", role)
            .run();
    }
    mark(*connection_, Sql::mark_repositories, team, began_, std::nullopt);
}

std::string TeamWriter::end_listing(bool is_whole) {
    std::int64_t known = 0, shown = 0;
    {
        auto query = connection_->query(Sql::listing_counts);
        query.with(":source", source_).with(":subject", subject_).with(":began", began_).next();
        known = query.integer(0);
        shown = query.integer(1);
    }
    if (shown * 2 < known)
        return fmt::format(
            "GitHub shows {} of {} of {} that {} known; all of them stay as they were. Look whether "
            "the token may still see the organisation's teams.",
            shown, core::counted(known, "team", "teams"), core::one_line(subject_),
            known == 1 ? "is" : "are");
    if (shown > 0) set_meta(key_of("listed"), core::to_rfc3339(began_));
    if (!is_whole) return {};
    if (shown > 0) set_meta(key_of("listed_whole"), core::to_rfc3339(began_));
    std::vector<std::int64_t> unseen;
    {
        auto query = connection_->query(Sql::unseen_teams);
        query.with(":source", source_).with(":subject", subject_).with(":began", began_);
        while (query.next()) unseen.push_back(query.integer(0));
    }
    for (const auto team : unseen) {
        put_members(team, {}, {});
        put_repositories(team, {});
        const auto left = hosted_team(*connection_, team);
        if (!left.members_missed_at && !left.repositories_missed_at)
            connection_->query(Sql::drop_hosted_team).with(":team", team).run();
    }
    return {};
}

void TeamWriter::mark_done() { set_meta(key_of("done"), core::to_rfc3339(began_)); }

}  // namespace storage
