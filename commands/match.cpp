// SPDX-License-Identifier: Apache-2.0
// Exact commands first, then misspelt ones, then sentences.
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/field_words.hpp"
#include "commands/help_subject.hpp"
#include "commands/match_sentence.hpp"
#include "commands/match_words.hpp"
#include "commands/name_index.hpp"
#include "commands/shell_options.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <optional>
#include <utility>

namespace commands {
namespace {

constexpr std::size_t longest_sentence = 40;
constexpr std::size_t longest_quoted = 4'000;
constexpr std::size_t most_offered = 3;

// The lines of `command` about what was typed after it. A misspelt name of a repository may be any of those
// near it.
Words lines_of(const Command& command, const Words& arguments, const NameIndex& index) {
    const auto typed = canonical(command, arguments);
    if (command.slot == Slot::repository && !arguments.empty()) {
        const auto said = telling(arguments);
        for (const auto* between : {"-", "_", ""})
            if (const auto* known = index.find(core::join(said, between)))
                return {canonical(command, {*known})};
        const auto name = core::join(said, "-");
        Words lines;
        for (const auto& close : index.near(name, most_offered))
            if (auto line = line_for(command.name, close, ""); !line.ends_with(' '))
                lines.push_back(std::move(line));
        if (!lines.empty()) return lines;
    }
    return {typed.size() < line_limit ? typed : std::string{command.name}};
}

// How many slips turn the first of these words, in small letters, into the command's own; nothing when that
// is too many for one of them.
std::optional<std::size_t> slips_to(const Command& command, const Words& first) {
    const auto space = command.name.find(' ');
    const auto first_own = command.name.substr(0, space);
    const auto more_own =
        space == std::string_view::npos ? std::string_view{} : command.name.substr(space + 1);
    if (first.size() < (more_own.empty() ? 1U : 2U)) return {};
    std::size_t slips = 0;
    for (std::size_t i = 0; i < (more_own.empty() ? 1U : 2U); ++i) {
        const auto& typed = first[i];
        const auto allowed = allowed_slips(typed);
        const auto here = core::edit_distance(typed, i == 0 ? first_own : more_own, allowed);
        if (typed.size() > 20 || here > allowed) return {};
        slips += here;
    }
    return slips;
}

// Commands that a slip of the fingers turned into these words, nearest first. They are offered, never run.
Words misspelt(const Words& words, const NameIndex& index) {
    struct Near {
        std::ptrdiff_t own_words;
        std::size_t slips;
        std::string line;
    };
    std::vector<Near> near;
    const auto count = static_cast<std::ptrdiff_t>(std::min<std::size_t>(words.size(), 2));
    const auto first = in_small_letters({words.begin(), words.begin() + count});
    for (const auto* command : commands()) {
        const auto slips = slips_to(*command, first);
        if (!slips || *slips == 0) continue;
        const auto own = std::count(command->name.begin(), command->name.end(), ' ') + 1;
        for (auto& line : lines_of(*command, {words.begin() + own, words.end()}, index))
            near.push_back({own, *slips, std::move(line)});
    }
    std::stable_sort(near.begin(), near.end(), [](const auto& a, const auto& b) {
        return std::pair(-a.own_words, a.slips) < std::pair(-b.own_words, b.slips);
    });
    Words offered;
    for (auto& each : near)
        if (offered.size() < most_offered) offered.push_back(std::move(each.line));
    return offered;
}

// A command typed exactly is taken as typed, unless its one repository is written in several words.
Match as_typed(Match found, const Words& words, const NameIndex& index) {
    if (found.command->slot != Slot::repository || found.arguments.empty()) return found;
    if (found.arguments.size() == 1 && index.find(core::lower(found.arguments.front()))) return found;
    const auto parts = each_word(found.arguments);
    if (parts.size() < 2) return found;
    if (auto lines = misspelt(words, index); !lines.empty()) return offering(std::move(lines));
    const auto said = telling(parts);
    for (const auto* between : {"-", "_", ""})
        if (const auto* name = index.find(core::join(said, between)))
            return matched(*found.command, {*name}, 0.9);
    Words lines;
    for (const auto& word : said)
        if (const auto* name = index.find(word); name && lines.size() < most_offered)
            lines.push_back(canonical(*found.command, {*name}));
    if (lines.empty()) return found;
    auto offered = offering(std::move(lines));
    offered.why =
        fmt::format("`{}` takes one repository at a time, so nothing was run.", found.command->name);
    return offered;
}

// "ready payments-api --json": the line without it is offered, and nothing is run.
Match without_shell_option(const std::string& option, const Match& rest) {
    Words lines = rest.alternatives;
    if (rest.command != nullptr && rest.line.size() < line_limit) lines = {rest.line};
    auto offered = offering(std::move(lines));
    const bool has_line = rest.command != nullptr && !offered.alternatives.empty();
    offered.why = fmt::format("`--{}` belongs to the shell, so nothing was run. {}", option,
                              has_line ? fmt::format("Here type: {}", core::one_line(rest.line))
                                       : std::string("Here leave it out."));
    return offered;
}

}  // namespace

Match match(const std::vector<std::string>& words, const Vocabulary& vocabulary, std::string_view previous,
            bool knows_private) {
    if (words.empty()) return matched(*command_named("help"), {}, 1);
    // A whole question in quotes.
    if (words.size() == 1 && words.front().size() <= longest_quoted &&
        words.front().find(' ') != std::string::npos)
        if (const auto quoted = each_word(words); quoted.size() > 1)
            return match(quoted, vocabulary, previous, knows_private);
    if (const auto option = shell_option_in(words)) {
        const auto others = without_shell_options(words);
        return without_shell_option(*option, match(others, vocabulary, previous, knows_private));
    }
    auto index = knows_private && vocabulary.every ? vocabulary.every : vocabulary.index;
    if (!index) index = std::make_shared<const NameIndex>(vocabulary.repositories);
    auto found = exact(words);
    if (words.size() > longest_sentence) return found.value_or(Match{});
    if (found) return as_typed(std::move(*found), words, *index);
    // "please help": a command with nothing but politeness around it.
    const auto without_politeness = telling_as_typed(words);
    if (auto asked = exact(without_politeness))
        return as_typed(std::move(*asked), without_politeness, *index);
    if (auto talk = small_talk(words)) return std::move(*talk);
    if (without_politeness.empty()) return {};
    if (auto lines = misspelt(without_politeness, *index); !lines.empty()) return offering(std::move(lines));
    return match_sentence(without_politeness, in_small_letters(without_politeness), vocabulary, *index,
                          previous);
}

Answer not_understood(const Match& match, const Request& request) {
    const bool hears = hears_names(request);
    const bool is_about_names = match.why.starts_with(no_such_repository);
    auto answer = wrong_use(match.why.empty() || (is_about_names && !hears)
                                ? "I did not understand that, so nothing was run or changed."
                                : match.why);
    answer.actions.clear();
    for (const auto& line : match.alternatives) {
        if (answer.actions.size() < 5 && (hears || line.starts_with("help")))
            answer.actions.push_back(action(line, line, "Run " + line));
    }
    answer.parts.emplace_back(
        Text{answer.actions.empty() ? "Ask, for example, one of these:" : "Did you mean one of these?"});
    if (match.why.empty() || match.why.starts_with(no_such_repository)) add_private_hint(answer, request);
    if (answer.actions.empty()) add_examples(answer, {"help levels", "help checks"});
    if (hears && match.alternatives.empty()) add_examples(answer, {"repositories"});
    const bool has_help = std::any_of(answer.actions.begin(), answer.actions.end(),
                                      [](const auto& each) { return each.line == "help"; });
    if (!has_help) answer.actions.push_back(action("Help", "help", "Show what can be asked"));
    answer.reference = request.id;
    return answer;
}

}  // namespace commands
