// SPDX-License-Identifier: Apache-2.0
#include "commands/waiting.hpp"

#include "commands/action.hpp"
#include "commands/trouble.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace commands {

Answer looking() {
    auto answer = say("Looking … the answer follows.");
    answer.outcome = Outcome::pending;
    return answer;
}

Answer not_kept() {
    return unavailable("This could not be recorded, so it was not done and nothing was changed. Try again.");
}

Answer press_again(Answer answer, std::string_view code, std::optional<std::chrono::seconds> wait) {
    std::string sentence =
        "The form did not open; nothing was changed. Please press again; if it stays so, whoever runs me "
        "finds Slack's "
        "reason in the log.";
    if (wait)
        sentence = fmt::format(
            "The form did not open, as Slack asks me to wait; nothing was changed. Please press again in {}.",
            core::counted(wait->count(), "second", "seconds"));
    else if (has_advice(code))
        sentence = fmt::format(
            "The form did not open: {} ({}); nothing was changed. Pressing again does not help before "
            "somebody who runs "
            "me mends it. {}",
            advice_for(code).meaning, code, advice_for(code).remedy);
    answer.parts.insert(answer.parts.begin(), Note{std::move(sentence), NoteKind::info});
    return answer;
}

Answer introduction(bool may_choose) {
    auto answer = say("Welcome to ISPO Bot");
    answer.parts.emplace_back(
        Text{"I tell you how ready repositories are for contributions from other teams, and what to do next. "
             "Type /ispo and a question, mention me in a channel, or write to me here." +
             std::string(may_choose ? "\nThis page shows the repositories that you choose."
                                    : "\nGuests are shown no repositories; help is for everybody.")});
    if (may_choose) answer.actions.push_back(action("Choose my repositories", "settings edit"));
    answer.actions.push_back(action("What can be asked", "help commands"));
    return answer;
}

Answer not_known_yet() {
    auto answer = say("Slack has not said yet who you are");
    answer.parts.emplace_back(
        Text{"Until it does, I show no repositories here. Open this page again in a minute; if it stays so, "
             "whoever runs "
             "me finds the reason with `ispo doctor`."});
    answer.actions.push_back(action("What can be asked", "help commands"));
    return answer;
}

}  // namespace commands
