// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/match_words.hpp"
#include "commands/name_index.hpp"
#include "commands/repository_rows.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <iterator>
#include <memory>

namespace commands {
extern const Command find;
namespace {

constexpr std::size_t most_rows = 10;
constexpr std::size_t most_searched = 50;
constexpr std::size_t most_actions = 3;
constexpr std::size_t most_near = 3;
constexpr std::size_t most_looked_up = 5;  // words that may be misspelt; each looks at every name

std::vector<Cell> row_of(const storage::RepositoryRow& found, const std::string& shown_name) {
    std::vector<Cell> row(4);
    row[0].text = shown_name;
    row[1].text = level_of(found) + (found.archived ? ", archived" : "");
    row[2].text = owner_of(found);
    row[3].text = core::shorten(core::one_line(found.description), 120);
    return row;
}

Table table_of(const std::vector<storage::RepositoryRow>& found, const Request& request) {
    Table table;
    table.caption = "Repositories for this purpose";
    table.header = {"Repository", "Level", "Owner", "Purpose"};
    table.shown_first = most_rows;
    const auto names = names_in_list(found, request);
    table.rows.reserve(found.size());
    for (std::size_t i = 0; i < found.size(); ++i) table.rows.push_back(row_of(found[i], names[i]));
    return table;
}

void add_actions(Answer& answer, const std::vector<storage::RepositoryRow>& found,
                 const storage::Reader& reader, const Request& request) {
    const auto names = names_in_list(found, request);
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (answer.actions.size() == most_actions) break;
        if (!found[i].level_possible) continue;
        answer.actions.push_back(action(names[i], "ready " + line_name_of(found[i], reader, request),
                                        "Readiness of " + long_name_of(found[i], request)));
    }
}

storage::Reach reach_of(const Request& request) {
    return knows_private(request) ? storage::Reach::all : storage::Reach::open;
}

// Without the words that any sentence has: they would find every repository whose purpose is one.
Words telling_purpose(const Words& words) {
    Words kept;
    std::ranges::copy_if(each_word(words), std::back_inserter(kept), [](const auto& word) {
        return !is_any(core::lower(bare(word)), {"a", "an", "the", "for", "of", "to", "in", "on", "at",
                                                 "with", "and", "or", "is", "are", "that", "this"});
    });
    return kept;
}

// Whether a private one was left out is not told: for a narrow purpose that alone would give it away.
std::vector<storage::RepositoryRow> search(const Context& context, const storage::Reader& reader) {
    return reader.search(telling_purpose(context.arguments), most_searched, context.request.now,
                         reach_of(context.request));
}

// The names that may be told of here; null when they are not known.
std::shared_ptr<const NameIndex> names_for(const Context& context) {
    const auto& known = *context.vocabulary;
    return knows_private(context.request) && known.every ? known.every : known.index;
}

// Parts of names that a slip turned into the words that found nothing: for one word each of those near, for
// several the nearest of each.
std::vector<std::string> near_purposes(const Context& context) {
    const auto index = names_for(context);
    const auto words = telling(each_word(context.arguments));
    if (!index || words.empty() || !hears_names(context.request)) return {};
    if (words.size() == 1) return index->near_parts(words.front(), most_near);
    std::vector<std::string> nearest;
    std::size_t looked_up = 0;
    for (const auto& word : words) {
        if (nearest.size() == most_near || ++looked_up > most_looked_up) break;
        for (auto& part : index->near_parts(word, 1)) nearest.push_back(std::move(part));
    }
    if (nearest.empty()) return {};
    return {core::join(nearest, " ")};
}

Answer nothing_found(const Context& context, const storage::Reader& reader) {
    if (const auto known = names_for(context); !known || known->names().empty())
        return no_repositories(context.request);
    auto answer = say("No repository that I may show you says that it is for this.");
    answer.outcome = Outcome::no;
    for (const auto& purpose : near_purposes(context)) {
        const auto line = "find " + purpose;
        if (line.size() < line_limit) answer.actions.push_back(action(line, line, "Did you mean " + purpose));
    }
    if (!answer.actions.empty()) answer.parts.emplace_back(Text{"Did you mean this?"});
    answer.actions.push_back(action("All repositories", "repositories", "List all repositories"));
    answer.actions.push_back(action("Help", "help", "Show what can be asked"));
    add_search_age(answer, reader, reach_of(context.request), context.request.now);
    answer.data = data_of({});
    return answer;
}

std::string headline_for(std::size_t total) {
    if (total == 1) return "One repository for this purpose";
    return fmt::format("{}{} repositories for this purpose, best first",
                       total == most_searched ? "At least " : "", total);
}

Answer run(const Context& context, const storage::Reader& reader) {
    if (each_word(context.arguments).empty())
        return wrong_use("Say what it should be for.", working_examples(context, "find"));
    if (telling_purpose(context.arguments).empty())
        return wrong_use("These words are too common to say what it should be for, so nothing was searched.",
                         working_examples(context, "find"));
    const auto found = search(context, reader);
    if (found.empty()) return nothing_found(context, reader);
    auto answer = say(headline_for(found.size()));
    rest_on(answer, found, context.request.now);
    answer.data = data_of(found);
    add_actions(answer, found, reader, context.request);
    answer.parts.emplace_back(table_of(found, context.request));
    if (found.size() == most_searched)
        answer.parts.emplace_back(
            Note{fmt::format("The best {} are listed. More words find fewer.", most_searched)});
    if (!knows_private(context.request))
        answer.parts.emplace_back(Note{"Only repositories that every colleague may read are searched."});
    return answer;
}

}  // namespace

const Command find{
    .name = "find",
    .usage = "find <words>",
    .summary = "Which repositories exist for a purpose, with level and owner.",
    .examples = {{"find feature flags", "who has something for feature flags?"},
                 {"find payments", "is there something for payments?"}},
    .run = run,
    .slot = Slot::words,
    .reading = "repositories for",
};

}  // namespace commands
