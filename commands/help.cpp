// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/glossary.hpp"
#include "commands/help_subject.hpp"
#include "commands/help_text.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"
#include "insight/readiness.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace commands {
extern const Command help;
namespace {

// Three that work here: with a repository only where its name may be heard. The last one leads to all.
std::vector<std::string> examples_for(const Context& context) {
    const auto may_ask = [&](std::string_view command) {
        return context.needed(*command_named(command)) <= context.request.asker.role;
    };
    auto ready = may_ask("ready") ? working_examples(context, "ready").front() : "help";
    // No answer of a shell is kept for somebody else.
    if (ready == "help" && context.request.place.kind == PlaceKind::shell)
        each_heard_name(context, [&](const std::string& name) {
            const auto line = line_for("ready", name, "");
            if (line.ends_with(' ')) return true;
            ready = line;
            return false;
        });
    if (ready == "help") return {"help levels", "help words", "help commands"};
    return {std::move(ready), may_ask("repositories") ? "repositories" : "help levels", "help commands"};
}

// Levels and checks where their table would be too much.
Answer on_level(int level, const Context& context) {
    auto answer =
        say(fmt::format("L{} {}: {}", level, insight::level_name(level), insight::level_meaning(level)));
    answer.parts.emplace_back(Text{level_text(level)});
    answer.actions.push_back(action("All levels", "help levels", "Explain all levels"));
    if (hears_names(context.request))
        answer.actions.push_back(
            action(fmt::format("Repositories at L{}", level), fmt::format("repositories L{}", level)));
    return answer;
}

Answer on_check(const insight::Check& check, const Context& context) {
    auto answer = say(fmt::format("{} {}: {}", check.id, check.statement, check.question));
    answer.parts.emplace_back(Text{fmt::format("{}\n{}\nWhat to do: {} ({})", check.why, check.rule,
                                               check.remedy.text, insight::to_phrase(check.remedy.effort))});
    if (hears_names(context.request))
        answer.actions.push_back(action("Which repositories lack it", "ready check " + std::string(check.id),
                                        "Which repositories lack " + std::string(check.id)));
    answer.actions.push_back(action("All checks", "help checks", "Show all checks"));
    return answer;
}

Answer on_term(const Term& term, const Context& context) {
    auto answer = say("Help: " + std::string(term.name));
    answer.parts.emplace_back(Text{std::string(term.meaning)});
    if (term.line.starts_with("help") || (!term.line.empty() && hears_names(context.request)))
        answer.actions.push_back(action("More", std::string(term.line), "More: " + std::string(term.line)));
    answer.actions.push_back(action("All words", "help words", "Explain all words"));
    return answer;
}

Answer all_words() {
    auto answer = say("Help: words");
    Facts facts;
    facts.facts.reserve(terms().size());
    for (const auto& term : terms())
        facts.facts.push_back({std::string(term.name), std::string(term.meaning)});
    answer.parts.emplace_back(std::move(facts));
    return answer;
}

Answer on_subject(const std::string& subject, const Context& context) {
    if (subject == "words") return all_words();
    if (const auto level = level_called(subject)) return on_level(*level, context);
    if (auto text = topic_text(subject, context); !text.empty()) {
        auto answer = say("Help: " + subject);
        answer.parts.emplace_back(Text{std::move(text)});
        return answer;
    }
    if (const auto* check = insight::find_check(subject)) return on_check(*check, context);
    return on_term(*find_term(subject), context);
}

Answer all_of_help(const Context& context) {
    auto answer = say(
        "ISPO Bot tells you how ready repositories are for contributions from other teams, and what to do "
        "next.");
    auto examples = examples_for(context);
    // Names in phrases are made up, so anybody may hear them; but not everybody may ask for a repository.
    const bool may_ask = examples.front().starts_with("ready ");
    const auto phrase =
        may_ask ? command_named("ready")->examples.front().phrase : "what do the levels mean?";
    answer.parts.emplace_back(
        Text{fmt::format("Plain words do as well: “{}”\nTopics: {}. Ask for one with: help levels\n"
                         "Everything that can be asked: help commands",
                         phrase, fmt::join(help_topics(), ", "))});
    add_examples(answer, examples);
    return answer;
}

Answer unknown_subject(const std::string& asked) {
    auto lines = near_subjects(asked);
    auto answer =
        wrong_use(fmt::format("There is no help on “{}”.", core::shorten(core::one_line(asked), 60)),
                  lines.empty() ? Words{"help commands", "help words"} : lines);
    answer.parts.emplace_back(Text{
        fmt::format("Topics: {}. Also: each command, each level (L0 to L4), each check (D1 to S4) and the "
                    "words of the field, which `help words` lists.",
                    fmt::join(help_topics(), ", "))});
    return answer;
}

Answer greet(const Context& context) {
    auto answer = say("Hello! Ask me how ready a repository is for contributions from other teams.");
    Words lines;
    if (hears_names(context.request)) {
        if (auto ready = working_examples(context, "ready").front(); ready != "help") lines.push_back(ready);
        lines.emplace_back("repositories");
    } else {
        lines.emplace_back("help levels");
    }
    lines.emplace_back("help");
    add_examples(answer, lines);
    return answer;
}

Answer run(const Context& context, const storage::Reader&) {
    const auto& given = context.arguments;
    if (given.size() == 1 && given.front() == greeting) return greet(context);
    if (given.size() == 1 && given.front() == thanks) return say("You are welcome.");
    const auto said = telling(each_word(given));
    if (auto whole = subject_called(core::join(said, " "))) return on_subject(*whole, context);
    const auto asked = core::join(subject_in(said), " ");
    if (asked.empty()) return all_of_help(context);  // "help me" too
    const auto subject = subject_called(asked);
    return subject ? on_subject(*subject, context) : unknown_subject(asked);
}

std::vector<Answer> who_sees_what(const Context&, const storage::Reader&) {
    auto answer = say("What is shown to whom");
    answer.parts.emplace_back(Text{privacy_text()});
    answer.actions.push_back(action("What can be asked", "help commands"));
    return {std::move(answer)};
}

}  // namespace

const Command help{
    .name = "help",
    .usage = "help [topic]",
    .summary = "What can be asked, and what the words mean.",
    .examples = {{"help", "what can you do?"},
                 {"help levels", "what do the levels mean?"},
                 {"help trusted committer", "what is a trusted committer?"}},
    .role = Role::guest,
    .needs_store = false,
    .run = run,
    .slot = Slot::topic,
    .reading = "help",
    .home = who_sees_what,
};

}  // namespace commands
