// SPDX-License-Identifier: Apache-2.0
#include "commands/help_text.hpp"

#include "insight/levels.hpp"
#include "insight/readiness.hpp"

#include <fmt/format.h>

#include <array>

namespace commands {
namespace {

constexpr std::array topics =
    std::to_array<std::string_view>({"commands", "levels", "checks", "readiness", "words", "profiles",
                                     "exemptions", "roles", "privacy", "slack"});

std::string policy_text(std::string_view topic, const Context& context) {
    if (topic == "profiles")
        return std::string(
                   "A profile says what is asked of a repository.\n"
                   "contributions-welcome: all checks; the default.\n"
                   "readable-source: only that it can be found, read and has an owner; at most L1.\n"
                   "shared-write: also a second team among the maintainers.\n"
                   "shared-ownership: also changes merged from two other teams.\n"
                   "docs-only: no CI, no runnable tests and no prepared set-up (B2, B3, B4).\n"
                   "archived: findings without score or next steps.\n"
                   "It is chosen ") +
               (context.request.place.kind == PlaceKind::shell ? "by --profile, else " : "") +
               "in the company's governance.yml, else in the repository's .innersource-readiness.yml "
               "(profile: "
               "docs-only).";
    if (topic == "exemptions")
        return "An exemption takes a check out of the score and passes over its gate; the outcome stays "
               "visible. In .innersource-readiness.yml:\n"
               "exemptions:\n  - check: has_templates\n    reason: the tracker moves in spring\n"
               "    owner: payments-platform\n    expires: 2027-03-31\n"
               "All four are needed, and it ends within 365 days. D3, G1 and S3 can be exempt in the "
               "company's governance.yml only.";
    return {};
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

// In the words people would use, where those are others than the command's own.
std::string spoken_example(const Command& command) {
    if (command.examples.empty()) return {};
    const auto& example = command.examples.front();
    return example.phrase == example.line ? "" : fmt::format(" “{}”", example.phrase);
}

std::string commands_text(const Context& context) {
    std::string text;
    for (const auto* command : commands())
        text += fmt::format("{}: {}{}{}\n", command->usage, command->summary, spoken_example(*command),
                            role_note(*command, context));
    return text;
}

}  // namespace

std::span<const std::string_view> help_topics() { return topics; }

std::string privacy_text() {
    return "Answers to commands and buttons are seen by you alone; answers to mentions by everybody in the "
           "channel.\nA private repository's facts go to the InnerSource office where nobody else reads "
           "along, "
           "and to who is on the list of its readers; into a private channel only when everybody there is on "
           "that "
           "list. "
           "To whom they were shown stands in the audit.\nChannels with readers from outside the company get "
           "no "
           "names and no details, unless the InnerSource office had that channel allowed.\nYour settings are "
           "shown to you alone, and your page is made for you and "
           "shows "
           "nothing that you may not see. What you change stands in the audit, which the InnerSource office "
           "reads.";
}

std::string level_text(int level) {
    std::string text = level == 0 ? "It is what a repository is that is not L1 yet." : "";
    for (const auto& gate : insight::gates())
        if (gate.level == level)
            text += fmt::format("{}{} ({}): {}", text.empty() ? "" : "\n",
                                insight::find_check(gate.check)->statement, gate.check,
                                gate.least == insight::Outcome::yes ? "yes" : "at least partly");
    if (level > 1) text = fmt::format("All that L{} asks for, and:\n{}", level - 1, text);
    if (level == 4)
        text +=
            "\nTwo or more other teams take part, their changes are merged as readily as the team's own, and "
            "one of them maintains it or a documented way leads there.";
    return text;
}

std::string topic_text(const std::string& topic, const Context& context) {
    if (topic == "levels") {
        std::string text;
        for (int level = 0; level <= 4; ++level)
            text += fmt::format("L{} {}: {}.\n", level, insight::level_name(level),
                                insight::level_meaning(level));
        return text +
               "Where something was not seen there are two: the proven level counts it as failed, the "
               "possible "
               "one as passed.";
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
    if (auto text = policy_text(topic, context); !text.empty()) return text;
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

}  // namespace commands
