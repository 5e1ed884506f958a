// SPDX-License-Identifier: Apache-2.0
// What a person chooses for themselves: shown, as a form, and saved.
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/field_words.hpp"
#include "commands/my_repositories.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
extern const Command settings;
extern const Command settings_edit;
extern const Command settings_save;
namespace {

constexpr std::size_t most_chosen = 20;
constexpr std::string_view is_short = "short", is_full = "full";

storage::PersonalSettings present(const Context& context, const storage::Reader& reader) {
    return reader.settings_of(context.request.asker.installation, context.request.asker.person);
}

std::vector<std::string> names_of(const Context& context, const storage::Reader& reader) {
    std::vector<std::string> names;
    for (const auto& row : chosen_repositories(context, reader))
        names.push_back(long_name_of(row, context.request));
    return names;
}

Answer shown(const Context& context, const storage::Reader& reader, std::string headline) {
    const auto kept = present(context, reader);
    const auto rows = chosen_repositories(context, reader);
    auto names = names_of(context, reader);
    if (const auto hidden = kept.repositories.size() - rows.size(); hidden > 0)
        names.push_back(fmt::format("{} that cannot be shown here", hidden));
    auto answer = say(std::move(headline));
    answer.parts.emplace_back(
        Facts{{{"My repositories", names.empty() ? "none chosen" : core::join(names, ", ")},
               {"My page shows", kept.full_home ? "levels and the next steps" : "levels"}}});
    answer.actions.push_back(action("Change", "settings edit", "Change my settings"));
    for (const auto& row : rows) answer.audience.repositories.push_back(row.id);
    return answer;
}

// What was typed stands in it again; without, what is kept.
Form form_of(const Context& context, const storage::Reader& reader, const storage::PersonalSettings& kept) {
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
                           .value = value_of("repositories", core::join(names_of(context, reader), "\n")),
                           .hint = fmt::format("One name on each line, at most {}.", most_chosen)});
    form.fields.push_back(
        {.name = "home",
         .label = "My page shows",
         .kind = Field::Kind::choice,
         .options = {{"Levels", std::string(is_short)}, {"Levels and the next steps", std::string(is_full)}},
         .value = value_of("home", std::string(kept.full_home ? is_full : is_short)),
         .hint = {},
         .required = true});
    return form;
}

Answer asked(const Context& context, const storage::Reader& reader, std::string headline) {
    auto answer = say(std::move(headline));
    answer.form = form_of(context, reader, present(context, reader));
    for (const auto& row : chosen_repositories(context, reader))
        answer.audience.repositories.push_back(row.id);
    answer.actions.push_back(action("Show", "settings", "Show my settings"));
    return answer;
}

Answer show(const Context& context, const storage::Reader& reader) {
    if (!context.arguments.empty())
        return wrong_use("There is no such setting; nothing was changed.", {"settings", "settings edit"});
    return shown(context, reader, "Your settings");
}

Answer edit(const Context& context, const storage::Reader& reader) {
    return asked(context, reader, "Change your settings");
}

std::vector<std::string> typed_names(std::string_view text) {
    std::vector<std::string> names;
    for (const auto line : core::lines(text))
        for (const auto part : core::split(line, ','))
            if (const auto name = core::trim(part); !name.empty()) names.emplace_back(name);
    return names;
}

// The ids of what was typed; a sentence for the first name that means none or several.
struct TypedNames {
    std::vector<std::int64_t> ids;
    std::string wrong;
};
TypedNames ids_of(const Context& context, const storage::Reader& reader, std::string_view text) {
    TypedNames out;
    const auto names = typed_names(text);
    if (names.size() > most_chosen) {
        out.wrong = fmt::format("These are {} names; at most {} can be chosen.", names.size(), most_chosen);
        return out;
    }
    for (const auto& name : names) {
        auto chosen = choose_repository(context, reader, "ready", name);
        if (chosen.row) {
            out.ids.push_back(chosen.row->id);
        } else if (out.wrong.empty()) {
            const auto said = core::shorten(core::one_line(name), 60);
            out.wrong = chosen.ambiguous
                            ? fmt::format("Several repositories are called “{}”: type the full name.", said)
                            : fmt::format("No repository that I may show you is called “{}”.", said);
        }
    }
    return out;
}

// What the person chose and may not see here must not get lost by saving here.
void keep_hidden(const Context& context, const storage::Reader& reader, std::vector<std::int64_t>& ids) {
    for (const auto id : present(context, reader).repositories) {
        const auto row = reader.repository(id, context.request.now);
        const bool is_shown = row && hears_names(context.request) && may_know(*row, context.request);
        if (!is_shown && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    }
}

// A form drawn for another state than the present one must not overwrite it.
bool is_out_of_date(const Fields& fields, std::int64_t version) {
    const auto at = fields.find("at");
    return at != fields.end() && at->second != std::to_string(version);
}

Answer objection(const Context& context, const storage::Reader& reader, FieldError error) {
    auto answer = asked(context, reader, "Nothing was saved: " + error.sentence);
    answer.outcome = Outcome::wrong_use;
    answer.form->errors.push_back(std::move(error));
    return answer;
}

Answer changed_meanwhile(const Context& context, const storage::Reader& reader) {
    auto fresh = context.request;
    fresh.fields.clear();
    const Context now{fresh, context.vocabulary, context.arguments};
    auto answer =
        asked(now, reader, "Your settings changed meanwhile; nothing was saved. This is how they are now");
    answer.outcome = Outcome::wrong_use;
    return answer;
}

Answer save(const Context& context, storage::Writer& writer) {
    const auto& fields = context.request.fields;
    auto next = present(context, writer);
    const auto repositories = fields.find("repositories");
    const auto home = fields.find("home");
    if (repositories == fields.end() && home == fields.end()) {
        auto answer = asked(context, writer, "Say what to change; nothing was saved");
        answer.outcome = Outcome::wrong_use;
        return answer;
    }
    if (is_out_of_date(fields, next.version)) return changed_meanwhile(context, writer);
    if (repositories != fields.end()) {
        auto chosen = ids_of(context, writer, repositories->second);
        if (!chosen.wrong.empty()) return objection(context, writer, {"repositories", chosen.wrong});
        keep_hidden(context, writer, chosen.ids);
        next.repositories = std::move(chosen.ids);
    }
    if (home != fields.end()) {
        if (home->second != is_short && home->second != is_full)
            return objection(context, writer, {"home", "Choose short or full."});
        next.full_home = home->second == is_full;
    }
    ++next.version;
    writer.put_settings(context.request.asker.installation, context.request.asker.person, next);
    return shown(context, writer, "Saved. Your settings are now");
}

std::vector<Answer> my_settings(const Context& context, const storage::Reader& reader) {
    return {shown(context, reader, "My settings")};
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

const Command settings_save{
    .name = "settings save",
    .usage = "settings save [--repositories <names>] [--home short|full]",
    .summary = "Save what you choose; names stand on a line each, or with commas between.",
    .examples = {{"settings save --home full", "settings save --home full"},
                 {"settings save --repositories payments-api", "settings save --repositories payments-api"}},
    .changes = true,
    .personal = true,
    .run_changing = save,
    .fields = {"repositories", "home", "at"},
};

}  // namespace commands
