// SPDX-License-Identifier: Apache-2.0
#include "bot/cli_mistakes.hpp"

#include "commands/command.hpp"
#include "commands/name_index.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bot {

namespace {

// The subcommand that was reached: "config check" of `ispo config check more`.
const CLI::App& deepest(const CLI::App& app) {
    const auto* reached = &app;
    while (!reached->get_subcommands().empty()) reached = reached->get_subcommands().front();
    return *reached;
}

// The option or subcommand that `word` is a slip away from; empty when nothing is near.
std::string nearest_to(const std::string& word, const CLI::App& app) {
    std::vector<std::string> known;
    for (const auto* place = &app; place; place = place->get_parent())
        for (const auto* option : place->get_options())
            for (const auto& name : option->get_lnames()) known.push_back("--" + name);
    for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; }))
        if (!sub->get_name().empty()) known.push_back(sub->get_name());
    const auto typed = core::shorten(word.substr(0, word.find('=')), 40);
    std::string nearest;
    auto fewest = commands::allowed_slips(typed) + 1;
    for (const auto& name : known)
        if (const auto slips = core::edit_distance(typed, name); slips < fewest) {
            fewest = slips;
            nearest = name;
        }
    return nearest;
}

// "--repository": what its command takes from a form is an argument in a shell. The command as it is typed;
// empty when the word is no such field.
std::string usage_for(const std::string& word, const CLI::App& app) {
    const auto name = word.substr(0, word.find('='));
    for (const auto* command : commands::commands())
        for (const auto field : command->fields)
            if (command->name == app.get_name() && name == "--" + std::string(field))
                return std::string(command->usage);
    return {};
}

std::string words_of(const CLI::App& app) {
    const auto* parent = app.get_parent();
    return (parent ? words_of(*parent) + " " : "") + app.get_name();
}

}  // namespace

std::optional<std::string> stray_word(const std::vector<std::string>& words, bool has_command) {
    const auto stray = std::find_if(words.begin(), words.end(), [&](const auto& word) {
        return has_command || (word.size() > 1 && word.starts_with('-'));
    });
    return stray == words.end() ? std::nullopt : std::optional(*stray);
}

core::Error stray_error(const std::string& word, const CLI::App& app) {
    const auto& reached = deepest(app);
    if (const auto usage = usage_for(word, reached); !usage.empty())
        return core::invalid(fmt::format("{} is no option here. Nothing was done. Type: {} {}",
                                         core::shorten(core::one_line(word), 60), app.get_name(), usage));
    const auto near = nearest_to(word, reached);
    return core::invalid(
        fmt::format("{} is not understood here. Nothing was done. {}`{} --help` lists what there is.",
                    core::shorten(core::one_line(word), 60),
                    near.empty() ? "" : fmt::format("Did you mean {}? ", near), words_of(reached)));
}

// What the parser calls "words is required": the first argument that is not there, by what it is for.
std::optional<std::string> missing_argument(const CLI::ParseError& wrong, const CLI::App& reached) {
    if (wrong.get_exit_code() != static_cast<int>(CLI::ExitCodes::RequiredError)) return std::nullopt;
    for (const auto* option : reached.get_options())
        if (option->get_required() && option->count() == 0)
            return fmt::format("Something is missing behind `{}`: {}.", words_of(reached),
                               option->get_description());
    return std::nullopt;
}

core::Error parse_error(const CLI::ParseError& wrong, const CLI::App& app) {
    const auto& reached = deepest(app);
    std::string there;
    for (const auto* sub : reached.get_subcommands([](const CLI::App*) { return true; }))
        there += fmt::format("{}`{}`", there.empty() ? " There is: " : ", ", words_of(*sub));
    if (!there.empty()) there += '.';
    if (const auto stray = stray_word(app.remaining(true), true); stray)
        if (const auto near = nearest_to(*stray, reached); !near.empty())
            there = fmt::format(" Did you mean `{} {}`?", words_of(reached), near);
    auto what = missing_argument(wrong, reached).value_or(core::shorten(core::one_line(wrong.what()), 200));
    if (!what.ends_with('.')) what += '.';
    return core::invalid(fmt::format("{}{} Nothing was done. `{} --help` lists what there is.", what,
                                     &reached == &app ? "" : there, words_of(reached)));
}

std::string nearest_program_command(const std::vector<std::string>& words, const CLI::App& app) {
    if (words.size() > 2 || words.empty() || words.front().size() < 3) return {};
    auto near = nearest_to(words.front(), app);
    const bool answered_by_commands =
        std::any_of(commands::commands().begin(), commands::commands().end(),
                    [&](const auto* command) { return core::split(command->name, ' ').front() == near; });
    return near.starts_with("--") || answered_by_commands ? std::string() : near;
}

}  // namespace bot
