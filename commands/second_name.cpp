// SPDX-License-Identifier: Apache-2.0
#include "commands/second_name.hpp"

#include "commands/action.hpp"
#include "commands/name_index.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
namespace {

constexpr std::size_t most_others = 3;

// Only names that everybody may hear: this is added after the guard has judged the answer, and no id of it
// goes into the audience that is judged again at delivery.
bool is_open(const Context& context, std::string_view name) {
    const auto& open = context.vocabulary->index;
    return hears_names(context.request) && open && open->find(name) != nullptr;
}

std::vector<std::string> others_in(const Context& context) {
    std::vector<std::string> others;
    const auto is_told = [&](const std::string& name) {
        const auto same = [&](const std::string& known) { return core::lower(known) == core::lower(name); };
        return std::ranges::any_of(context.arguments, same) || std::ranges::any_of(others, same);
    };
    for (const auto& word : context.request.words) {
        std::string_view name = word;
        while (!name.empty() && std::string_view(",.?!;:").find(name.back()) != std::string_view::npos)
            name.remove_suffix(1);
        if (others.size() == most_others || name.empty()) continue;
        if (is_open(context, name) && !is_told(std::string(name))) others.emplace_back(name);
    }
    return others;
}

}  // namespace

void name_the_others(Answer& answer, const Command& command, const Context& context) {
    if (command.slot != Slot::repository || context.arguments.size() != 1) return;
    const auto others = others_in(context);
    if (others.empty()) return;
    answer.parts.emplace_back(
        Note{fmt::format("This is about one repository. You named {} too: ask for each by itself.",
                         core::join(others, ", "))});
    for (const auto& name : others)
        if (auto line = line_for(command.name, name, ""); !line.ends_with(' '))
            answer.actions.push_back(action(name, line, line));
}

}  // namespace commands
