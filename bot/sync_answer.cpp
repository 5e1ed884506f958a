// SPDX-License-Identifier: Apache-2.0
// What people read of a sync.
#include "bot/sync.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

namespace bot {

namespace {

std::int64_t sum_of(const core::Json& sources, std::string_view key) {
    std::int64_t sum = 0;
    for (const auto& source : sources) sum += core::number_of(source, key);
    return sum;
}

std::string repositories(std::int64_t count) { return core::counted(count, "repository", "repositories"); }

std::string items_words(std::int64_t count) {
    return core::counted(count, "pull request or issue", "pull requests and issues");
}

commands::Table table_of(const core::Json& sources) {
    commands::Table table;
    table.caption = "What was read, by source";
    table.header = {"Source", "Listed", "Judged", "Changes, issues", "Calls", "Points left"};
    for (const auto& source : sources) {
        std::vector<commands::Cell> cells(table.header.size());
        cells[0].text = core::one_line(core::text_of(source, "source"));
        const auto put = [&](std::size_t column, std::string_view key) {
            const auto number = core::number_of(source, key, -1);
            cells[column].text = number < 0 ? "not told" : std::to_string(number);
            if (number >= 0) cells[column].number = static_cast<double>(number);
        };
        put(1, "listed");
        put(2, "judged");
        put(3, "items");
        put(4, "calls");
        put(5, "points_left");
        table.rows.push_back(std::move(cells));
    }
    return table;
}

}  // namespace

commands::Answer answer_of_sync(const core::Json& state) {
    const auto& sources = core::member_of(state, "sources");
    const auto read = fmt::format("{} listed, {} judged, {} read.", repositories(sum_of(sources, "listed")),
                                  sum_of(sources, "judged"), items_words(sum_of(sources, "items")));
    auto answer = commands::say(read);
    answer.parts.emplace_back(table_of(sources));
    bool is_whole = true;
    for (const auto& source : sources)
        for (const auto& trouble : core::member_of(source, "troubles")) {
            if (!trouble.is_string()) continue;
            is_whole = false;
            commands::Note note{.text = core::one_line(trouble.get<std::string>())};
            note.kind = commands::NoteKind::warning;
            answer.parts.emplace_back(std::move(note));
        }
    if (!is_whole) {
        answer.outcome = commands::Outcome::unavailable;
        answer.headline = "Not everything could be read: " + read;
    }
    answer.data = state;
    return answer;
}

std::string line_of_sync(const core::Json& state) {
    std::string line;
    for (const auto& source : core::member_of(state, "sources")) {
        const auto doing = core::text_of(source, "doing");
        if (doing.empty()) continue;
        const auto judged = core::number_of(source, "judged"), left = core::number_of(source, "to_judge");
        line += fmt::format("{}{}: {}, {} listed", line.empty() ? "" : "; ", core::text_of(source, "source"),
                            core::shorten(doing, 60), core::number_of(source, "listed"));
        if (judged + left > 0) line += fmt::format(", {} of {} judged", judged, judged + left);
        if (const auto items = core::number_of(source, "items"); items > 0)
            line += fmt::format(", {} read", items_words(items));
        if (const auto points = core::number_of(source, "points_left", -1); points >= 0)
            line += fmt::format(", {} points left", points);
        if (const auto until = core::text_of(source, "waits_until"); !until.empty())
            line += fmt::format(", waits for GitHub's limit until {}", until);
    }
    return line;
}

}  // namespace bot
