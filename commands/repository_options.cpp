// SPDX-License-Identifier: Apache-2.0
#include "commands/repository_options.hpp"

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
    if (prefix.size() > longest_typed) return {};
    const auto typed = core::lower(core::trim(prefix));
    std::vector<Option> starting, holding;
    each_heard_name(context, [&](const std::string& name) {
        if (!can_be_picked(name)) return true;
        if (core::starts_with_ignoring_case(name, typed))
            starting.push_back({name, name});
        else if (holding.size() < most_options && core::contains_ignoring_case(name, typed))
            holding.push_back({name, name});
        return starting.size() < most_options;
    });
    for (auto& option : holding)
        if (starting.size() < most_options) starting.push_back(std::move(option));
    return starting;
}

Form repository_form(std::string title, std::string line) {
    Form form;
    form.title = std::move(title);
    form.open = line;
    form.submit = "Check";
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
