// SPDX-License-Identifier: Apache-2.0
#include "bot/github_teams.hpp"

#include "bot/github_walk.hpp"
#include "sources/github/properties.hpp"

#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using Kind = sources::github::Outcome::Kind;
using sources::github::ListedTeam;
using sources::github::TeamsPage;

constexpr std::chrono::hours listed_again_after{24};
constexpr int most_pages_of_team = 5'000;
constexpr std::size_t completed_at_once = 50;

// Only the lists that are whole.
storage::TeamLists lists_of(const ListedTeam& team) {
    storage::TeamLists lists;
    if (!team.more_members) lists.members = team.members;
    if (team.more_repositories) return lists;
    lists.repositories.emplace();
    for (const auto& [repository, permission] : team.repositories)
        lists.repositories->emplace_back(std::to_string(repository), permission);
    return lists;
}

std::string key_of(std::string_view source, std::int64_t team) { return fmt::format("{}:{}", source, team); }

storage::TeamAsListed as_listed(const ListedTeam& team, std::string_view source) {
    storage::TeamAsListed out{.team = {.key = key_of(source, team.id), .name = team.name}};
    if (team.parent > 0) out.team.parent = key_of(source, team.parent);
    out.slug = team.slug;
    out.lists = lists_of(team);
    return out;
}

// GitHub's number at the end of a key; 0 when there is none.
std::int64_t number_in(std::string_view key) {
    const auto digits = key.substr(key.rfind(':') + 1);
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return failed == std::errc{} && end == digits.data() + digits.size() ? number : 0;
}

// From the beginning of each list that is not whole.
ListedTeam lists_to_come(const storage::IncompleteTeam& team) {
    ListedTeam out;
    out.id = number_in(team.key);
    out.slug = team.slug;
    if (team.wants_members) out.more_members.emplace();
    if (team.wants_repositories) out.more_repositories.emplace();
    return out;
}

bool is_of_today(const std::optional<core::Time>& listing, core::Time now) {
    return listing && now - *listing < listed_again_after && now - *listing > -listed_again_after;
}

}  // namespace

asio::awaitable<storage::TeamProgress> GithubTeams::progress_of(std::string organisation) {
    auto look = [source = calls_.settings.source(),
                 organisation = std::move(organisation)](const storage::Reader& reader) {
        return storage::team_progress(reader, source, organisation);
    };
    co_return co_await calls_.database.read_slowly(std::move(look));
}

asio::awaitable<void> GithubTeams::walk(std::string organisation, bool anew) {
    auto name = organisation;
    auto progress = co_await progress_of(std::move(name));
    const bool is_listed = !progress.is_under_way && is_of_today(progress.listed, calls_.run.now());
    if (!is_listed || anew) {
        name = organisation;
        co_await list(std::move(name));
        if (calls_.run.is_over()) co_return;
        name = organisation;
        progress = co_await progress_of(std::move(name));
    }
    const bool is_complete = !progress.is_under_way && is_of_today(progress.listed, calls_.run.now());
    if (!is_complete || progress.listed == progress.done) co_return;
    const auto began = *progress.listed;
    const bool is_whole = progress.holes == 0;
    co_await finish(std::move(organisation), began, is_whole);
}

asio::awaitable<void> GithubTeams::list(std::string organisation) {
    WalkKind kind{.kind = "teams", .doing = "listing teams of", .of = "teams"};
    kind.query = sources::github::teams_query();
    kind.page_size = sources::github::teams_page_size;
    kind.read = [source = calls_.settings.source()](const core::Json& data) -> core::Result<WalkPage> {
        auto read = sources::github::read_teams(data, source);
        if (!read) return read.error();
        const auto rows = std::make_shared<const TeamsPage>(std::move(*read));
        WalkPage page{.next = rows->next, .rows = rows->teams.size(), .holes = rows->holes};
        page.keep = [rows](storage::Writer& writer, const storage::Walk& walk, core::Time began) {
            storage::TeamWriter teams(writer, walk.source, walk.subject, began);
            for (const auto& team : rows->teams) teams.put_team(as_listed(team, walk.source), rows->people);
        };
        return page;
    };
    kind.at_end = [](storage::Writer& writer, const storage::Walk& walk, core::Time began) {
        return storage::TeamWriter(writer, walk.source, walk.subject, began).end_listing(walk.holes == 0);
    };
    co_await walk_organisation(calls_, kind, std::move(organisation));
}

// What the pages of the listing left open. Each step knows from the store what is left of it, so a stop
// anywhere costs nothing but its own call.
asio::awaitable<void> GithubTeams::finish(std::string organisation, core::Time began, bool is_whole) {
    auto name = organisation;
    const bool is_complete = co_await complete_all(std::move(name), began);
    if (calls_.run.is_over()) co_return;
    if (is_whole) {
        name = organisation;
        std::function<void(storage::TeamWriter&)> work = [](auto& teams) { teams.put_single_hosts(); };
        co_await keep(std::move(name), began, std::move(work));
    }
    if (!calls_.settings.owner_property.empty()) {
        name = organisation;
        const bool is_read = co_await read_owners(std::move(name), began);
        if (!is_read) co_return;
    }
    if (!is_complete) co_return;
    std::function<void(storage::TeamWriter&)> work = [](auto& teams) { teams.mark_done(); };
    co_await keep(std::move(organisation), began, std::move(work));
}

