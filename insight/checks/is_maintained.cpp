// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace insight {
namespace {

constexpr int regular = 13;  // about one a week in 90 days

bool was_released_this_year(const Facts& facts, Time now) {
    if (facts.settings.has_release && facts.settings.has_release->value) return true;
    if (!facts.history || !facts.history->latest_tag) return false;
    // A tag dated far ahead would keep it alive for ever.
    const auto at = facts.history->latest_tag->at;
    return at > now - core::Days{365} && at <= now + core::Days{1};
}

// Commits of machines are not counted, but people see them in the history.
std::string nothing_in_90_days(const History& history) {
    const auto is_machine_at_work = [](const Author& author) {
        return author.machine && author.commits_180d > 0;
    };
    return std::ranges::any_of(history.authors, is_machine_at_work) ? "no commit by people in 90 days"
                                                                    : "no commit in 90 days";
}

Verdict by_activity(const History& history, const std::optional<Conversations>& conversations) {
    const int issues = conversations ? conversations->maintainer_issue_activity_90d : 0;
    const int all = history.commits_90d + issues;
    auto where = core::counted(history.commits_90d, "commit", "commits");
    if (conversations) where += " and " + core::counted(issues, "answer", "answers") + " in issues";
    where += " in 90 days";
    if (all >= regular) return yes(where);
    auto verdict = all >= 1 ? partly(where, "less than one a week") : no(nothing_in_90_days(history));
    verdict.at_least = !conversations || history.shallow || history.truncated;
    const bool is_cut = history.shallow || history.truncated;
    if (!conversations)
        add_not_seen(verdict, is_cut ? "what maintainers do in issues, and the whole history"
                                     : "what maintainers do in issues");
    else if (is_cut)
        add_not_seen(verdict, "the whole history");
    return verdict;
}

Verdict run(const Facts& facts, const Policy&, Time now) {
    if (const auto& archived = facts.settings.archived; archived && archived->value) {
        auto verdict = no("it is archived");
        verdict.declared = archived->declared;
        return verdict;
    }
    if (facts.declared && facts.declared->lifecycle == "stable" && was_released_this_year(facts, now)) {
        auto verdict = yes(facts.declared->path, "declared stable, and released within a year");
        verdict.declared = true;
        return verdict;
    }
    if (!facts.history) return unknown("reading the history");
    if (facts.history->shallow && facts.history->commits_90d == 0)
        return unknown("a clone with its whole history");
    return by_activity(*facts.history, facts.conversations);
}

}  // namespace

extern const Check is_maintained;
const Check is_maintained{
    .id = "R1",
    .name = "is_maintained",
    .group = Group::responsive,
    .question = "Is somebody looking after it?",
    .statement = "It is maintained",
    .why = "A change sent to a place that nobody watches is lost work.",
    .rule =
        "Yes with 13 or more commits and maintainers' answers in issues within 90 days, or declared stable "
        "with a release within a year; partly with one or more; no with none, or when it is archived.",
    .remedy = {.text = "Declare it stable with a release, or find new owners.", .effort = Effort::large},
    .patterns = {"Group Support"},
    .weight = 4,
    .settled_by = "reading the history",
    .run = run,
};

}  // namespace insight
