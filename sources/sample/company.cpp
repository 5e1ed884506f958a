// SPDX-License-Identifier: Apache-2.0
#include "sources/sample.hpp"
#include "sources/sample/calendar.hpp"
#include "sources/sample/items.hpp"
#include "sources/sample/people.hpp"
#include "sources/sample/projects.hpp"
#include "sources/sample/story.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace sources::sample {
namespace {

void add_memberships(const std::vector<Stay>& stays, insight::CompanyFacts& out) {
    for (const auto& stay : stays)
        out.memberships.push_back({out.people[static_cast<std::size_t>(stay.person)].key,
                                   team_key(team_names[static_cast<std::size_t>(stay.team)]), stay.from,
                                   stay.to});
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> out;
    for (const auto word : core::split(text, ' '))
        if (!word.empty()) out.emplace_back(word);
    return out;
}

insight::Repository repository(const Project& project, Time to) {
    insight::Repository out;
    out.key = repository_key(project.name);
    out.name = project.name;
    out.full_name = "examplia/" + project.name;
    out.description = project.purpose;
    out.language = project.language;
    out.topics = words_of(project.topics);
    out.visibility =
        story_of(project).is_private ? insight::Visibility::private_ : insight::Visibility::internal;
    out.archived = project.archived_at && *project.archived_at < to;
    out.created_at = out.pushed_at = project.created_at;
    out.source = "sample";
    out.contact = project.contact;
    return out;
}

void add_ownerships(const Project& project, Time to, insight::CompanyFacts& out) {
    auto since = project.created_at;
    for (const auto& handover : handovers()) {
        if (handover.repository != project.name) continue;
        const auto end = handover.at < to ? std::optional(handover.at) : std::nullopt;
        out.ownerships.push_back({repository_key(project.name), team_key(handover.from_team), since, end});
        since = handover.at;
    }
    if (since >= to) return;
    for (const auto& team : words_of(project.owners))
        out.ownerships.push_back({repository_key(project.name), team_key(team), since, {}});
}

void add_project(const Project& project, const Cast& cast, insight::CompanyFacts& out) {
    auto row = repository(project, cast.to);
    auto items = items_of(project, cast);
    for (const auto& item : items)
        if (item.merged_at) row.pushed_at = std::max(row.pushed_at, *item.merged_at);
    out.repositories.push_back(std::move(row));
    add_ownerships(project, cast.to, out);
    std::move(items.begin(), items.end(), std::back_inserter(out.items));
}

}  // namespace

Time demo_start() { return day(2026, 1, 5) + std::chrono::hours{8}; }

Settings demo_settings(Time to) {
    Settings settings;
    settings.from = day(2024, 1, 1);
    settings.to = to;
    return settings;
}

insight::CompanyFacts company(const Settings& settings) {
    insight::CompanyFacts out;
    out.teams = teams();
    out.people = people();
    const auto moves = stays(settings.seed, settings.to);
    add_memberships(moves, out);
    const auto cast = cast_for(settings.seed, settings.from, settings.to, moves);
    for (const auto& project : projects(settings.seed, settings.repositories))
        if (project.created_at < settings.to) add_project(project, cast, out);
    std::stable_sort(out.items.begin(), out.items.end(),
                     [](const auto& a, const auto& b) { return a.created_at < b.created_at; });
    return out;
}

}  // namespace sources::sample