asio::awaitable<void> GithubTeams::keep(std::string organisation, core::Time began,
                                        std::function<void(storage::TeamWriter&)> work) {
    auto unit = [source = calls_.settings.source(), organisation = std::move(organisation), began,
                 work = std::move(work)](storage::Writer& writer) {
        storage::TeamWriter teams(writer, source, organisation, began);
        work(teams);
    };
    co_await calls_.keep(std::move(unit));
}

// False when the next run should try once more.
asio::awaitable<bool> GithubTeams::complete_all(std::string organisation, core::Time began) {
    std::int64_t after = 0;
    bool is_complete = true;
    while (!calls_.run.is_over()) {
        auto look = [source = calls_.settings.source(), organisation, began,
                     after](const storage::Reader& reader) {
            return storage::incomplete_teams(reader, source, organisation, began, after, completed_at_once);
        };
        const auto teams = co_await calls_.database.read_slowly(std::move(look));
        if (teams.empty()) co_return is_complete;
        after = teams.back().id;
        for (const auto& team : teams) {
            // Each list by itself, as one may be told and the other not.
            for (int list = 0; list < 2; ++list) {
                const bool of_members = list == 0;
                auto lists = lists_to_come(team);
                (of_members ? lists.more_repositories : lists.more_members).reset();
                auto name = organisation;
                if (!lists.more_members && !lists.more_repositories) continue;
                const bool is_settled = co_await complete(std::move(lists), std::move(name), began);
                if (calls_.run.is_over()) co_return false;
                is_complete = is_complete && is_settled;
            }
        }
    }
    co_return false;
}

// A whole list in one unit: half of a team's members are not its members. False when the next run should try
// once more.
asio::awaitable<bool> GithubTeams::complete(Lists team, std::string organisation, core::Time began) {
    const bool of_members = team.more_members.has_value();
    const auto source = calls_.settings.source();
    std::vector<insight::Person> people;
    for (int pages = 0; team.more_members || team.more_repositories; ++pages) {
        auto query = std::string(sources::github::team_query());
        auto variables = sources::github::team_variables(organisation, team);
        const auto called = co_await calls_.query(std::move(query), std::move(variables));
        if (calls_.run.is_stopping()) co_return false;
        auto more =
            called.has_some()
                ? sources::github::read_team(called.body, source, team)
                : core::Result<std::vector<insight::Person>>(core::unavailable(said_of(called.outcome)));
        if (!more || pages == most_pages_of_team) {
            calls_.run.trouble(
                fmt::format("The {} of the team {} of {} could not be read whole; they stay as they were.",
                            of_members ? "members" : "repositories", team.slug, organisation));
            calls_.run.can_go_on(called.outcome, called.was_answered);
            const auto kind = called.outcome.kind;
            const bool passes = kind == Kind::trouble || kind == Kind::too_heavy;
            co_return !passes;
        }
        calls_.run.was_fine();
        people.insert(people.end(), more->begin(), more->end());
    }
    auto lists = lists_of(team);
    (of_members ? lists.repositories.reset() : lists.members.reset());
    std::function<void(storage::TeamWriter&)> work = [key = key_of(source, team.id), lists = std::move(lists),
                                                      people = std::move(people)](auto& teams) {
        teams.put_lists(key, lists, people);
    };
    co_await keep(std::move(organisation), began, std::move(work));
    co_return true;
}

// From its first page each time: what was kept of an interrupted one is stated again. False when the next run
// should try once more.
asio::awaitable<bool> GithubTeams::read_owners(std::string organisation, core::Time began) {
    auto path = sources::github::properties_path(organisation);
    const auto property = calls_.settings.owner_property;
    for (int pages = 0; !path.empty() && pages < most_pages_of_team; ++pages) {
        auto address = path;
        const auto called = co_await calls_.get(std::move(address));
        if (calls_.run.is_stopping()) co_return false;
        auto rows = called.has_some() ? sources::github::read_properties(called.body, property)
                                      : core::Result<std::vector<sources::github::PropertyValues>>(
                                            core::unavailable(said_of(called.outcome) + "."));
        if (!rows) {
            calls_.run.trouble(fmt::format("The custom properties of {} could not all be read: {}",
                                           organisation, rows.error().sentence));
            calls_.run.can_go_on(called.outcome, called.was_answered);
            const auto kind = called.outcome.kind;
            co_return kind == Kind::denied || kind == Kind::gone;
        }
        path = called.next == path ? std::string() : called.next;
        auto name = organisation;
        std::function<void(storage::TeamWriter&)> work = [rows = std::move(*rows), property](auto& teams) {
            for (const auto& row : rows)
                teams.put_named_owners(property, std::to_string(row.repository), row.values);
        };
        co_await keep(std::move(name), began, std::move(work));
        if (calls_.run.is_over()) co_return false;
    }
    std::function<void(storage::TeamWriter&)> work = [property](auto& teams) { teams.mark_named(property); };
    co_await keep(std::move(organisation), began, std::move(work));
    co_return true;
}

}  // namespace bot
