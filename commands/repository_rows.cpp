// SPDX-License-Identifier: Apache-2.0
#include "commands/repository_rows.hpp"

#include "commands/action.hpp"
#include "commands/gate_phrases.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
namespace {

core::Json json_of(const storage::RepositoryRow& row) {
    core::Json one = {{"id", fmt::format("r{}", row.id)},
                      {"name", row.name},
                      {"full_name", row.full_name},
                      {"owner", row.owner},
                      {"purpose", row.description},
                      {"level", nullptr},
                      {"at_least", nullptr},
                      {"exemptions", nullptr},
                      {"assessed_at", nullptr}};
    if (row.level_possible) one["level"] = *row.level_possible;
    if (row.level_proven) one["at_least"] = *row.level_proven;
    if (row.exemptions) one["exemptions"] = *row.exemptions;
    if (row.assessed_at) one["assessed_at"] = core::to_rfc3339(*row.assessed_at);
    return one;
}

}  // namespace

std::string level_of(const storage::RepositoryRow& row) {
    if (!row.level_proven || !row.level_possible) return "not assessed";
    return levels_in_words(*row.level_proven, *row.level_possible, row.exemptions.value_or(0));
}

std::string owner_of(const storage::RepositoryRow& row) {
    return row.owner.empty() ? "no owner" : core::one_line(row.owner);
}

void rest_on(Answer& answer, const RepositoryRows& rows) {
    for (const auto& row : rows) {
        answer.audience.repositories.push_back(row.id);
        if (!row.assessed_at) continue;
        answer.as_of = answer.as_of ? std::min(*answer.as_of, *row.assessed_at) : *row.assessed_at;
        answer.as_of_note = "the oldest assessment shown here";
    }
}

core::Json data_of(const RepositoryRows& rows) {
    auto list = core::Json::array();
    for (const auto& row : rows) list.push_back(json_of(row));
    return {{"repositories", std::move(list)}};
}

void add_search_age(Answer& answer, const storage::Reader& reader, storage::Reach reach) {
    answer.as_of = reader.newest_assessment(reach);
    if (answer.as_of) answer.as_of_note = "the newest assessment of those searched";
}

Answer no_repositories(const Request& request) {
    const bool is_shell = request.place.kind == PlaceKind::shell;
    auto answer =
        say(is_shell ? "No repository is known yet." : "I know no repository yet that I may show you.");
    answer.outcome = Outcome::no;
    answer.parts.emplace_back(Text{
        is_shell ? "`ispo ready PATH` judges a checkout and keeps the result; `ispo demo` shows a sample "
                   "company."
                 : "Whoever runs me adds one in a shell: `ispo ready PATH` judges a checkout and keeps the "
                   "result."});
    answer.data = data_of({});
    add_examples(answer, {"help"});
    return answer;
}

}  // namespace commands
