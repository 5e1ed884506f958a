// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/ci.hpp"
#include "insight/file_search.hpp"
#include "insight/guide.hpp"
#include "insight/unread.hpp"

namespace insight {
namespace {

std::optional<std::string> find_command(const Facts& facts) {
    if (auto documented = documented_command(facts, Topic::tests)) return documented;
    if (facts.declared && facts.declared->tests) return facts.declared->path;
    return find_ci(facts).test_step;
}

}  // namespace

extern const Check tests_are_runnable;
const Check tests_are_runnable{
    .id = "B3",
    .name = "tests_are_runnable",
    .group = Group::contributable,
    .question = "Can a stranger run the tests?",
    .statement = "Its tests can be run",
    .why = "Tests that run tell a stranger that a change is safe.",
    .remedy = {.text = "Write the test command into CONTRIBUTING.",
               .effort = Effort::small,
               .draft = "CONTRIBUTING.md"},
    .patterns = {"Incubator Pipeline"},
    .weight = 3,
    .settled_by = "reading the files",
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        const auto command = find_command(facts);
        for (const auto* file : files_with(facts, Role::test)) {
            if (file->size_bytes == 0) continue;
            if (!command)
                return partly(file->path, "tests, but no command", "the test command in a document or in CI");
            auto verdict = yes(file->path, "tests");
            verdict.evidence.push_back({*command, "the command"});
            return verdict;
        }
        if (!command) return not_found(facts, Role::test, "no tests");
        auto verdict = partly(*command, "a test command, but no file that looks like a test",
                              "tests in files of their own");
        verdict.at_least = true;
        return verdict;
    },
};

}  // namespace insight
