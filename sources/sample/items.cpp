// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/items.hpp"

#include "sources/sample/calendar.hpp"
#include "sources/sample/fate.hpp"
#include "sources/sample/team_work.hpp"
#include "sources/sample/titles.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace sources::sample {
namespace {

using insight::Item;
using insight::ItemKind;
using std::chrono::seconds;

constexpr int dependabot = human_count, renovate = human_count + 1, the_ci = human_count + 2,
              the_agent = human_count + 4;
enum class Bucket { internal, cross, unmapped, bot, agent };

// One repository in one week.
struct Week {
    const Cast& cast;
    const Project& project;
    const Story& story;
    std::int64_t number;
    std::vector<int> owners;
    std::vector<int> maintainers;
};

const std::string& key_of(const Cast& cast, int person) {
    return cast.people[static_cast<std::size_t>(person)].key;
}

// The share of outside work rises by a little more than one permille a week, up to a limit; open repositories
// see more of it.
int cross_permille(const Week& week) {
    constexpr std::array<int, 5> openness = {15, 60, 100, 150, 190};
    const auto weeks = std::clamp<std::int64_t>(week.number - week_of(day(2024, 1, 1)), -40, 170);
    const auto base = 120 + weeks * 130 / 104;
    return static_cast<int>(base) * openness[static_cast<std::size_t>(week.project.level)] / 100;
}

Bucket bucket_of(const Week& week, ItemKind kind, Random& random) {
    if (kind == ItemKind::change && random.chance(100)) return Bucket::bot;
    if (kind == ItemKind::change && random.chance(25)) return Bucket::agent;
    if (random.chance(15)) return Bucket::unmapped;
    return week.owners.empty() || random.chance(cross_permille(week)) ? Bucket::cross : Bucket::internal;
}

int guest(const Week& week, Random& random) {
    const auto count = static_cast<int>(team_names.size());
    int team = random.below(count);
    // Half of the guests come from the one team that uses it most.
    if (random.chance(500)) team = static_cast<int>(number_of_name(week.project.name) % team_names.size());
    while (std::find(week.owners.begin(), week.owners.end(), team) != week.owners.end())
        team = (team + 1) % count;
    return random.one_of(week.cast.roster(week.number)[static_cast<std::size_t>(team)]);
}

int host(const Week& week, Random& random) {
    if (random.chance(600)) return random.one_of(week.maintainers);
    const auto team = static_cast<std::size_t>(random.one_of(week.owners));
    return random.one_of(week.cast.roster(week.number)[team]);
}

int author(const Week& week, Bucket bucket, Random& random) {
    switch (bucket) {
        case Bucket::internal:
            return host(week, random);
        case Bucket::cross:
            return guest(week, random);
        case Bucket::unmapped:
            return human_count - 1 - random.below(contractor_count);
        case Bucket::bot:
            return random.chance(650) ? dependabot : renovate;
        case Bucket::agent:
            return the_agent;
    }
    return the_agent;
}

int reviewer(const Week& week, int author, Random& random) {
    const int first = random.one_of(week.maintainers);
    if (first != author) return first;
    for (const int other : week.maintainers)
        if (other != author) return other;
    const auto team = week.owners.empty() ? 0 : week.owners.front();
    const auto& colleagues = week.cast.roster(week.number)[static_cast<std::size_t>(team)];
    return colleagues.front() != author ? colleagues.front() : colleagues.back();
}

// Mostly in working hours of three continents, one in twelve at the weekend.
Time moment(const Week& week, Random& random) {
    const int weekday = random.chance(80) ? random.between(5, 6) : random.between(0, 4);
    const int second = random.between(6 * 3600, 21 * 3600);
    return start_of_week(week.number) + core::Days{weekday} + seconds{second};
}

void be_ready(Item& item, Random& random) {
    item.ready_at = item.created_at;
    if (item.kind == ItemKind::issue || !random.chance(150)) return;
    item.ready_at = item.created_at + seconds{random.between(1800, 60 * 3600)};
    if (random.chance(60)) item.ready_at.reset();  // a draft for ever
}

void review(const Week& week, Item& item, const Fate& fate, int by, Random& random) {
    if (random.chance(150))
        item.responses.push_back({key_of(week.cast, the_ci), *item.ready_at + seconds{random.between(60, 900)}});
    if (fate.answered_at) item.responses.push_back({key_of(week.cast, by), *fate.answered_at});
    if (fate.answered_at && fate.decided_at && random.chance(400))
        item.responses.push_back(
            {key_of(week.cast, by), *fate.answered_at + (*fate.decided_at - *fate.answered_at) / 2});
    std::stable_sort(item.responses.begin(), item.responses.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
}

// Robots are merged without a word; a few people merge their own work unseen.
Fate unseen(Time ready, int merged_permille, Random& random) {
    Fate fate;
    fate.merged = random.chance(merged_permille);
    fate.decided_at =
        add_business(ready, seconds{random.between(600, fate.merged ? 3 * 86'400 : 15 * 86'400)});
    return fate;
}

void decide(Item& item, const Fate& fate, const std::string& by) {
    item.closed_at = fate.decided_at;
    if (!fate.merged) return;
    item.merged_at = fate.decided_at;
    item.merger = by;
}

void live_as_change(const Week& week, Item& item, Bucket bucket, int author, Random& random) {
    if (!item.ready_at) return;
    const int by = reviewer(week, author, random);
    const bool self_merged = bucket == Bucket::internal && random.chance(45);
    Fate fate;
    if (bucket == Bucket::bot || self_merged)
        fate = unseen(*item.ready_at, self_merged ? 1000 : 850, random);
    else
        fate = fate_of_change(bucket == Bucket::cross || bucket == Bucket::unmapped
                                  ? habits_with_guests(week.story.pace)
                                  : habits_at_home(),
                              *item.ready_at, random);
    review(week, item, fate, by, random);
    decide(item, fate, self_merged ? item.author : key_of(week.cast, by));
}

// Work kept for newcomers stays open for months and is nobody's yet.
void live_as_first_issue(const Week& week, Item& item, int author, Random& random) {
    item.title = title_of_first_issue(random);
    item.labels.insert(item.labels.begin(), random.chance(700) ? "good first issue" : "help wanted");
    Fate fate;
    fate.answered_at = add_business(item.created_at, seconds{random.between(1800, 28 * 3600)});
    fate.decided_at = add_business(*fate.answered_at, core::Days{random.between(50, 125)});
    review(week, item, fate, reviewer(week, author, random), random);
    item.closed_at = fate.decided_at;
}

void live_as_issue(const Week& week, Item& item, Bucket bucket, int author, Random& random) {
    constexpr std::array<std::string_view, 5> labels = {"bug", "enhancement", "documentation", "question",
                                                        "needs-triage"};
    item.title = title_of_issue(random);
    item.labels.emplace_back(random.one_of(labels));
    if (week.story.newcomer_work && bucket == Bucket::internal && random.chance(420)) {
        item.labels.clear();
        return live_as_first_issue(week, item, author, random);
    }
    const bool outside = bucket != Bucket::internal;
    const auto fate = fate_of_issue(outside ? habits_with_guests(week.story.pace) : habits_at_home(),
                                    item.created_at, random);
    const int by = reviewer(week, author, random);
    review(week, item, fate, by, random);
    item.closed_at = fate.decided_at;
    if (random.chance(450)) item.assignee = key_of(week.cast, by);
}

Item make(const Week& week, ItemKind kind, int n) {
    auto random = random_for(week.cast.seed, week.project.name, week.number, n);
    const auto bucket = bucket_of(week, kind, random);
    const int by = author(week, bucket, random);
    Item item;
    item.kind = kind;
    item.repository = repository_key(week.project.name);
    item.author = key_of(week.cast, by);
    item.created_at = moment(week, random);
    be_ready(item, random);
    if (kind == ItemKind::issue) {
        live_as_issue(week, item, bucket, by, random);
        return item;
    }
    item.title = bucket == Bucket::bot ? title_of_update(random) : title_of_change(random);
    if (bucket == Bucket::bot) item.labels = {"dependencies"};
    live_as_change(week, item, bucket, by, random);
    return item;
}

int count_in_week(int in_ten_weeks, Random& random) {
    const int tenths = in_ten_weeks * random.between(50, 150) / 100;
    return tenths / 10 + (random.chance(tenths % 10 * 100) ? 1 : 0);
}

void add_week(const Week& week, std::vector<Item>& out) {
    auto random = random_for(week.cast.seed, week.project.name, week.number, 0);
    const auto begin = static_cast<std::ptrdiff_t>(out.size());
    const int changes = count_in_week(week.project.changes, random);
    const int issues = count_in_week(week.project.issues, random);
    for (int n = 0; n < changes; ++n) out.push_back(make(week, ItemKind::change, 1 + n));
    for (int n = 0; n < issues; ++n) out.push_back(make(week, ItemKind::issue, 1001 + n));
    std::stable_sort(out.begin() + begin, out.end(),
                     [](const Item& a, const Item& b) { return a.created_at < b.created_at; });
}

void forget_from(Time end, std::optional<Time>& time) {
    if (time && *time >= end) time.reset();
}

// A repository that was archived hears no more.
void cut_at(Time end, Item& item) {
    forget_from(end, item.ready_at);
    forget_from(end, item.merged_at);
    forget_from(end, item.closed_at);
    if (!item.merged_at) item.merger.clear();
    std::erase_if(item.responses, [&](const auto& response) { return response.at >= end; });
}

}  // namespace

Cast cast_for(std::uint64_t seed, Time from, Time to, const std::vector<Stay>& stays) {
    Cast cast{seed, from, to, people(), week_of(from), {}};
    for (auto week = cast.first_week; start_of_week(week) < to; ++week)
        cast.rosters.push_back(roster_at(stays, start_of_week(week)));
    return cast;
}

std::string repository_key(std::string_view name) { return "sample:repo:" + std::string(name); }

std::vector<Item> items_of(const Project& project, const Cast& cast) {
    const auto story = story_of(project);
    const auto begin = std::max(cast.from, project.created_at);
    const auto end = project.archived_at ? std::min(cast.to, *project.archived_at) : cast.to;
    std::vector<Item> out;
    for (auto number = week_of(begin); start_of_week(number) < end; ++number) {
        auto owners = owners_at(project, start_of_week(number));
        auto maintainers = maintainers_of(project, story, owners, cast.roster(number));
        add_week({cast, project, story, number, std::move(owners), std::move(maintainers)}, out);
    }
    std::erase_if(out, [&](const Item& item) { return item.created_at < begin || item.created_at >= end; });
    int number = 0;
    for (auto& item : out) {
        item.number = ++number;
        item.key = "sample:item:" + project.name + "#" + std::to_string(number);
        cut_at(end, item);
    }
    return out;
}

}  // namespace sources::sample
