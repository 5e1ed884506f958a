// SPDX-License-Identifier: Apache-2.0
#include "commands/my_repositories.hpp"

#include "commands/action.hpp"
#include "commands/readiness_answer.hpp"
#include "commands/repository_links.hpp"
#include "commands/repository_rows.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
namespace {

std::string score_of(const storage::RepositoryRow& row) {
    return row.score ? fmt::format("{:.0f}", *row.score) : "–";
}

// The best next step of each, one sentence.
Steps next_steps(const std::vector<storage::RepositoryRow>& rows, const storage::Reader& reader,
                 const Request& request) {
    const auto names = names_in_list(rows, request);
    Steps steps;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto assessment = reader.latest_assessment(rows[i].id);
        if (!assessment || assessment->fixes.empty()) continue;
        Step step;
        step.text = names[i] + ": " + core::shorten(core::one_line(assessment->fixes.front().text), 200);
        steps.steps.push_back(std::move(step));
    }
    return steps;
}

Answer nothing_chosen() {
    auto answer = say("Readiness of my repositories");
    answer.parts.emplace_back(Text{"You chose no repositories yet. Those you choose are shown here."});
    answer.actions.push_back(action("Choose", "settings edit", "Choose my repositories"));
    answer.actions.push_back(action("Check a repository", "ready", "Check any repository"));
    return answer;
}

}  // namespace

std::vector<storage::RepositoryRow> chosen_repositories(const Context& context,
                                                        const storage::Reader& reader) {
    const auto& asker = context.request.asker;
    std::vector<storage::RepositoryRow> rows;
    for (const auto id : reader.settings_of(asker.installation, asker.person).repositories) {
        auto row = reader.repository(id, context.request.now);
        if (row && hears_names(context.request) && may_know(*row, context.request))
            rows.push_back(std::move(*row));
    }
    return rows;
}

Table readiness_table(const std::vector<storage::RepositoryRow>& rows, std::string caption,
                      const Request& request) {
    const auto names = names_in_list(rows, request);
    Table table;
    table.caption = std::move(caption);
    table.header = {"Repository", "Level", "Score", "Owner"};
    table.rows.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::vector<Cell> cells(4);
        cells[0].text = names[i];
        cells[1].text = level_of(rows[i]);
        cells[2].text = score_of(rows[i]);
        cells[3].text = owner_of(rows[i]);
        table.rows.push_back(std::move(cells));
    }
    return table;
}

void add_ready_actions(Answer& answer, const std::vector<storage::RepositoryRow>& rows,
                       const storage::Reader& reader, const Request& request, std::size_t most) {
    const auto names = names_in_list(rows, request);
    for (std::size_t i = 0; i < std::min(most, rows.size()); ++i)
        answer.actions.push_back(action(names[i], "ready " + line_name_of(rows[i], reader, request),
                                        "Readiness of " + long_name_of(rows[i], request)));
}

std::vector<Answer> my_readiness(const Context& context, const storage::Reader& reader) {
    if (!hears_names(context.request)) return {};
    const auto rows = chosen_repositories(context, reader);
    if (rows.empty()) return {nothing_chosen()};
    const auto& asker = context.request.asker;
    auto answer = say("Readiness of my repositories");
    answer.parts.emplace_back(readiness_table(rows, "The repositories you chose", context.request));
    if (reader.settings_of(asker.installation, asker.person).full_home)
        if (auto steps = next_steps(rows, reader, context.request); !steps.steps.empty()) {
            answer.parts.emplace_back(Text{"The best next step of each:"});
            answer.parts.emplace_back(std::move(steps));
        }
    rest_on(answer, rows, context.request.now);
    add_ready_actions(answer, rows, reader, context.request, 8);
    return {std::move(answer)};
}

std::optional<Answer> preview_of_link(const Context& context, const storage::Reader& reader,
                                      std::string_view url) {
    const auto is_open = [](const auto& row) { return row.visibility != insight::Visibility::private_; };
    const auto rows = repositories_behind(url, reader, context.request.now, is_open);
    if (rows.size() != 1) return std::nullopt;
    const auto assessment = reader.latest_assessment(rows.front().id);
    if (!assessment) return std::nullopt;
    auto answer = say(readiness_headline(*assessment));
    if (const auto about = core::one_line(rows.front().description); !about.empty())
        answer.parts.emplace_back(Text{core::shorten(about, 200)});
    answer.actions.push_back(action("Readiness",
                                    "ready " + line_name_of(rows.front(), reader, context.request),
                                    "Readiness of " + core::one_line(rows.front().name)));
    rest_on(answer, rows, context.request.now);
    return answer;
}

}  // namespace commands
