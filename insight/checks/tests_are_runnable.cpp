// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/ci.hpp"
#include "insight/ci_use.hpp"
#include "insight/content.hpp"
#include "insight/file_search.hpp"
#include "insight/guide.hpp"
#include "insight/links.hpp"
#include "insight/shell_words.hpp"
#include "insight/unread.hpp"

#include <algorithm>

namespace insight {
namespace {

struct Command {
    std::optional<std::string> where;
    bool declared = false;
};

Command find_command(const Facts& facts) {
    if (auto documented = documented_command(facts, Topic::tests)) return {documented};
    if (auto step = find_ci(facts).test_step) return {step};
    if (facts.declared && facts.declared->tests && is_declared_command(facts, *facts.declared->tests))
        return {facts.declared->path, true};
    return {};
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
    .rule =
        "Yes with tests and the command that runs them, in the docs or in CI; partly with tests alone; no "
        "without tests.",
    .remedy = {.text = "Write the test command into CONTRIBUTING.",
               .effort = Effort::small,
               .draft = "CONTRIBUTING.md"},
    .patterns = {"Incubator Pipeline"},
    .weight = 3,
    .settled_by = "reading the files",
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        const auto command = find_command(facts);
        for (const auto* file : files_with(facts, Role::test)) {
            if (!has_content(facts, *file)) continue;
            if (!command.where) {
                auto verdict =
                    partly(file->path, "tests, but no command", "the test command in a document or in CI");
                const auto* ci = find_unread(facts, Role::ci);
                verdict.at_least = ci != nullptr;
                if (verdict.at_least) add_not_seen(verdict, "what " + ci->path + " does");
                return verdict;
            }
            auto verdict = yes(file->path, "tests");
            verdict.evidence.push_back({*command.where, "the command"});
            verdict.declared = command.declared;
            return verdict;
        }
        if (!command.where) return not_found(facts, Role::test, "no tests");
        auto verdict = partly(*command.where, "a test command, but no file that looks like a test",
                              "tests in files of their own");
        verdict.at_least = true;
        verdict.declared = command.declared;
        return verdict;
    },
};

}  // namespace insight
