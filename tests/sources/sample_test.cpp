// SPDX-License-Identifier: Apache-2.0
#include "sources/sample.hpp"

#include "core/time.hpp"
#include "sources/sample/random.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

using namespace sources::sample;
using insight::CompanyFacts;
using insight::Item;
using insight::ItemKind;
using insight::PersonKind;

namespace {

// Built once: the sections of this file only read it.
const CompanyFacts& examplia() {
    static const auto facts = company(demo_settings(demo_start()));
    return facts;
}

std::string text_of(std::optional<core::Time> time) { return time ? core::to_rfc3339(*time) : "-"; }
std::string text_of(const Item& item) {
    auto text = item.key + "|" + item.title + "|" + item.author + "|" + text_of(item.created_at) + "|" +
                text_of(item.ready_at) + "|" + text_of(item.merged_at) + "|" + text_of(item.closed_at) + "|" +
                item.merger + "|" + item.assignee;
    for (const auto& label : item.labels) text += "|" + label;
    for (const auto& response : item.responses) text += "|" + response.person + text_of(response.at);
    return text;
}
std::uint64_t hash_of(const CompanyFacts& facts) {
    std::string all;
    for (const auto& row : facts.people) all += row.key + row.name;
    for (const auto& row : facts.memberships)
        all += row.person + row.team + text_of(row.from) + text_of(row.to);
    for (const auto& row : facts.repositories) all += row.key + row.description + text_of(row.pushed_at);
    for (const auto& row : facts.ownerships)
        all += row.repository + row.team + text_of(row.from) + text_of(row.to);
    for (const auto& row : facts.items) all += text_of(row);
    return number_of_name(all);
}

// Team of a person at a moment; empty for none.
std::string team_at(const CompanyFacts& facts, const std::string& person, core::Time at) {
    for (const auto& row : facts.memberships)
        if (row.person == person && row.from <= at && (!row.to || at < *row.to)) return row.team;
    return {};
}
bool owns(const CompanyFacts& facts, const std::string& team, const std::string& repository, core::Time at) {
    return std::any_of(facts.ownerships.begin(), facts.ownerships.end(), [&](const auto& row) {
        return row.team == team && row.repository == repository && row.from <= at &&
               (!row.to || at < *row.to);
    });
}

// Merged outside work out of all merged work of people with a team, in percent.
int cross_share(const CompanyFacts& facts, core::Time from, core::Time to) {
    int cross = 0, all = 0;
    for (const auto& item : facts.items) {
        if (item.kind != ItemKind::change || !item.merged_at || *item.merged_at < from ||
            *item.merged_at >= to)
            continue;
        const auto team = team_at(facts, item.author, *item.ready_at);
        if (team.empty()) continue;
        ++all;
        if (!owns(facts, team, item.repository, *item.ready_at)) ++cross;
    }
    return all == 0 ? 0 : cross * 100 / all;
}

std::optional<core::Time> before(std::optional<core::Time> time, core::Time end) {
    return time && *time < end ? time : std::nullopt;
}

}  // namespace

TEST_CASE("the sample company is the same whenever and wherever it is made") {
    CHECK(hash_of(company(demo_settings(demo_start()))) == hash_of(examplia()));
    CHECK(hash_of(examplia()) == 4903097846055530514U);
}

TEST_CASE("another seed makes another history") {
    auto settings = demo_settings(demo_start());
    settings.seed = 7;
    CHECK(hash_of(company(settings)) != hash_of(examplia()));
}

TEST_CASE("the sample company has the size that it promises") {
    const auto& facts = examplia();
    CHECK(std::count_if(facts.teams.begin(), facts.teams.end(),
                        [](const auto& team) { return !team.parent.empty(); }) == 8);
    CHECK(facts.people.size() == 120);
    CHECK(facts.repositories.size() == 40);
    const auto of_kind = [&](PersonKind kind) {
        return std::count_if(facts.people.begin(), facts.people.end(),
                             [&](const auto& person) { return person.kind == kind; });
    };
    CHECK(of_kind(PersonKind::bot) == 4);
    CHECK(of_kind(PersonKind::agent) == 1);
    const auto changes = std::count_if(facts.items.begin(), facts.items.end(),
                                       [](const auto& item) { return item.kind == ItemKind::change; });
    CHECK(changes > 5400);
    CHECK(changes < 6900);
    const auto issues = static_cast<std::ptrdiff_t>(facts.items.size()) - changes;
    CHECK(issues > 2600);
    CHECK(issues < 4200);
}

