// SPDX-License-Identifier: Apache-2.0
// What a person chose for themselves: shown, and as a form.
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/settings_answer.hpp"
#include "commands/which_repository.hpp"

namespace commands {
extern const Command settings;
extern const Command settings_edit;
namespace {

Answer show(const Context& context, const storage::Reader& reader) {
    if (!context.arguments.empty())
        return wrong_use("There is no such setting; nothing was changed.", {"settings", "settings edit"});
    if (reads_alone(context.request)) return settings_shown(context, reader, "Your settings");
    auto answer = refused(
        "Your settings are shown where nobody reads along; nothing was shown. Ask me in a direct message.");
    auto alone = action("Show it to me only", "settings", "Show my settings to me only");
    answer.actions.insert(answer.actions.begin(), std::move(alone));
    return answer;
}

Answer edit(const Context& context, const storage::Reader& reader) {
    return settings_asked(context, reader, "Change your settings");
}

std::vector<Answer> my_settings(const Context& context, const storage::Reader& reader) {
    if (!hears_names(context.request)) return {};  // a guest may choose nothing
    return {settings_shown(context, reader, "My settings")};
}

}  // namespace

const Command settings{
    .name = "settings",
    .usage = "settings",
    .summary = "What you chose: your repositories, and how much your page shows.",
    .examples = {{"settings", "what are my settings?"}, {"settings", "show my preferences"}},
    .personal = true,
    .run = show,
    .reading = "your settings",
    .home = my_settings,
};

const Command settings_edit{
    .name = "settings edit",
    .usage = "settings edit",
    .summary = "Choose your repositories and how much your page shows.",
    .examples = {{"settings edit", "change my settings"}, {"settings edit", "edit my preferences"}},
    .personal = true,
    .run = edit,
    .reading = "changing your settings",
    .fields = {"repositories", "home"},
    .may_ask = true,
};

}  // namespace commands
