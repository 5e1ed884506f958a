// SPDX-License-Identifier: Apache-2.0
#include "bot/github_teams.hpp"

#include "bot/github_walk.hpp"
#include "sources/github/properties.hpp"
#include "storage/team_listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using sources::github::ListedTeam;
using sources::github::TeamsPage;

constexpr std::chrono::hours listed_again_after{24};
constexpr int most_pages_of_team = 5'000;

storage::TeamAsListed as_listed(const ListedTeam& team, const std::string& source) {
    storage::TeamAsListed out{.team = {.key = fmt::format("{}:{}", source, team.id), .name = team.name}};
    if (team.parent > 0) out.team.parent = fmt::format("{}:{}", source, team.parent);
    out.slug = team.slug;
    out.members = team.members;
    for (const auto& [repository, permission] : team.repositories)
        out.repositories.emplace_back(std::to_string(repository), permission);
    out.is_whole = team.more_members.empty() && team.more_repositories.empty();
    return out;
}

struct Known {
    bool is_first = true, is_recent = false;
};
asio::awaitable<Known> look(GithubCalls& calls, std::string organisation) {
    auto work = [source = calls.settings.source(), organisation = std::move(organisation),
                 now = calls.run.now()](const storage::Reader& reader) {
        const auto walk = reader.walk(source, "teams", organisation);
        Known known;
        if (!walk || !walk->walked_at) return known;
        known.is_first = false;
        known.is_recent = !walk->started_at && now - *walk->walked_at < listed_again_after;
        return known;
    };
    co_return co_await calls.database.read_slowly(std::move(work));
}

}  // namespace

asio::awaitable<void> GithubTeams::walk(std::string organisation, bool anew) {
    auto name = organisation;
    const auto known = co_await look(calls_, std::move(name));
    if (known.is_recent && !anew) co_return;
    const auto source = calls_.settings.source();
    const auto unfinished =
        std::make_shared<std::vector<std::pair<ListedTeam, std::vector<insight::Person>>>>();
    WalkKind kind{.kind = "teams", .doing = "listing teams of", .of = "teams"};
    kind.query = sources::github::teams_query();
    kind.page_size = sources::github::teams_page_size;
    kind.read = [&run = calls_.run, unfinished, source,
                 is_first = known.is_first](const core::Json& data) -> core::Result<WalkPage> {
        auto read = sources::github::read_teams(data, source);
        if (!read) return read.error();
        const auto rows = std::make_shared<const TeamsPage>(std::move(*read));
        for (const auto& team : rows->teams)
            if (!team.more_members.empty() || !team.more_repositories.empty())
                unfinished->emplace_back(team, rows->people);
        WalkPage page{.next = rows->next, .rows = rows->teams.size(), .holes = rows->holes};
        page.keep = [rows, is_first, now = run.now()](storage::Writer& writer, const storage::Walk& walk) {
            storage::TeamWriter teams(writer, walk.source, walk.subject);
            for (const auto& team : rows->teams)
                teams.put_team(as_listed(team, walk.source), rows->people, is_first, now);
        };
        return page;
    };
    kind.at_end = [](storage::Writer& writer, const storage::Walk& walk, core::Time began, core::Time now) {
        storage::TeamWriter(writer, walk.source, walk.subject).end_unseen(began, now);
    };
    name = organisation;
    const bool is_whole = co_await walk_organisation(calls_, kind, std::move(name));
    for (auto& [team, people] : *unfinished) {
        if (calls_.run.is_over()) co_return;
        name = organisation;
        co_await complete(std::move(team), std::move(people), std::move(name), known.is_first);
    }
    if (!is_whole) co_return;
    name = organisation;
    co_await keep_hosts(std::move(name), known.is_first);
    if (!calls_.settings.owner_property.empty())
        co_await read_owners(std::move(organisation), known.is_first);
}

// The rest of the lists of one team, all in one unit: half of its members are not its members.
asio::awaitable<void> GithubTeams::complete(ListedTeam team, std::vector<insight::Person> people,
                                            std::string organisation, bool is_first) {
    const auto source = calls_.settings.source();
    for (int pages = 0; !team.more_members.empty() || !team.more_repositories.empty(); ++pages) {
        auto query = std::string(sources::github::team_query());
        auto variables = sources::github::team_variables(organisation, team);
        const auto called = co_await calls_.query(std::move(query), std::move(variables));
        if (calls_.run.is_stopping()) co_return;
        auto more =
            called.has_some()
                ? sources::github::read_team(called.body, source, team)
                : core::Result<std::vector<insight::Person>>(core::unavailable(said_of(called.outcome)));
        if (!more || pages == most_pages_of_team) {
            calls_.run.trouble(fmt::format("The team {} of {} could not be read whole; it stays as it was.",
                                           team.slug, organisation));
            calls_.run.can_go_on(called.outcome, called.was_answered);
            co_return;
        }
        people.insert(people.end(), more->begin(), more->end());
    }
    auto unit = [listed = as_listed(team, source), people = std::move(people), source,
                 organisation = std::move(organisation), is_first,
                 now = calls_.run.now()](storage::Writer& writer) {
        storage::TeamWriter(writer, source, organisation).put_team(listed, people, is_first, now);
    };
    co_await calls_.keep(std::move(unit));
}

// From its first page each time: what was kept of an interrupted one is stated again.
asio::awaitable<void> GithubTeams::read_owners(std::string organisation, bool is_first) {
    auto path = sources::github::properties_path(organisation);
    for (int pages = 0; !path.empty() && !calls_.run.is_over() && pages < most_pages_of_team; ++pages) {
        auto address = path;
        const auto called = co_await calls_.get(std::move(address));
        if (calls_.run.is_stopping()) co_return;
        auto rows = called.has_some()
                        ? sources::github::read_properties(called.body, calls_.settings.owner_property)
                        : core::Result<std::vector<sources::github::PropertyValues>>(
                              core::unavailable(said_of(called.outcome) + "."));
        if (!rows) {
            calls_.run.trouble(fmt::format("The custom properties of {} could not all be read: {}",
                                           organisation, rows.error().sentence));
            calls_.run.can_go_on(called.outcome, called.was_answered);
            co_return;
        }
        path = called.next == path ? std::string() : called.next;
        auto unit = [rows = std::move(*rows), source = calls_.settings.source(), organisation, is_first,
                     now = calls_.run.now()](storage::Writer& writer) {
            storage::TeamWriter teams(writer, source, organisation);
            for (const auto& row : rows)
                teams.put_named_owners(std::to_string(row.repository), row.values, is_first, now);
        };
        co_await calls_.keep(std::move(unit));
    }
}

// Only when every team was read whole: otherwise a single host may only seem to be one.
asio::awaitable<void> GithubTeams::keep_hosts(std::string organisation, bool is_first) {
    auto unit = [source = calls_.settings.source(), organisation = std::move(organisation), is_first,
                 now = calls_.run.now()](storage::Writer& writer) {
        storage::TeamWriter teams(writer, source, organisation);
        if (!teams.has_partial_teams()) teams.put_single_hosts(is_first, now);
    };
    co_await calls_.keep(std::move(unit));
}

}  // namespace bot