TEST_CASE("a longer history begins with the shorter one") {
    const auto& shorter = examplia();
    const auto end = demo_start();
    const auto longer = company(demo_settings(end + core::Days{200}));
    REQUIRE(longer.items.size() > shorter.items.size());
    std::size_t later_events = 0;
    for (std::size_t i = 0; i < shorter.items.size(); ++i) {
        auto item = longer.items[i];
        if (text_of(item) != text_of(shorter.items[i])) ++later_events;
        item.ready_at = before(item.ready_at, end);
        item.merged_at = before(item.merged_at, end);
        item.closed_at = before(item.closed_at, end);
        if (!item.merged_at) item.merger.clear();
        std::erase_if(item.responses, [&](const auto& response) { return response.at >= end; });
        REQUIRE(text_of(item) == text_of(shorter.items[i]));
    }
    CHECK(later_events > 50);
}

TEST_CASE("a membership that ends after the end of history is still open") {
    for (const int days : {-600, -300, 0, 300}) {
        const auto end = demo_start() + core::Days{days};
        for (const auto& row : company(demo_settings(end)).memberships) {
            CHECK(row.from < end);
            CHECK((!row.to || (*row.to<end&& * row.to> row.from)));
        }
    }
}

TEST_CASE("every key of the sample is unique and every reference leads somewhere") {
    const auto& facts = examplia();
    std::set<std::string> teams{""}, people, repositories, items;
    for (const auto& row : facts.teams) CHECK(teams.insert(row.key).second);
    for (const auto& row : facts.teams) CHECK(teams.contains(row.parent));
    for (const auto& row : facts.people) CHECK(people.insert(row.key).second);
    for (const auto& row : facts.repositories) CHECK(repositories.insert(row.key).second);
    for (const auto& row : facts.memberships)
        CHECK((people.contains(row.person) && teams.contains(row.team)));
    for (const auto& row : facts.ownerships)
        CHECK((repositories.contains(row.repository) && teams.contains(row.team)));
    people.insert("");
    std::size_t broken = 0;
    for (const auto& row : facts.items) {
        const bool known = items.insert(row.key).second && repositories.contains(row.repository) &&
                           people.contains(row.author) && people.contains(row.merger) &&
                           people.contains(row.assignee);
        const bool answered_by_known = std::all_of(row.responses.begin(), row.responses.end(),
                                                   [&](const auto& r) { return people.contains(r.person); });
        if (!known || !answered_by_known || row.author.empty()) ++broken;
    }
    CHECK(broken == 0);
}

TEST_CASE("a login is lower-case ASCII and nobody shares one") {
    std::set<std::string> logins;
    for (const auto& person : examplia().people) {
        INFO(person.login);
        CHECK(logins.insert(person.login).second);
        CHECK(person.login.find_first_not_of("abcdefghijklmnopqrstuvwxyz-[]") == std::string::npos);
    }
}

TEST_CASE("nothing happens before its cause") {
    const auto& facts = examplia();
    std::map<std::string, core::Time> born, ended;
    for (const auto& row : facts.repositories) born[row.key] = row.created_at;
    std::size_t broken = 0;
    for (const auto& item : facts.items) {
        const bool in_history = item.created_at >= born[item.repository] && item.created_at < demo_start();
        const bool ready = !item.ready_at || *item.ready_at >= item.created_at;
        const bool merged = !item.merged_at || (item.ready_at && *item.merged_at >= *item.ready_at &&
                                                item.closed_at == item.merged_at);
        const bool answered = std::all_of(item.responses.begin(), item.responses.end(), [&](const auto& r) {
            return item.ready_at && r.at >= *item.ready_at;
        });
        if (!in_history || !ready || !merged || !answered) ++broken;
    }
    CHECK(broken == 0);
}

TEST_CASE("the share of outside work is believable and rises") {
    const auto start = demo_settings(demo_start()).from;
    const auto first = cross_share(examplia(), start, start + core::Days{365});
    const auto second = cross_share(examplia(), start + core::Days{365}, demo_start());
    CHECK(first >= 8);
    CHECK(second <= 35);
    CHECK(second > first);
}

