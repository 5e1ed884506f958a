// SPDX-License-Identifier: Apache-2.0
#include "commands/repository_options.hpp"

#include "commands/name_index.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

namespace commands {
namespace {

constexpr std::size_t longest_typed = 100;

// A name is the value too; one that is no single clean line is nothing to click.
bool can_be_picked(const std::string& name) {
    return !name.empty() && name.size() < 75 && core::one_line(name) == name;
}

}  // namespace

std::vector<Option> repository_options(const Context& context, std::string_view prefix) {
    if (!hears_names(context.request) || prefix.size() > longest_typed) return {};
    const auto& known = *context.vocabulary;
    const auto& index = knows_private(context.request) && known.every ? known.every : known.index;
    const auto& names = index ? index->names() : known.repositories;
    const auto typed = core::lower(core::trim(prefix));
    std::vector<Option> starting, holding;
    for (const auto& name : names) {
        if (starting.size() == most_options) break;
        if (!can_be_picked(name)) continue;
        if (core::starts_with_ignoring_case(name, typed))
            starting.push_back({name, name});
        else if (holding.size() < most_options && core::contains_ignoring_case(name, typed))
            holding.push_back({name, name});
    }
    for (auto& option : holding)
        if (starting.size() < most_options) starting.push_back(std::move(option));
    return starting;
}

Form repository_form(std::string title, std::string line) {
    Form form;
    form.title = std::move(title);
    form.open = line;
    form.line = std::move(line);
    form.fields.push_back({.name = "repository",
                           .label = "Repository",
                           .kind = Field::Kind::repository,
                           .options = {},
                           .value = {},
                           .hint = "Type a part of its name.",
                           .required = true});
    return form;
}

}  // namespace commands
