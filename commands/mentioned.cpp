// SPDX-License-Identifier: Apache-2.0
// Repositories in a text that somebody else wrote: the text is only searched, never shown or obeyed.
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/my_repositories.hpp"
#include "commands/repository_links.hpp"
#include "commands/repository_rows.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <functional>
#include <set>

namespace commands {
extern const Command mentioned;
namespace {

constexpr std::size_t longest_text = 20'000;
constexpr std::size_t most_words = 2'000, longest_word = 200;
constexpr std::size_t most_found = 20;
constexpr std::size_t most_looked_up = 100;  // links and paths: each may name many

// Words as they may stand in a sentence: in brackets, in quotes, with a full stop, as a link.
std::vector<std::string> words_of(std::string_view text) {
    constexpr std::string_view between = " \t\r\n<>|()[]{}\"'`,;!?";
    std::vector<std::string> out;
    text = text.substr(0, longest_text);
    while (!text.empty() && out.size() < most_words) {
        const auto end = std::min(text.find_first_of(between), text.size());
        auto word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!word.empty() && std::string_view(".:*_").find(word.back()) != std::string_view::npos)
            word.remove_suffix(1);
        while (!word.empty() && (word.front() == '*' || word.front() == '_')) word.remove_prefix(1);
        if (!word.empty() && word.size() <= longest_word) out.emplace_back(word);
    }
    return out;
}

void add(std::vector<storage::RepositoryRow>& found, std::vector<storage::RepositoryRow> rows,
         const Request& request) {
    for (auto& row : rows) {
        const bool is_there =
            std::any_of(found.begin(), found.end(), [&](const auto& known) { return known.id == row.id; });
        if (!is_there && found.size() < most_found && may_know(row, request)) found.push_back(std::move(row));
    }
}

std::vector<storage::RepositoryRow> repositories_in(const Context& context, const storage::Reader& reader,
                                                    std::string_view text) {
    std::vector<storage::RepositoryRow> found;
    const auto now = context.request.now;
    const auto fits = [&](const auto& row) { return may_know(row, context.request); };
    std::set<std::string, std::less<>> seen;
    std::size_t looked_up = 0;
    for (const auto& word : words_of(text)) {
        if (found.size() == most_found || !seen.insert(word).second) continue;
        const bool has_path = word.find('/') != std::string::npos;
        if (has_path && ++looked_up > most_looked_up) continue;
        if (is_link(word))
            add(found, repositories_behind(word, reader, now, fits), context.request);
        else if (has_path)
            add(found, repositories_at(word, reader, now, fits), context.request);
        else if (hears(context, word))
            add(found, reader.repositories_named(word, now), context.request);
    }
    return found;
}

Answer run(const Context& context, const storage::Reader& reader) {
    const auto& fields = context.request.fields;
    const auto field = fields.find("text");
    const auto text = field == fields.end() ? core::join(context.arguments, " ") : field->second;
    if (core::trim(text).empty())
        return wrong_use("Give the text that names repositories.", working_examples(context, "ready"));
    const auto rows = hears_names(context.request) ? repositories_in(context, reader, text)
                                                   : std::vector<storage::RepositoryRow>{};
    if (rows.empty()) {
        auto none = wrong_use("This text names no repository that I may show you.",
                              working_examples(context, "ready"));
        none.outcome = Outcome::no;
        return none;
    }
    auto answer = say(rows.size() == 1 ? "One repository is named here"
                                       : fmt::format("{} repositories are named here", rows.size()));
    answer.parts.emplace_back(readiness_table(rows, "Repositories named in this text", context.request));
    rest_on(answer, rows, context.request.now);
    answer.data = data_of(rows);
    add_ready_actions(answer, rows, reader, context.request, 5);
    return answer;
}

}  // namespace

const Command mentioned{
    .name = "mentioned",
    .usage = "mentioned <text>",
    .summary = "Which repositories a text names, by name or link, and how ready they are.",
    .examples = {{"mentioned payments-api", "mentioned payments-api"},
                 {"mentioned https://git.example/acme/search-service",
                  "mentioned https://git.example/acme/search-service"}},
    .run = run,
    .fields = {"text"},
};

}  // namespace commands
