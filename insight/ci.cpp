// SPDX-License-Identifier: Apache-2.0
#include "insight/ci.hpp"

#include "core/text.hpp"
#include "insight/ci_places.hpp"
#include "insight/ci_use.hpp"
#include "insight/foreign_code.hpp"
#include "insight/unread.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace insight {
namespace {

bool is_one_of(std::string_view word, const auto& list) {
    return std::ranges::find(list, word) != list.end();
}

enum class Start { never, on_some_changes, on_changes };

// The branches that changes are usually for. Which one is the default is the host's to say: the branch that
// is read may be any.
bool reaches_default_branch(const Facts& facts, const CiTrigger& trigger) {
    constexpr std::array usual = {"main", "master", "trunk", "develop", "development", "default"};
    const auto is_listed = [&](std::string_view name) {
        bool listed = false;
        for (const auto& branch : trigger.branches) {
            const bool taken_out = branch.starts_with('!');
            if (core::matches_glob(std::string_view(branch).substr(taken_out ? 1 : 0), name))
                listed = !taken_out;
        }
        return listed;
    };
    // A workflow for "master" that was copied into a repository with "main" never runs.
    const std::string_view other = facts.branch == "main" ? "master" : facts.branch == "master" ? "main" : "";
    return trigger.branches.empty() || (!facts.branch.empty() && is_listed(facts.branch)) ||
           std::ranges::any_of(usual,
                               [&](std::string_view name) { return name != other && is_listed(name); });
}

bool knows_default_branch(const Facts& facts) { return facts.branch == "main" || facts.branch == "master"; }

Start start_of(const Facts& facts, const CiFile& file) {
    constexpr std::array triggers = {
        "pull_request",  "pull_request_target", "merge_group", "merge_request_event",
        "merge_request", "merge_requests",      "pr",          "pull-request",
        "pull-requests"};
    // These build every change unless told otherwise.
    constexpr std::array willing = {"travis",   "circleci", "drone",  "azure",
                                    "appveyor", "cirrus",   "gitlab", "woodpecker"};
    auto start = file.triggers.empty() && is_one_of(file.vendor, willing) ? Start::on_changes : Start::never;
    for (const auto& trigger : file.triggers)
        if (is_one_of(trigger.name, triggers))
            start = std::max(start, trigger.narrowed || !reaches_default_branch(facts, trigger)
                                        ? Start::on_some_changes
                                        : Start::on_changes);
    return start;
}

// Started by pull_request_target, a checkout that names nothing else takes the base branch: what is tested is
// not the change. Source: GitHub, "Events that trigger workflows".
bool takes_base_branch(const CiFile& file, ForeignCode& foreign) {
    constexpr std::array with_change = {"pull_request", "merge_group"};
    const auto& triggers = file.triggers;
    return std::ranges::find(triggers, "pull_request_target", &CiTrigger::name) != triggers.end() &&
           std::ranges::none_of(triggers,
                                [&](const auto& trigger) { return is_one_of(trigger.name, with_change); }) &&
           std::ranges::none_of(file.steps,
                                [&](const auto& step) { return foreign.is_checked_out_by(step); });
}

bool is_decided_by_server(const CiFile& file) {
    return file.triggers.empty() && is_run_by_server(file.vendor);
}

std::string at(const CiFile& file, int line) {
    return line > 0 ? file.path + ":" + std::to_string(line) : file.path;
}

void keep_first(std::optional<std::string>& place, std::string where) {
    if (!place) place = std::move(where);
}

// The server runs it, and what it runs stands elsewhere.
bool hides_steps(const CiFile& file) {
    return is_run_by_server(file.vendor) && (is_seen_in_part(file.vendor) || file.steps.empty() ||
                                             std::ranges::any_of(file.steps, [&](const auto& step) {
                                                 return !step.never_on_changes && is_shared(file, step);
                                             }));
}

void read(const Facts& facts, const CiFile& file, CiCalls& calls, ForeignCode& foreign, CiFindings& found) {
    if (file.steps.empty() && file.switched_off > 0) {
        keep_first(found.switched_off, at(file, file.switched_off));
        return;
    }
    const auto start = calls.is_template(file) ? Start::never : start_of(facts, file);
    const bool without_change = takes_base_branch(file, foreign);
    for (const auto& step : file.steps) {
        const auto use = calls.use_in(file, step);
        const bool tests = use.tests;
        const bool starts = start != Start::never && !step.never_on_changes;
        const bool on_changes = starts && start == Start::on_changes && !step.on_some_changes;
        const bool on_some_changes = starts && !on_changes;
        if (tests) keep_first(found.test_step, at(file, step.line));
        if (tests && starts && without_change) keep_first(found.tests_base_branch, at(file, step.line));
        if (tests && on_changes && !without_change)
            keep_first(use.has_effect ? found.tests_changes : found.tests_without_effect,
                       at(file, step.line));
        if (tests && on_some_changes && !without_change)
            keep_first(found.tests_some_changes, at(file, step.line));
        if (tests && is_decided_by_server(file) && !step.never_on_changes)
            keep_first(found.runs_elsewhere, at(file, step.line));
        if (use.calls_out && on_changes) keep_first(found.calls_out, at(file, step.line));
    }
    if (hides_steps(file))
        keep_first(found.hidden, at(file, file.steps.empty() ? 0 : file.steps.front().line));
    if (file.is_cut) keep_first(found.cut, at(file, file.steps.empty() ? 0 : file.steps.back().line));
    found.default_branch_unseen =
        found.default_branch_unseen ||
        (start == Start::on_some_changes && !knows_default_branch(facts) &&
         std::ranges::any_of(file.triggers, [](const auto& trigger) { return !trigger.branches.empty(); }));
    keep_first(found.other, at(file, file.triggers.empty() ? 0 : file.triggers.front().line));
}

}  // namespace

CiFindings find_ci(const Facts& facts) {
    CiFindings found;
    CiCalls calls(facts);
    ForeignCode foreign(facts);
    for (const auto& file : facts.ci) {
        if (file.parsed)
            read(facts, file, calls, foreign, found);
        else if (file.is_cut)
            keep_first(found.cut, file.path);
        else
            found.unreadable = file.path;
    }
    if (const auto* unread = find_unread(facts, Role::ci)) found.unread = unread->path;
    return found;
}

}  // namespace insight
