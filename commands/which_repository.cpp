// SPDX-License-Identifier: Apache-2.0
#include "commands/which_repository.hpp"

#include "commands/action.hpp"
#include "commands/name_index.hpp"
#include "commands/repository_links.hpp"
#include "commands/repository_rows.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <charconv>
#include <map>

namespace commands {
namespace {

constexpr std::size_t most_choices = 5;
constexpr std::size_t most_near = 3;

using Rows = std::vector<storage::RepositoryRow>;

Rows rows_for(const std::string& word, const storage::Reader& reader, const Request& request) {
    const auto is_known = [&](const auto& row) { return may_know(row, request); };
    auto rows = is_link(word) ? repositories_behind(word, reader, request.now, is_known)
                              : reader.repositories_named(word, request.now);
    if (const auto id = id_of(word); rows.empty() && id) {
        if (auto row = reader.repository(*id, request.now)) rows.push_back(std::move(*row));
    }
    std::erase_if(rows, std::not_fn(is_known));
    return rows;
}

// Slack leaves the marks of `code`, *bold* and _italics_ around what was typed in them, and sentences end. A
// name that has them itself is found first.
std::string without_marks(const std::string& word) {
    const auto end = word.find_last_not_of(".?!");
    if (end != std::string::npos && end + 1 < word.size()) return word.substr(0, end + 1);
    for (const char mark : {'`', '*', '_'}) {
        const auto first = word.find_first_not_of(mark), last = word.find_last_not_of(mark);
        const bool is_marked = first != std::string::npos && first > 0 && last + 1 < word.size();
        if (is_marked) return word.substr(first, last - first + 1);
    }
    return word;
}

bool is_office_in_channel(const Request& request) {
    return request.place.kind == PlaceKind::channel && request.asker.role >= Role::ispo &&
           hears_names(request);
}

// Finds the row whatever others are called: "r7", or "r07" when some repository has that name.
std::string id_word(const storage::RepositoryRow& row, const storage::Reader& reader,
                    const Request& request) {
    auto word = fmt::format("r{}", row.id);
    for (int zeros = 0; zeros < 5; ++zeros, word.insert(1, 1, '0')) {
        const auto rows = rows_for(word, reader, request);
        if (rows.size() == 1 && rows.front().id == row.id) break;
    }
    return word;
}

// "paymnts-api" is payments-api; "pay" and "paymets" are a part of it.
std::vector<std::string> meant_by(const std::string& word, const NameIndex& index) {
    auto names = index.near(word, most_near);
    if (names.empty()) names = index.with_part(word, most_choices);
    if (!names.empty()) return names;
    for (const auto& part : index.near_parts(word, 1)) names = index.with_part(part, most_choices);
    return names;
}

Answer unknown_name(const Context& context, std::string_view command, const std::string& word) {
    auto answer = say(fmt::format("No repository that I may show you is called “{}”; nothing was changed.",
                                  core::shorten(core::one_line(word), 60)));
    answer.outcome = Outcome::wrong_use;
    const auto& known = *context.vocabulary;
    const auto& index = knows_private(context.request) && known.every ? known.every : known.index;
    const bool may_hear = index && hears_names(context.request);
    if (may_hear && index->names().empty()) {
        add_no_repositories(answer, context.request);
        return answer;
    }
    const auto names = may_hear ? meant_by(word, *index) : std::vector<std::string>{};
    for (const auto& name : names) {
        const auto line = line_for(command, name, "");
        if (!line.ends_with(' '))
            answer.actions.push_back(action(line, line, "Did you mean " + core::one_line(name)));
    }
    if (!answer.actions.empty()) return answer;
    const auto examples = working_examples(context, command);
    if (may_hear && examples.front() != "help")
        answer.parts.emplace_back(
            Text{"Nothing is close to this name. With find you look by purpose; this one is there:"});
    add_examples(answer, examples);
    return answer;
}

Answer refused_name(const Context& context, std::string_view command, const std::string& word) {
    auto answer = unknown_name(context, command, word);
    const auto& request = context.request;
    if (!is_office_in_channel(request)) return answer;
    add_private_hint(answer, request);
    if (const auto line = line_for(command, word, ""); !line.ends_with(' '))
        answer.actions.push_back(action("Show it to me only", line, "Show the answer to me only"));
    return answer;
}

Answer which_one(const Rows& rows, std::string_view command, const storage::Reader& reader,
                 const Request& request) {
    auto answer =
        wrong_use(fmt::format("{} repositories have this name. Which one do you mean?", rows.size()));
    answer.actions.clear();
    const auto names = names_in_list(rows, request);
    for (std::size_t i = 0; i < rows.size() && i < most_choices; ++i) {
        const auto& row = rows[i];
        answer.actions.push_back(action(
            names[i], fmt::format("{} {}", command, id_word(row, reader, request)), "Choose " + names[i]));
        answer.audience.repositories.push_back(row.id);
    }
    if (rows.size() > most_choices) {
        answer.parts.emplace_back(
            Text{fmt::format("And {} more: type the full name, with its organisation, or the number behind "
                             "the name, such as r7.",
                             rows.size() - most_choices)});
    }
    return answer;
}

}  // namespace

bool hears_names(const Request& request) {
    return request.asker.role > Role::guest && !request.place.external && !request.place.guests;
}

bool knows_private(const Request& request) {
    const auto& place = request.place;
    if (place.kind == PlaceKind::shell) return true;
    return request.asker.role >= Role::ispo && place.kind != PlaceKind::channel && !place.external &&
           !place.guests;
}

void add_private_hint(Answer& answer, const Request& request) {
    if (!is_office_in_channel(request)) return;
    answer.parts.emplace_back(
        Note{"Private repositories are not known in channels. If it is one, ask me in a direct message."});
}

bool is_on_a_list(std::string_view full_name, const Request& request) {
    if (!hears_names(request)) return false;
    const auto name = core::lower(full_name);
    return std::ranges::any_of(request.asker.may_read,
                               [&](const auto& glob) { return core::matches_glob(core::lower(glob), name); });
}

bool may_know(const storage::RepositoryRow& row, const Request& request) {
    return row.visibility != insight::Visibility::private_ || knows_private(request) ||
           is_on_a_list(row.full_name, request);
}

std::optional<std::int64_t> id_of(std::string_view word) {
    std::int64_t id = 0;
    if (word.size() < 2 || word.front() != 'r') return {};
    const auto* last = word.data() + word.size();
    const auto [end, error] = std::from_chars(word.data() + 1, last, id);
    if (error != std::errc{} || end != last || id < 0) return {};
    return id;
}

namespace {

// The path of a checkout is told in the shell only.
bool has_hidden_path(const storage::RepositoryRow& row, const Request& request) {
    return row.full_name.starts_with('/') && request.place.kind != PlaceKind::shell;
}

// Of two checkouts from one place, too.
std::string name_with_id(const storage::RepositoryRow& row) {
    return fmt::format("{} (r{})", core::one_line(row.name), row.id);
}

bool may_know(const PrivateName& hidden, const Request& request) {
    return knows_private(request) || is_on_a_list(hidden.full_name, request);
}

}  // namespace

std::string long_name_of(const storage::RepositoryRow& row, const Request& request) {
    return has_hidden_path(row, request) ? name_with_id(row) : core::one_line(row.full_name);
}

std::vector<std::string> names_in_list(const Rows& rows, const Request& request) {
    std::map<std::string_view, int> times, times_in_full;
    for (const auto& row : rows) {
        ++times[row.name];
        ++times_in_full[row.full_name];
    }
    std::vector<std::string> names;
    names.reserve(rows.size());
    for (const auto& row : rows)
        names.push_back(times[row.name] == 1                ? core::one_line(row.name)
                        : times_in_full[row.full_name] == 1 ? long_name_of(row, request)
                                                            : name_with_id(row));
    return names;
}

std::string line_name_of(const storage::RepositoryRow& row, const storage::Reader& reader,
                         const Request& request) {
    auto id = id_word(row, reader, request);
    if (rows_for(row.name, reader, request).size() > 1) return id;
    constexpr std::string_view longest = "ready history";
    return line_for(longest, row.name, id).substr(longest.size() + 1);
}

std::string typed_name_of(const storage::RepositoryRow& row, const storage::Reader& reader,
                          const Request& request) {
    const auto finds_it = [&](const std::string& name) {
        const bool can_be_typed = core::one_line(name) == name && name.find(',') == std::string::npos;
        return can_be_typed && rows_for(name, reader, request).size() == 1;
    };
    if (!has_hidden_path(row, request) && finds_it(row.full_name)) return row.full_name;
    return finds_it(row.name) ? row.name : id_word(row, reader, request);
}

void each_heard_name(const Context& context, const std::function<bool(const std::string&)>& take) {
    if (!hears_names(context.request)) return;
    const auto& known = *context.vocabulary;
    for (const auto& name : known.repositories)
        if (!take(name)) return;
    std::string_view last;  // several may have one name
    for (const auto& hidden : known.hidden) {
        const bool is_said = hidden.name == last || (known.index && known.index->find(hidden.name));
        if (is_said || !may_know(hidden, context.request)) continue;
        last = hidden.name;
        if (!take(hidden.name)) return;
    }
}

bool hears(const Context& context, std::string_view name) {
    const auto& known = *context.vocabulary;
    if (!hears_names(context.request) || !known.every || !known.every->find(name)) return false;
    if (known.index->find(name)) return true;
    return std::ranges::any_of(known.hidden, [&](const auto& hidden) {
        return hidden.name.size() == name.size() && core::lower(hidden.name) == core::lower(name) &&
               may_know(hidden, context.request);
    });
}

Chosen choose_repository(const Context& context, const storage::Reader& reader, std::string_view command,
                         const std::string& word) {
    auto rows = rows_for(word, reader, context.request);
    if (const auto inside = without_marks(word); rows.empty() && inside != word)
        return choose_repository(context, reader, command, inside);
    if (rows.size() == 1) return {.row = std::move(rows.front())};
    if (rows.empty()) return {.refusal = refused_name(context, command, word)};
    return {.ambiguous = true, .refusal = which_one(rows, command, reader, context.request)};
}

std::vector<std::string> working_examples(const Context& context, std::string_view command) {
    if (!hears_names(context.request)) return {"help"};
    for (const auto& name : context.vocabulary->repositories) {
        const auto line = line_for(command, name, "");
        if (!line.ends_with(' ')) return {line, "help"};
    }
    return {"help"};
}

}  // namespace commands