TEST_CASE("every team owns something, one repository is nobody's, one changed hands") {
    const auto& facts = examplia();
    std::map<std::string, int> owned, owners, ended;
    for (const auto& row : facts.ownerships) {
        ++owned[row.team];
        ++owners[row.repository];
        if (row.to) ++ended[row.repository];
    }
    for (const auto& team : facts.teams)
        if (!team.parent.empty()) CHECK(owned[team.key] >= 2);
    CHECK(std::count_if(facts.repositories.begin(), facts.repositories.end(),
                        [&](const auto& row) { return owners[row.key] == 0; }) == 1);
    CHECK(ended["sample:repo:feature-flags"] == 1);
}

TEST_CASE("people join, move and leave on dates") {
    const auto& facts = examplia();
    std::map<std::string, int> stays;
    int left = 0, joined = 0;
    for (const auto& row : facts.memberships) {
        ++stays[row.person];
        if (row.to && team_at(facts, row.person, *row.to).empty()) ++left;
    }
    for (const auto& row : facts.memberships)
        if (stays[row.person] == 1 && row.from > demo_settings(demo_start()).from) ++joined;
    CHECK(static_cast<int>(facts.memberships.size() - stays.size()) >= 10);
    CHECK(left >= 3);
    CHECK(joined >= 5);
    CHECK(stays.size() == 113);
}

TEST_CASE("weekends, robots, silence and work for newcomers are all in the sample") {
    const auto& facts = examplia();
    int silent = 0, weekend = 0, robots = 0, newcomer = 0, self_merged = 0;
    for (const auto& item : facts.items) {
        if (item.responses.empty() && !item.closed_at) ++silent;
        if (std::chrono::weekday(std::chrono::floor<std::chrono::days>(item.created_at)).iso_encoding() > 5)
            ++weekend;
        if (item.author.ends_with("[bot]")) ++robots;
        if (!item.labels.empty() && item.labels.front() == "good first issue" && !item.closed_at) ++newcomer;
        if (item.merged_at && item.merger == item.author) ++self_merged;
    }
    CHECK(silent > 30);
    CHECK(weekend > 300);
    CHECK(robots > 300);
    CHECK(newcomer > 10);
    CHECK(self_merged > 50);
}

TEST_CASE("an archived repository hears no more") {
    const auto& facts = examplia();
    CHECK(std::count_if(facts.repositories.begin(), facts.repositories.end(),
                        [](const auto& row) { return row.archived; }) == 2);
    for (const auto& item : facts.items)
        if (item.repository == "sample:repo:search-v1") CHECK(text_of(item.created_at) < "2024-10-07");
}

TEST_CASE("scale adds repositories and leaves the named ones as they were") {
    auto settings = demo_settings(demo_settings(demo_start()).from + core::Days{21});
    settings.repositories = 300;
    const auto many = company(settings);
    settings.repositories = 40;
    const auto few = company(settings);
    CHECK(many.repositories.size() == 300 - 2);
    std::set<std::string> names;
    for (const auto& row : many.repositories) CHECK(names.insert(row.name).second);
    for (const auto& row : few.repositories) CHECK(names.contains(row.name));
}

TEST_CASE("the people of the console belong to the company and stay where they are") {
    const auto& facts = examplia();
    std::set<std::string> roles;
    for (const auto& persona : personas()) {
        roles.insert(persona.role);
        INFO(persona.id);
        CHECK(std::any_of(facts.people.begin(), facts.people.end(), [&](const auto& person) {
            return person.login == persona.id && person.name == persona.name;
        }));
        const auto team = persona.team.empty() ? "" : "sample:team:" + persona.team;
        CHECK(team_at(facts, "sample:person:" + persona.id, demo_start()) == team);
    }
    CHECK(roles == std::set<std::string>{"guest", "viewer", "maintainer", "ispo"});
}

TEST_CASE("one of the channels is shared with another company") {
    const auto all = channels();
    CHECK(all.size() >= 3);
    CHECK(std::count_if(all.begin(), all.end(), [](const auto& channel) { return channel.external; }) == 1);
}
