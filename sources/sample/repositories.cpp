// SPDX-License-Identifier: Apache-2.0
#include "sources/assemble.hpp"
#include "sources/sample.hpp"
#include "sources/sample/calendar.hpp"
#include "sources/sample/conversations.hpp"
#include "sources/sample/files.hpp"
#include "sources/sample/items.hpp"
#include "sources/sample/projects.hpp"
#include "sources/sample/random.hpp"
#include "sources/sample/story.hpp"
#include "sources/sample/team_work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sources::sample {
namespace {

using insight::Facts;

template <class T>
insight::Known<T> seen(T value, std::string where) {
    return {std::move(value), std::move(where), false};
}

std::string to_setting(bool value) { return value ? "true" : "false"; }

void add_files(Facts& facts, const Project& project, const Story& story) {
    const auto files = files_of(project, story);
    insight::Tree tree;
    for (const auto& file : files)
        tree.files.push_back({file.path, insight::FileKind::regular, file.text.size()});
    const ReadBlob read = [&](const insight::File& wanted) -> std::optional<Blob> {
        for (const auto& file : files)
            if (file.path == wanted.path) return Blob{file.text, false, file.text.size()};
        return std::nullopt;
    };
    assemble(facts, std::move(tree), {.read = read});
}

void add_settings(Facts& facts, const Project& project, const Story& story, const insight::Repository& row) {
    auto& settings = facts.settings;
    settings.visibility =
        seen(row.visibility, story.is_private ? "visibility = private" : "visibility = internal");
    settings.description = seen(row.description, "description");
    settings.topics = seen(row.topics, "topics");
    settings.archived = seen(row.archived, "archived = " + to_setting(row.archived));
    settings.issues_enabled = seen(true, "has_issues = true");
    settings.readers_can_propose =
        seen(story.forks && !story.is_private, "allow_forking = " + to_setting(story.forks));
    settings.can_ask_for_access = seen(false, "no form to ask for access");
    settings.dependency_updates = seen(story.security, "dependency updates = " + to_setting(story.security));
    settings.live_owners = seen(live_owners_of(project), "teams of the organisation");
    settings.has_release = seen(story.releases, "releases");
    settings.default_licence = seen(false, "no company-wide default licence");
    const insight::BranchGuard guard{story.guarded, story.guarded ? 1 : 0, !story.guarded};
    settings.default_branch_guard = seen(guard, "rules of main");
}

// 40 digits that change with what was merged last.
std::string commit_of(const insight::Repository& row) {
    const auto first = mix(number_of_name(row.key), static_cast<std::uint64_t>(core::to_unix(row.pushed_at)));
    return fmt::format("{:016x}{:016x}{:08x}", first, mix(first, 1), mix(first, 2) >> 32U);
}

// A release on the first Monday of a quarter, the newest before `now`.
void add_tag(Facts& facts, const insight::Repository& row, Time now) {
    const auto week = week_of(now - std::chrono::seconds{1});
    const auto at = start_of_week(week - (week % 13 + 13) % 13);
    if (at < row.created_at) return;
    facts.history->latest_tag =
        insight::Tag{fmt::format("v1.{}.0", week_of(at) / 13 - week_of(row.created_at) / 13), at};
}

std::vector<std::string> maintainers_at(const Project& project, const Story& story, const Roster& roster,
                                        const insight::CompanyFacts& company, Time now) {
    const auto owners = owners_at(project, now);
    std::vector<std::string> out;
    if (owners.empty()) return out;
    for (const int person : maintainers_of(project, story, owners, roster))
        out.push_back(company.people[static_cast<std::size_t>(person)].key);
    return out;
}

Facts facts_of(const Project& project, const insight::Repository& row) {
    const auto story = story_of(project);
    Facts facts;
    facts.name = row.name;
    facts.full_name = row.full_name;
    facts.commit = commit_of(row);
    facts.branch = "main";
    facts.mode = insight::Mode::api;
    facts.source = "sample";
    facts.organisation_default_not_read = false;
    add_files(facts, project, story);
    facts.host = insight::Host::github;
    add_settings(facts, project, story, row);
    return facts;
}

}  // namespace

std::vector<Facts> repositories(const Settings& settings, const insight::CompanyFacts& company) {
    const Ledger ledger(company);
    const auto roster = roster_at(stays(settings.seed, settings.to), settings.to);
    std::vector<Facts> out;
    std::size_t next = 0;
    for (const auto& project : projects(settings.seed, settings.repositories)) {
        if (next == company.repositories.size()) break;
        const auto& row = company.repositories[next];
        if (row.name != project.name) continue;
        ++next;
        const auto story = story_of(project);
        auto facts = facts_of(project, row);
        facts.collected_at = settings.to;
        facts.conversations =
            converse(ledger, row, maintainers_at(project, story, roster, company, settings.to), settings.to);
        facts.history = history_of(ledger, row, settings.to);
        if (story.releases) add_tag(facts, row, settings.to);
        out.push_back(std::move(facts));
    }
    return out;
}

}  // namespace sources::sample
