// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/readiness_answer.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

namespace commands {
extern const Command ready_findings;
namespace {

Answer of_row(const storage::RepositoryRow& row, const storage::Reader& reader, const Request& request) {
    const auto name = core::one_line(row.name);
    const auto line_name = line_name_of(row, reader, request);
    const auto assessment = reader.latest_assessment(row.id);
    auto answer = assessment ? all_findings(*assessment, request.now)
                             : say(name + " has not been assessed yet, so nothing was found.");
    answer.outcome = assessment ? Outcome::done : Outcome::no;
    answer.audience.repositories = {row.id};
    answer.actions = {action("Readiness", "ready " + line_name, "Readiness of " + name),
                      action("What the checks mean", "help checks")};
    return answer;
}

Answer run(const Context& context, const storage::Reader& reader) {
    if (context.arguments.size() != 1)
        return wrong_use("Name one repository, and I show all that was found.",
                         working_examples(context, "ready findings"));
    const auto chosen = choose_repository(context, reader, "ready findings", context.arguments.front());
    return chosen.row ? of_row(*chosen.row, reader, context.request) : chosen.refusal;
}

}  // namespace

const Command ready_findings{
    .name = "ready findings",
    .usage = "ready findings <repository>",
    .summary = "Every check of a repository with its outcome and evidence.",
    .examples = {{"ready findings payments-api", "all findings of payments-api"},
                 {"ready findings search-service", "show the evidence for search-service"}},
    .run = run,
    .slot = Slot::repository,
    .reading = "all findings of",
};

}  // namespace commands
