// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"
#include "insight/readiness.hpp"

#include <fmt/format.h>

#include <array>

namespace commands {
extern const Command help;
namespace {

// What is shown to whom; docs/slack.md says the same at length.
std::string privacy_text() {
    return "Answers to commands and buttons are seen by you alone; answers to mentions by everybody in the "
           "channel.\nA private repository's facts go to the InnerSource office only, and never into a "
           "channel. Channels with readers from outside the company get no names and no details.\nYour "
           "settings are seen by you alone. Your page is made for you and shows nothing that you may not "
           "see.";
}

constexpr std::array<std::string_view, 7> topics = {"commands", "levels",  "checks", "readiness",
                                                    "roles",    "privacy", "slack"};

std::string topic_text(const std::string& topic) {
    if (topic == "levels") {
        std::string text;
        for (int level = 0; level <= 4; ++level)
            text += fmt::format("L{} {}: {}.\n", level, insight::level_name(level),
                                insight::level_meaning(level));
        return text;
    }
    if (topic == "checks") {
        std::string text;
        for (const auto* check : insight::checks())
            text += fmt::format("{} {}: {}\n", check->id, check->name, check->question);
        return text;
    }
    if (topic == "readiness") {
        return "The score adds the weights of the checks that are yes, and half of those that are partly, "
               "out of all that were seen. "
               "What nobody has seen is unknown, never no. Levels are gates: every gate of a level must be "
               "passed, whatever the score.";
    }
    if (topic == "roles")
        return "Roles from least to most: guest, viewer, maintainer, ispo, admin. Help is for everybody, "
               "guests "
               "too; most questions need viewer, which every colleague is. Pausing and the audit need ispo, "
               "the "
               "InnerSource office. Roles come from Slack user groups or the settings; the office can grant "
               "them.";
    if (topic == "privacy") return privacy_text();
    if (topic == "slack")
        return "Type /ispo and a command. Slash commands cannot be used inside threads; a mention can.";
    if (topic == "commands") {
        std::string text;
        for (const auto* command : commands())
            text += fmt::format("{}: {}\n", command->usage, command->summary);
        return text;
    }
    for (const auto* command : commands()) {
        if (command->name == topic) return fmt::format("{}\n{}", command->usage, command->summary);
    }
    return {};
}

// Each command in the words people would use.
Facts what_can_be_asked(const Request& request) {
    Facts facts;
    for (const auto* command : commands()) {
        if (command->name == "help" || command->role > request.asker.role || command->examples.empty())
            continue;
        const auto& example = command->examples.front();
        // Names of examples are made up, so anybody may hear them.
        facts.facts.push_back({std::string{command->usage},
                               std::string{command->summary} + " “" + std::string{example.phrase} + "”"});
    }
    return facts;
}

// With a repository only where its name may be heard.
std::vector<std::string> examples_for(const Context& context) {
    std::vector<std::string> lines = {"help levels", "help commands"};
    if (!hears_names(context.request)) return lines;
    if (auto ready = working_examples(context, "ready").front(); ready != "help")
        lines.insert(lines.begin(), std::move(ready));
    return lines;
}

Answer run(const Context& context, const storage::Reader&) {
    const auto topic = core::lower(core::join(context.arguments, " "));
    if (topic.empty()) {
        auto answer =
            say("ISPO Bot tells you how ready repositories are for contributions from other teams, and what "
                "to do next.");
        answer.parts.emplace_back(what_can_be_asked(context.request));
        answer.parts.emplace_back(Text{fmt::format(
            "Plain words do as well. Topics: {}. Ask for one with: help levels", fmt::join(topics, ", "))});
        add_examples(answer, examples_for(context));
        return answer;
    }
    auto text = topic_text(topic);
    if (text.empty()) return wrong_use("There is no help on this topic.", {"help commands", "help levels"});
    auto answer = say("Help: " + topic);
    answer.parts.emplace_back(Text{std::move(text)});
    return answer;
}

std::vector<Answer> who_sees_what(const Context&, const storage::Reader&) {
    auto answer = say("What is shown to whom");
    answer.parts.emplace_back(Text{privacy_text()});
    answer.actions.push_back(action("What can be asked", "help commands"));
    return {std::move(answer)};
}

}  // namespace

std::span<const std::string_view> help_topics() { return topics; }

const Command help{
    .name = "help",
    .usage = "help [topic]",
    .summary = "What can be asked, and what the words mean.",
    .examples = {{"help", "what can you do?"}, {"help levels", "what do the levels mean?"}},
    .role = Role::guest,
    .needs_store = false,
    .run = run,
    .slot = Slot::topic,
    .reading = "help",
    .home = who_sees_what,
};

}  // namespace commands
