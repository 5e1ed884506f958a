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
    return row.owner.empty() ? "no owner known" : core::one_line(row.owner);
}

void rest_on(Answer& answer, const RepositoryRows& rows, Time now) {
    std::optional<Time> newest;
    for (const auto& row : rows) {
        answer.audience.repositories.push_back(row.id);
        if (!row.assessed_at) continue;
        answer.as_of = answer.as_of ? std::min(*answer.as_of, *row.assessed_at) : *row.assessed_at;
        newest = newest ? std::max(*newest, *row.assessed_at) : *row.assessed_at;
    }
    if (newest) answer.as_of_note = "the oldest assessment shown here" + note_on_clocks(newest, now);
}

std::string note_on_clocks(std::optional<Time> newest, Time now) {
    if (!newest || *newest <= now) return {};
    return fmt::format("; checkouts are dated by the real clock, the sample data by its own ({})",
                       core::to_date(now));
}

core::Json data_of(const RepositoryRows& rows) {
    auto list = core::Json::array();
    for (const auto& row : rows) list.push_back(json_of(row));
    return {{"repositories", std::move(list)}};
}

void add_search_age(Answer& answer, const storage::Reader& reader, storage::Reach reach, Time now) {
    answer.as_of = reader.newest_assessment(reach);
    if (answer.as_of)
        answer.as_of_note = "the newest assessment of those searched" + note_on_clocks(answer.as_of, now);
}

namespace {

// Whoever asks elsewhere is not told whether something is kept that they may not see.
std::string nothing_known(const Request& request) {
    return request.place.kind == PlaceKind::shell ? "No repository is known yet."
                                                  : "I know no repository yet that I may show you.";
}

std::string how_to_add(const Request& request) {
    if (request.place.kind == PlaceKind::shell)
        return "`ispo ready PATH` judges a checkout and keeps the result; `ispo demo` shows a sample "
               "company.";
    return "Whoever runs me judges a checkout in a shell and says there that every colleague may see it: "
           "`ispo "
           "ready PATH --assume visibility=internal`.";
}

}  // namespace

Answer no_repositories(const Request& request) {
    auto answer = say(nothing_known(request));
    answer.outcome = Outcome::no;
    answer.parts.emplace_back(Text{how_to_add(request)});
    answer.data = data_of({});
    add_examples(answer, {"help"});
    return answer;
}

void add_no_repositories(Answer& answer, const Request& request) {
    answer.parts.emplace_back(Text{nothing_known(request) + " " + how_to_add(request)});
    add_examples(answer, {"help"});
}

}  // namespace commands
