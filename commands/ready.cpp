// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/name_index.hpp"
#include "commands/readiness_answer.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <charconv>

namespace commands {
extern const Command ready;
namespace {

std::optional<std::int64_t> id_of(std::string_view word) {
    std::int64_t id = 0;
    if (word.size() < 2 || word.front() != 'r') return {};
    const auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), id);
    if (error != std::errc{} || end != word.data() + word.size()) return {};
    return id;
}

std::vector<storage::RepositoryRow> rows_for(const std::string& word, const storage::Reader& reader,
                                             Time now) {
    auto rows = reader.repositories_named(word, now);
    if (const auto id = id_of(word); rows.empty() && id) {
        if (auto row = reader.repository(*id, now)) rows.push_back(std::move(*row));
    }
    return rows;
}

Answer path_answer(const Context& context, const std::string& path) {
    if (context.request.place.kind != PlaceKind::shell) {
        return wrong_use(
            "Only the shell can read a path, so nothing was assessed. Name a repository instead.",
            {"find payments", "help ready"});
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

Answer unknown_name(const Context& context, const std::string& word) {
    Answer answer = wrong_use(fmt::format("No repository is called “{}”; nothing was shown.",
                                          core::shorten(core::one_line(word), 60)));
    answer.outcome = Outcome::no;
    if (!context.vocabulary->index) return answer;
    for (const auto& name : context.vocabulary->index->near(word, 5)) {
        const auto line = line_for("ready", name, "");
        if (line != "ready ") answer.actions.push_back(action("Show " + name, line, "Readiness of " + name));
    }
    return answer;
}

Answer which_one(const std::vector<storage::RepositoryRow>& rows) {
    Answer answer =
        wrong_use(fmt::format("{} repositories have this name. Which one do you mean?", rows.size()));
    for (std::size_t i = 0; i < std::min<std::size_t>(rows.size(), 5); ++i) {
        answer.actions.push_back(action(rows[i].full_name, fmt::format("ready r{}", rows[i].id),
                                        "Readiness of " + rows[i].full_name));
    }
    return answer;
}

Answer of_row(const storage::RepositoryRow& row, const storage::Reader& reader, Time now) {
    const auto assessment = reader.latest_assessment(row.id);
    auto answer = say(core::one_line(row.name) + " has not been assessed yet.");
    if (assessment) {
        const auto history = reader.history(row.id, 2);
        auto before = history.size() > 1 ? reader.assessment(history[1].id) : std::nullopt;
        const auto line = line_for("ready", row.name, fmt::format("r{}", row.id));
        answer = readiness_answer({*assessment, std::move(before), line.substr(6), true, now});
    } else {
        answer.outcome = Outcome::no;
        add_examples(answer, {});
    }
    answer.audience.repositories = {row.id};
    return answer;
}

Answer run(const Context& context, const storage::Reader& reader) {
    if (context.arguments.size() != 1) return wrong_use("Name one repository.", {"help ready"});
    const auto& word = context.arguments.front();
    const auto now = context.request.now;
    const auto rows = rows_for(word, reader, now);
    if (rows.size() > 1) return which_one(rows);
    if (rows.size() == 1) return of_row(rows.front(), reader, now);
    const bool path = word.starts_with('.') || word.find('/') != std::string::npos;
    return path ? path_answer(context, word) : unknown_name(context, word);
}

}  // namespace

const Command ready{
    .name = "ready",
    .usage = "ready <repository>",
    .summary = "How ready a repository is for contributions from other teams, and the cheapest next steps.",
    .examples = {{"ready payments-api", "how ready is payments-api?"},
                 {"ready search-service", "is search-service ready for innersource?"}},
    .run = run,
    .slot = Slot::repository,
    .reading = "readiness of",
};

}  // namespace commands
