// SPDX-License-Identifier: Apache-2.0
#include "commands/settings_answer.hpp"

#include "commands/action.hpp"
#include "commands/my_repositories.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

#include <fmt/core.h>

namespace commands {
namespace {

using Rows = std::vector<storage::RepositoryRow>;

// By names that the form takes again, so that it can be sent as it was drawn.
std::string typed_names_of(const Rows& rows, const storage::Reader& reader, const Request& request) {
    std::vector<std::string> names;
    names.reserve(rows.size());
    for (const auto& row : rows) names.push_back(typed_name_of(row, reader, request));
    return core::join(names, "\n");
}

Form form_of(const Context& context, const storage::Reader& reader, const Rows& rows) {
    const auto kept = settings_of(context, reader);
    const auto& typed = context.request.fields;
    const auto value_of = [&](const char* name, const std::string& otherwise) {
        const auto found = typed.find(name);
        return found == typed.end() ? otherwise : found->second;
    };
    Form form;
    form.title = "My settings";
    form.line = fmt::format("settings save --at {}", kept.version);
    form.open = "settings edit";
    form.fields.push_back({.name = "repositories",
                           .label = "My repositories",
                           .kind = Field::Kind::lines,
                           .options = {},
                           .value = value_of("repositories", typed_names_of(rows, reader, context.request)),
                           .hint = fmt::format("One name on each line, at most {}.", most_chosen)});
    form.fields.push_back({.name = "home",
                           .label = "My page shows",
                           .kind = Field::Kind::choice,
                           .options = {{"Levels", std::string(short_home)},
                                       {"Levels and the next steps", std::string(full_home)}},
                           .value = value_of("home", std::string(kept.full_home ? full_home : short_home)),
                           .hint = {},
                           .required = true});
    return form;
}

}  // namespace

bool reads_alone(const Request& request) { return request.place.kind != PlaceKind::channel; }

storage::PersonalSettings settings_of(const Context& context, const storage::Reader& reader) {
    return reader.settings_of(context.request.asker.installation, context.request.asker.person);
}

std::string_view home_words(const storage::PersonalSettings& kept) {
    return kept.full_home ? "levels and the next steps" : "levels";
}

Answer settings_shown(const Context& context, const storage::Reader& reader, std::string headline) {
    const auto kept = settings_of(context, reader);
    const auto rows = chosen_repositories(context, reader);
    std::vector<std::string> names;
    names.reserve(rows.size() + 1);
    for (const auto& row : rows) names.push_back(long_name_of(row, context.request));
    if (const auto hidden = kept.repositories.size() - rows.size(); hidden > 0)
        names.push_back(fmt::format("{} that cannot be shown here", hidden));
    auto answer = say(std::move(headline));
    answer.parts.emplace_back(
        Facts{{{"My repositories", names.empty() ? "none chosen" : core::join(names, ", ")},
               {"My page shows", std::string(home_words(kept))}}});
    answer.actions.push_back(action("Change", "settings edit", "Change my settings"));
    for (const auto& row : rows) answer.audience.repositories.push_back(row.id);
    return answer;
}

Answer settings_asked(const Context& context, const storage::Reader& reader, std::string headline) {
    auto answer = say(std::move(headline));
    const auto rows = chosen_repositories(context, reader);
    answer.form = form_of(context, reader, rows);
    for (const auto& row : rows) answer.audience.repositories.push_back(row.id);
    answer.actions.push_back(action("Show", "settings", "Show my settings"));
    return answer;
}

}  // namespace commands
