// SPDX-License-Identifier: Apache-2.0
// What people read of an import of facts.
#include "bot/facts_import.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <array>

namespace bot {

namespace {

constexpr std::array<const char*, 4> columns = {"new", "changed", "unchanged", "gone"};

std::string refused(const core::Json& imported, const std::string& name) {
    std::vector<std::string> lines;
    for (const auto& fault : core::member_of(imported, "faults")) {
        const auto line = core::number_of(fault, "line");
        const auto what = core::text_of(fault, "what");
        lines.push_back(line > 0 ? fmt::format("{}:{}: {}", name, line, what) : what);
    }
    if (const auto more = core::number_of(imported, "more_faults"); more > 0)
        lines.push_back(fmt::format("… and {} more.", more));
    return "Nothing was changed, as not all of it can be taken:\n  " + core::join(lines, "\n  ");
}

commands::Table table_of(const core::Json& imported) {
    commands::Table table;
    table.caption = "What the file states";
    table.header = {"Record", "New", "Changed", "Unchanged", "Gone"};
    for (const auto& [kind, counts] : core::member_of(imported, "kinds").items()) {
        std::vector<commands::Cell> cells(table.header.size());
        cells[0].text = kind;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto number = core::number_of(counts, columns[i]);
            cells[i + 1].text = std::to_string(number);
            cells[i + 1].number = static_cast<double>(number);
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

std::string headline_of(const core::Json& imported, bool is_check) {
    const auto& sum = core::member_of(imported, "sum");
    const auto fresh = core::number_of(sum, "new"), changed = core::number_of(sum, "changed"),
               same = core::number_of(sum, "unchanged"), gone = core::number_of(sum, "gone");
    if (fresh + changed + gone == 0)
        return fmt::format("{}; all of it ({}) is as it was before.", is_check ? "Checked" : "Imported",
                           same);
    return fmt::format("{}: {} new, {} changed, {} unchanged, {} gone.{}",
                       is_check ? "Checked; it would be" : "Imported", fresh, changed, same, gone,
                       is_check ? " Nothing was changed." : "");
}

}  // namespace

commands::Answer answer_of_facts(const core::Json& imported, const FactsOrder& order) {
    const auto name = core::shorten(core::one_line(order.name), 80);
    if (!core::member_of(imported, "faults").empty()) {
        auto answer = commands::from_error(core::invalid(refused(imported, name)));
        answer.data = imported;
        return answer;
    }
    auto answer = commands::say(headline_of(imported, order.is_check));
    if (!core::member_of(imported, "kinds").empty()) answer.parts.emplace_back(table_of(imported));
    if (const auto judged = core::number_of(imported, "judged"); judged > 0)
        answer.parts.emplace_back(commands::Note{fmt::format(
            "{} judged anew by what it tells.", core::counted(judged, "repository", "repositories"))});
    if (const auto why = core::text_of(imported, "not_judged"); !why.empty())
        answer.parts.emplace_back(
            commands::Note{fmt::format("All of it is kept, but not every repository could be judged by it "
                                       "yet: {} That is made up for at "
                                       "the next start of the service, or the next import.",
                                       why)});
    answer.data = imported;
    return answer;
}

}  // namespace bot
