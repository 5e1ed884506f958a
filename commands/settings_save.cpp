// SPDX-License-Identifier: Apache-2.0
// Keeps what a person chooses: of what they may know, and never over what changed meanwhile.
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/field_words.hpp"
#include "commands/my_repositories.hpp"
#include "commands/settings_answer.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
extern const Command settings_save;
namespace {

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
    for (const auto id : settings_of(context, reader).repositories) {
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

Answer not_saved(const Context& context, const storage::Reader& reader, std::string headline) {
    auto answer = settings_asked(context, reader, std::move(headline));
    answer.outcome = Outcome::wrong_use;
    return answer;
}

Answer objection(const Context& context, const storage::Reader& reader, FieldError error) {
    auto answer = not_saved(context, reader, "Nothing was saved: " + error.sentence);
    answer.form->errors.push_back(std::move(error));
    return answer;
}

Answer changed_meanwhile(const Context& context, const storage::Reader& reader) {
    const auto kept = settings_of(context, reader);
    std::vector<std::string> names;
    const auto rows = chosen_repositories(context, reader);
    names.reserve(rows.size());
    for (const auto& row : rows) names.push_back(long_name_of(row, context.request));
    // What was typed stays in the form: sent again, it replaces what is said here.
    return not_saved(
        context, reader,
        fmt::format("Your settings changed meanwhile; nothing was saved. They are now: {}; your "
                    "page shows {}. What you typed stands in the form: send it again to have it so",
                    names.empty() ? "no repositories" : core::join(names, ", "), home_words(kept)));
}

// Half of what was typed is not saved: the other half may have been what mattered.
Answer left_over(const Context& context, const storage::Reader& reader) {
    if (context.arguments.size() == 1 && without_dashes(context.arguments.front()) == "repositories")
        return not_saved(context, reader,
                         "Nothing was saved: --repositories is followed by nothing. Say the names, or "
                         "--repositories \"\" to choose none");
    return not_saved(
        context, reader,
        fmt::format("Nothing was saved: “{}” is not understood. Several names stand in quotes, with commas "
                    "between: --repositories \"one, two\".",
                    core::shorten(core::one_line(context.arguments.front()), 60)));
}

// For the audit, which the office reads in Slack too: no path of a checkout.
std::string sentence_of(const storage::PersonalSettings& kept, const storage::Reader& reader, Time now) {
    constexpr std::size_t longest = 500;
    std::vector<std::string> names;
    names.reserve(kept.repositories.size());
    for (const auto id : kept.repositories) {
        const auto row = reader.repository(id, now);
        const bool has_name = row && !row->full_name.starts_with('/');
        names.push_back(has_name ? row->full_name : fmt::format("{} r{}", row ? row->name : "gone:", id));
    }
    return core::shorten(
        core::one_line(fmt::format("repositories: {}; page: {}",
                                   names.empty() ? "none" : core::join(names, ", "), home_words(kept))),
        longest);
}

Answer saved(const Context& context, const storage::Reader& reader) {
    if (reads_alone(context.request)) return settings_shown(context, reader, "Saved. Your settings are now");
    auto answer = say("Saved. Your settings are shown to you alone.");
    answer.actions.push_back(action("Show it to me only", "settings", "Show my settings to me only"));
    return answer;
}

Answer save(const Context& context, storage::Writer& writer) {
    const auto& fields = context.request.fields;
    const auto before = settings_of(context, writer);
    auto next = before;
    const auto repositories = fields.find("repositories");
    const auto home = fields.find("home");
    if (!context.arguments.empty()) return left_over(context, writer);
    if (repositories == fields.end() && home == fields.end())
        return not_saved(context, writer, "Say what to change; nothing was saved");
    if (is_out_of_date(fields, next.version)) return changed_meanwhile(context, writer);
    if (repositories != fields.end()) {
        auto chosen = ids_of(context, writer, repositories->second);
        if (!chosen.wrong.empty()) return objection(context, writer, {"repositories", chosen.wrong});
        keep_hidden(context, writer, chosen.ids);
        next.repositories = std::move(chosen.ids);
    }
    if (home != fields.end()) {
        if (home->second != short_home && home->second != full_home)
            return objection(context, writer, {"home", "Choose short or full."});
        next.full_home = home->second == full_home;
    }
    ++next.version;
    writer.put_settings(context.request.asker.installation, context.request.asker.person, next);
    auto answer = saved(context, writer);
    answer.changes.push_back({sentence_of(before, writer, context.request.now),
                              sentence_of(next, writer, context.request.now),
                              {}});
    return answer;
}

}  // namespace

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
