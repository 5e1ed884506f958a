// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/ci.hpp"
#include "insight/file_search.hpp"
#include "insight/unread.hpp"

#include <fmt/format.h>

namespace insight {
namespace {

Verdict with_remedy(Verdict verdict, std::string remedy) {
    verdict.remedy = std::move(remedy);
    return verdict;
}

Verdict on_some_changes(const CiFindings& found) {
    auto verdict =
        partly(*found.tests_some_changes, "tests run on some changes only", "tests that run on every change");
    verdict.at_least = found.default_branch_unseen;
    if (verdict.at_least) add_not_seen(verdict, "which branch is the default one");
    return with_remedy(std::move(verdict),
                       fmt::format("Let the tests at {} run on every change, whatever it touches and whoever "
                                   "opens it.",
                                   *found.tests_some_changes));
}

Verdict calling_out(const std::string& where) {
    auto verdict = partly(where, "runs on changes, what it runs was not seen", not_seen("a test command"));
    verdict.at_least = true;
    return with_remedy(
        std::move(verdict),
        fmt::format("Make sure that what {} calls runs the tests, or run them in a step beside "
                    "it.",
                    where));
}

Verdict without_effect(const std::string& where) {
    return with_remedy(
        partly(where, "tests run on changes, but CI stays green when they fail",
               "tests whose failure is seen"),
        fmt::format("Take “|| true” or what else hides a failure off the tests at {}.", where));
}

Verdict on_base_branch(const std::string& where) {
    return with_remedy(
        partly(where, "tests the base branch, not the change", "tests that run on the change itself"),
        fmt::format("Let the tests at {} run on pull_request, which checks out the change.", where));
}

Verdict decided_by_server(const std::string& where) {
    auto verdict =
        partly(where, "tests run when the server decides", not_seen("whether they run on changes"));
    verdict.at_least = true;
    return with_remedy(std::move(verdict), "Let the CI server build every change, with its result on it.");
}

Verdict hidden(const std::string& where) {
    auto verdict = partly(where, "CI runs elsewhere", not_seen("what it runs, and when"));
    verdict.at_least = true;
    return with_remedy(
        std::move(verdict),
        fmt::format("Make sure that what {} starts runs the tests on every change, with its result on it.",
                    where));
}

Verdict without_tests_on_changes(const CiFindings& found) {
    auto verdict = partly(*found.other, "no tests on changes", "tests that run on every change");
    if (found.cut) {
        verdict.at_least = true;
        add_not_seen(verdict, "the further steps of " + *found.cut);
    }
    if (!found.test_step) verdict.remedy = fmt::format("Run the tests in {} on every change.", *found.other);
    return verdict;
}

// The best that any file does; empty where none was read that starts anything.
std::optional<Verdict> best_seen(const CiFindings& best) {
    if (best.calls_out) return calling_out(*best.calls_out);
    if (best.tests_without_effect) return without_effect(*best.tests_without_effect);
    if (best.tests_some_changes) return on_some_changes(best);
    if (best.tests_base_branch) return on_base_branch(*best.tests_base_branch);
    if (best.runs_elsewhere) return decided_by_server(*best.runs_elsewhere);
    if (best.hidden) return hidden(*best.hidden);
    if (best.other) return without_tests_on_changes(best);
    return std::nullopt;
}

Verdict run(const Facts& facts, const Policy&, Time) {
    const auto best = find_ci(facts);
    if (best.tests_changes) return yes(*best.tests_changes, "tests run on changes");
    if (auto verdict = best_seen(best)) {
        if (best.unread.empty()) return *verdict;
        verdict->at_least = true;
        add_not_seen(*verdict, "what " + best.unread + " does");
        return *verdict;
    }
    if (!best.unreadable.empty()) return unknown("a readable " + best.unreadable);
    if (best.switched_off && best.unread.empty()) {
        auto verdict = no("every job is switched off");
        verdict.evidence.front().where = *best.switched_off;
        verdict.remedy = "Switch on the job that runs the tests.";
        return verdict;
    }
    auto verdict = not_found(facts, Role::ci, "no CI file");
    verdict.remedy = best.unread.empty()
                         ? "Add a CI file that runs the tests on every change."
                         : "Let " + best.unread + " be read, and run the tests on every change.";
    return verdict;
}

}  // namespace

extern const Check ci_runs_on_contributions;
const Check ci_runs_on_contributions{
    .id = "B2",
    .name = "ci_runs_on_contributions",
    .group = Group::contributable,
    .question = "Does CI test other people's changes?",
    .statement = "CI tests contributions",
    .why = "A contributor who sees green needs no favour from the owner.",
    .rule =
        "Yes when CI runs the tests on the changes of others; partly when it runs on pushes only, or runs no "
        "tests; no without CI.",
    .remedy = {.text = "Add a trigger for changes to the CI file that runs the tests.",
               .effort = Effort::medium,
               .draft = ".github/workflows/test.yml"},
    .patterns = {"Core Team"},
    .weight = 5,
    .settled_by = "reading the CI files",
    .run = run,
};

}  // namespace insight
