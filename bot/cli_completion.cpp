// SPDX-License-Identifier: Apache-2.0
#include "bot/cli_completion.hpp"

#include "commands/command.hpp"
#include "core/text.hpp"
#include "insight/check.hpp"

namespace bot {

namespace {

std::vector<CompletedOption> options_of(const CLI::App& place) {
    std::vector<CompletedOption> options;
    for (const auto* option : place.get_options())
        if (!option->get_group().empty())
            for (const auto& name : option->get_lnames())
                options.push_back({"--" + name, option->get_items_expected_max() > 0});
    return options;
}

// `ready check ID`.
CompletedWord checks_to_explain(const CompletedWord& ready) {
    CompletedWord word{.name = "check", .options = ready.options};
    word.next.reserve(2 * insight::checks().size());
    for (const auto* check : insight::checks()) {
        word.next.emplace_back(check->id);
        word.next.emplace_back(check->name);
    }
    return word;
}

CompletedWord completed_word(const CLI::App& sub, const std::vector<CompletedOption>& shared) {
    CompletedWord word{.name = sub.get_name(), .summary = sub.get_description(), .options = options_of(sub)};
    word.options.insert(word.options.end(), shared.begin(), shared.end());
    return word;
}

}  // namespace

std::vector<CompletedOption> shared_options(const CLI::App& app) {
    auto options = options_of(app);
    std::erase_if(options,
                  [](const auto& each) { return each.name == "--help" || each.name == "--version"; });
    return options;
}

std::vector<CompletedWord> completed_words(const CLI::App& app) {
    const auto shared = shared_options(app);
    std::vector<CompletedWord> words;
    for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (sub->get_group().empty()) continue;
        auto word = completed_word(*sub, shared);
        for (const auto* below : sub->get_subcommands([](const CLI::App*) { return true; })) {
            word.next.push_back(below->get_name());
            word.below.push_back(completed_word(*below, shared));
        }
        for (const auto* command : commands::commands()) {
            const auto parts = core::split(command->name, ' ');
            if (parts.size() == 2 && parts.front() == word.name) word.next.emplace_back(parts.back());
            if (word.name == "help" && parts.size() == 1) word.next.emplace_back(parts.front());
        }
        if (word.name == "help")
            for (const auto topic : commands::help_topics()) word.next.emplace_back(topic);
        if (word.name == "completion") word.next = {"bash", "zsh", "fish"};
        word.takes_checkouts = word.name == "ready";
        if (word.takes_checkouts) word.below.push_back(checks_to_explain(word));
        words.push_back(std::move(word));
    }
    return words;
}

}  // namespace bot
