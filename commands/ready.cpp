// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/my_repositories.hpp"
#include "commands/readiness_answer.hpp"
#include "commands/repository_links.hpp"
#include "commands/repository_options.hpp"
#include "commands/repository_rows.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

namespace commands {
extern const Command ready;
namespace {

Answer path_answer(const Context& context, const std::string& path) {
    if (context.request.place.kind != PlaceKind::shell) {
        return wrong_use(
            "Only the shell can read a path, so nothing was assessed. Name a repository instead.",
            working_examples(context, "ready"));
    }
    auto answer = say("Reading the checkout now.");
    answer.outcome = Outcome::pending;
    core::Json arguments = core::Json::object();
    for (const auto& [name, value] : context.request.fields) arguments[name] = value;
    arguments["path"] = path;
    answer.effects.push_back({.id = context.request.id,
                              .kind = "assess",
                              .arguments = std::move(arguments),
                              .then = {},
                              .on_failure = {}});
    return answer;
}

Answer of_row(const storage::RepositoryRow& row, const storage::Reader& reader, const Request& request) {
    auto assessment = reader.latest_assessment(row.id);
    auto answer = say(core::one_line(row.name) + " has not been assessed yet.");
    if (assessment) {
        const auto history = reader.history(row.id, 2);
        auto before = history.size() > 1 ? reader.assessment(history[1].id) : std::nullopt;
        // As lists and searches show it.
        if (!row.description.empty()) assessment->purpose = row.description;
        if (!row.owner.empty()) assessment->owners = {row.owner};
        answer = readiness_answer(
            {*assessment, std::move(before), line_name_of(row, reader, request), true, request.now});
    } else {
        answer.outcome = Outcome::no;
        answer.parts.emplace_back(Facts{{{"Owner", owner_of(row)}}});
        add_examples(answer, {});
    }
    answer.audience.repositories = {row.id};
    for (auto& detail : answer.details) detail.audience = answer.audience;
    return answer;
}

// "acme/payments-api" may be one in a shell only; a link is none anywhere.
bool is_path(std::string_view word, const Request& request) {
    const bool is_plain = word.starts_with('.') || word.starts_with('/') || word.starts_with('~');
    const bool has_slash = word.find('/') != std::string_view::npos && !is_link(word);
    return is_plain || (request.place.kind == PlaceKind::shell && has_slash);
}

Answer which(const Context& context) {
    auto answer = wrong_use(context.arguments.size() > 1
                                ? "`ready` takes one repository at a time, so nothing was assessed."
                                : "Name one repository.",
                            working_examples(context, "ready"));
    if (hears_names(context.request)) answer.form = repository_form("Check a repository", "ready");
    return answer;
}

// The same form, with what was wrong with the name that was typed into it.
Answer picked(const Context& context, const storage::Reader& reader, const std::string& word) {
    auto chosen = choose_repository(context, reader, "ready", word);
    if (chosen.row) return of_row(*chosen.row, reader, context.request);
    if (chosen.ambiguous) return std::move(chosen.refusal);
    auto answer = which(context);
    if (!answer.form) return std::move(chosen.refusal);
    answer.headline = chosen.refusal.headline;
    answer.form->fields.front().value = word;
    answer.form->errors.push_back({"repository", chosen.refusal.headline});
    return answer;
}

// A full name ("acme/payments-api") looks like a path, so what is stored comes first.
Answer run(const Context& context, const storage::Reader& reader) {
    const auto& fields = context.request.fields;
    const auto field = fields.find("repository");
    if (context.arguments.empty() && field != fields.end() && !field->second.empty())
        return picked(context, reader, field->second);
    if (context.arguments.size() != 1) return which(context);
    const auto& word = context.arguments.front();
    auto chosen = choose_repository(context, reader, "ready", word);
    if (chosen.row) return of_row(*chosen.row, reader, context.request);
    return is_path(word, context.request) && !chosen.ambiguous ? path_answer(context, word)
                                                               : std::move(chosen.refusal);
}

}  // namespace

const Command ready{
    .name = "ready",
    .usage = "ready <repository>",
    .summary = "How ready a repository is for contributions from other teams, and the best next steps.",
    .examples = {{"ready payments-api", "how ready is payments-api?"},
                 {"ready search-service", "is search-service ready for innersource?"}},
    .run = run,
    .slot = Slot::repository,
    .reading = "readiness of",
    .fields = {"repository"},
    .may_ask = true,
    .suggest = [](const Context& context, std::string_view field,
                  std::string_view prefix) -> std::vector<Option> {
        return field == "repository" ? repository_options(context, prefix) : std::vector<Option>{};
    },
    .home = my_readiness,
    .preview = preview_of_link,
};

}  // namespace commands
