// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/content.hpp"
#include "insight/file_search.hpp"

#include <fmt/format.h>

namespace insight {
namespace {

Verdict by_tag(const Facts& facts, const Tag& tag, Time now) {
    const auto where = fmt::format("tag {} of {}", tag.name, core::to_date(tag.at));
    const auto logs = files_with(facts, Role::change_log);
    if (tag.at > now + core::Days{1}) {
        // Earlier tags were not seen: the newest hides them.
        auto verdict = partly(where, "dated in the future", "a release within a year");
        verdict.at_least = true;
        return verdict;
    }
    const bool recent = tag.at > now - core::Days{365};
    if (recent && !logs.empty() && has_content(facts, *logs.front()))
        return yes(where, "with " + logs.front()->path);
    if (recent && tag.has_notes) return yes(where, "with notes in its message");
    auto verdict = partly(where, recent ? "no notes found" : "older than a year",
                          recent ? "notes or a change log" : "a release within a year");
    verdict.at_least = !facts.settings.has_release;
    return verdict;
}

Verdict run(const Facts& facts, const Policy&, Time now) {
    const auto& release = facts.settings.has_release;
    if (release && release->value) {
        auto verdict = yes(release->where, "release with notes within a year");
        verdict.declared = release->declared;
        return verdict;
    }
    if (!facts.history) return unknown("reading tags and releases");
    if (facts.history->latest_tag) return by_tag(facts, *facts.history->latest_tag, now);
    if (facts.history->shallow || facts.history->tags_unread) return unknown("a clone with its tags");
    return no("no tag", "a tagged version with notes");
}

}  // namespace

extern const Check has_releases;
const Check has_releases{
    .id = "G5",
    .name = "has_releases",
    .group = Group::owned,
    .question = "Can users rely on versions with notes?",
    .statement = "It publishes releases with notes",
    .why = "Without versions every user depends on a moving branch.",
    .rule =
        "Yes with a release or tag within 365 days that has notes or a change log; partly with tags alone; "
        "no without.",
    .remedy = {.text = "Tag a version and write what changed.", .effort = Effort::medium},
    .patterns = {"Standard Release Process"},
    .weight = 1,
    .settled_by = "reading tags and releases",
    .run = run,
};

}  // namespace insight
