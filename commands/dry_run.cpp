// SPDX-License-Identifier: Apache-2.0
#include "commands/dry_run.hpp"

#include "commands/match_words.hpp"
#include "core/text.hpp"

namespace commands {

void tell_as_dry_run(Answer& answer) {
    if (answer.outcome != Outcome::done) return;
    answer.parts.insert(answer.parts.begin(), Text{"It would have said: “" + answer.headline + "”"});
    answer.headline = "Dry run: this would have been done. Nothing was changed.";
    std::erase_if(answer.actions, [](const Action& each) {
        const auto found = exact(core::split_words(each.line));
        return found && found->command->changes;
    });
    if (answer.data.is_null() || answer.data.is_object()) answer.data["dry_run"] = true;
}

}  // namespace commands
