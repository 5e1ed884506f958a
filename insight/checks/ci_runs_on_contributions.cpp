// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/ci.hpp"
#include "insight/file_search.hpp"
#include "insight/unread.hpp"

namespace insight {

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
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        const auto best = find_ci(facts);
        if (best.tests_changes) return yes(*best.tests_changes, "tests run on changes");
        if (best.calls_out) {
            auto verdict = partly(*best.calls_out, "runs on changes, what it runs was not seen",
                                  not_seen("a test command"));
            verdict.at_least = true;
            return verdict;
        }
        if (best.tests_some_changes)
            return partly(*best.tests_some_changes, "tests run on some changes only",
                          "tests that run on every change");
        if (best.runs_elsewhere) {
            auto verdict =
                partly(*best.runs_elsewhere, "tests run when the server decides", "a trigger for changes");
            verdict.at_least = true;
            return verdict;
        }
        if (best.other) return partly(*best.other, "no tests on changes", "tests that run on every change");
        if (!best.unreadable.empty()) return unknown("a readable " + best.unreadable);
        if (best.switched_off) {
            auto verdict = no("every job is switched off");
            verdict.evidence.front().where = *best.switched_off;
            verdict.remedy = "Switch on the job that runs the tests.";
            return verdict;
        }
        auto verdict = not_found(facts, Role::ci, "no CI file");
        verdict.remedy = "Add a CI file that runs the tests on every change.";
        return verdict;
    },
};

}  // namespace insight
