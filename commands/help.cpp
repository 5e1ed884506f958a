// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/name_index.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"
#include "insight/readiness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace commands {
extern const Command help;
namespace {

constexpr std::array topics = std::to_array<std::string_view>(
    {"commands", "levels", "checks", "readiness", "profiles", "exemptions", "roles", "privacy", "slack"});

std::string policy_text(std::string_view topic) {
    if (topic == "profiles")
        return "A profile says what is asked of a repository.\n"
               "contributions-welcome: all checks; the default.\n"
               "readable-source: only that it can be found, read and has an owner; at most L1.\n"
               "shared-write: also a second team among the maintainers.\n"
               "shared-ownership: also changes merged from two other teams.\n"
               "docs-only: nothing about CI, tests and set-up.\n"
               "archived: findings without score or next steps.\n"
               "It is chosen by --profile, else in the company's governance.yml, else in the repository's "
               ".innersource-readiness.yml (profile: docs-only).";
    if (topic == "exemptions")
        return "An exemption takes a check out of the score and passes over its gate; the outcome stays "
               "visible. In .innersource-readiness.yml:\n"
               "exemptions:\n  - check: has_templates\n    reason: the tracker moves in spring\n"
               "    owner: payments-platform\n    expires: 2027-03-31\n"
               "All four are needed, and it ends within 365 days. D3, G1 and S3 can be exempt in the "
               "company's governance.yml only.";
    return {};
}

// What is shown to whom; docs/slack.md says the same at length.
std::string privacy_text() {
    return "Answers to commands and buttons are seen by you alone; answers to mentions by everybody in the "
           "channel.\nA private repository's facts go to the InnerSource office where nobody else reads "
           "along, "
           "and to who is on the list of its readers; into a private channel only when everybody there is on "
           "that "
           "list. "
           "To whom they were shown stands in the audit.\nChannels with readers from outside the company get "
           "no "
           "names and no details.\nYour settings are shown to you alone, and your page is made for you and "
           "shows "
           "nothing that you may not see. What you change stands in the audit, which the InnerSource office "
           "reads.";
}

// What is asked of a role beyond that of every colleague.
std::string role_note(const Command& command, const Context& context) {
    const auto needed = context.needed(command);
    return needed > context.request.asker.role ? fmt::format(" Needs the role {}.", to_word(needed)) : "";
}

std::string roles_text(const Context& context) {
    std::string text =
        "Roles from least to most: guest, viewer, maintainer, ispo, admin. Help is for everybody, guests "
        "too; "
        "most questions need viewer, which every colleague is.";
    std::string more;
    for (const auto* command : commands())
        if (const auto needed = context.needed(*command); needed > Role::viewer)
            more += fmt::format("{}{} ({})", more.empty() ? " More is needed for: " : ", ", command->name,
                                to_word(needed));
    return text + more + (more.empty() ? "" : ".") +
           " ispo is the InnerSource office. Roles come from Slack user groups or the settings; the office "
           "can "
           "grant them.";
}

std::string commands_text(const Context& context) {
    std::string text;
    for (const auto* command : commands())
        text += fmt::format("{}: {}{}\n", command->usage, command->summary, role_note(*command, context));
    return text;
}

std::string topic_text(const std::string& topic, const Context& context) {
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
    if (auto text = policy_text(topic); !text.empty()) return text;
    if (topic == "roles") return roles_text(context);
    if (topic == "privacy") return privacy_text();
    if (topic == "slack")
        return "Type /ispo and a command. Slash commands cannot be used inside threads; a mention can.";
    if (topic == "commands") return commands_text(context);
    for (const auto* command : commands())
        if (command->name == topic)
            return fmt::format("{}\n{}{}", command->usage, command->summary, role_note(*command, context));
    return {};
}

// Each command in the words people would use.
Facts what_can_be_asked(const Context& context) {
    Facts facts;
    for (const auto* command : commands()) {
        const bool may_ask = context.needed(*command) <= context.request.asker.role;
        if (command->name == "help" || !may_ask || command->examples.empty()) continue;
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

// What may have been meant, nearest first; else two that always help.
std::vector<std::string> nearest_topics(const std::string& asked) {
    constexpr std::size_t most_offered = 3, longest_asked = 40;
    std::vector<std::pair<std::size_t, std::string>> near;
    const auto consider = [&](std::string_view topic) {
        const auto slips = core::edit_distance(asked, topic);
        // "check" is "checks" and "ready check": one slip more than in a command is forgiven.
        const bool is_part = asked.size() >= 4 && topic.find(asked) != std::string_view::npos;
        if (is_part || slips <= allowed_slips(asked) || (asked.size() >= 4 && slips <= 2))
            near.emplace_back(slips, std::string(topic));
    };
    if (asked.size() <= longest_asked) {
        for (const auto topic : topics) consider(topic);
        for (const auto* command : commands()) consider(command->name);
    }
    std::stable_sort(near.begin(), near.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> lines;
    for (const auto& [slips, topic] : near)
        if (lines.size() < most_offered) lines.push_back("help " + topic);
    return lines.empty() ? std::vector<std::string>{"help commands", "help levels"} : lines;
}

Answer run(const Context& context, const storage::Reader&) {
    const auto topic = core::lower(core::join(context.arguments, " "));
    if (topic.empty()) {
        auto answer =
            say("ISPO Bot tells you how ready repositories are for contributions from other teams, and what "
                "to do next.");
        if (auto asked = what_can_be_asked(context); !asked.facts.empty())
            answer.parts.emplace_back(std::move(asked));
        answer.parts.emplace_back(Text{fmt::format(
            "Plain words do as well. Topics: {}. Ask for one with: help levels", fmt::join(topics, ", "))});
        add_examples(answer, examples_for(context));
        return answer;
    }
    auto text = topic_text(topic, context);
    if (text.empty()) return wrong_use("There is no help on this topic.", nearest_topics(topic));
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
