// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/gate_phrases.hpp"
#include "commands/repository_rows.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"
#include "insight/score.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <cmath>

namespace commands {
extern const Command ready_history;
namespace {

constexpr std::size_t most_kept = 100;
constexpr std::size_t rows_at_a_glance = 10;
constexpr std::size_t most_points = 20;

using Rows = std::vector<storage::AssessmentRow>;  // newest first

std::string level_of(const storage::AssessmentRow& row) {
    return levels_in_words(row.level_proven, row.level_possible, row.exemptions);
}

// Where all assessments are of one day, days tell nothing apart.
bool is_of_one_day(const Rows& rows) {
    return rows.size() > 1 && core::to_date(rows.front().at) == core::to_date(rows.back().at);
}

// "20:14:05" of "2026-11-28T20:14:05Z".
std::string time_of_day(core::Time at) { return core::to_rfc3339(at).substr(11, 8); }

std::string to_the_second(core::Time at) {
    return fmt::format("{} {} UTC", core::to_date(at), time_of_day(at));
}

// As everywhere: whole points, so that a chart and its table say what the headline says.
double shown(double score) { return std::nearbyint(score); }

std::vector<Cell> cells_of(const storage::AssessmentRow& row, bool of_one_day) {
    std::vector<Cell> cells(5);
    cells[0].text = of_one_day ? to_the_second(row.at) : core::to_readable(row.at);
    cells[1].text = level_of(row);
    cells[2].text = row.scored ? fmt::format("{:.0f}", row.score) : "no score";
    if (row.scored) cells[2].number = shown(row.score);
    cells[3].text = fmt::format("{} %", insight::shown_percent(row.coverage));
    cells[3].number = row.coverage;
    cells[4].text = core::shorten(core::one_line(row.commit), 12);
    return cells;
}

Table table_of(const Rows& rows) {
    Table table;
    table.caption = "Assessments, newest first";
    table.header = {"Assessed", "Level", "Score", "Seen", "Commit"};
    table.shown_first = rows_at_a_glance;
    table.rows.reserve(rows.size());
    for (const auto& row : rows) table.rows.push_back(cells_of(row, is_of_one_day(rows)));
    return table;
}

// The last score of each day, oldest first; of one day all, each with its time, and those of one second
// numbered.
std::vector<std::pair<std::string, std::optional<double>>> points_of(const Rows& rows) {
    std::vector<std::pair<std::string, std::optional<double>>> points;
    const bool of_one_day = is_of_one_day(rows);
    for (const auto& row : rows) {
        if (points.size() == most_points) break;
        auto label = of_one_day ? time_of_day(row.at) : core::to_date(row.at);
        if (!of_one_day && !points.empty() && points.back().first == label) continue;
        points.emplace_back(std::move(label), row.scored ? std::optional{shown(row.score)} : std::nullopt);
    }
    std::reverse(points.begin(), points.end());
    std::string last;
    std::size_t same = 1;
    for (auto& [label, score] : points) {
        same = label == last ? same + 1 : 1;
        last = label;
        if (same > 1) label += fmt::format(" ({})", same);
    }
    return points;
}

// "12:00:00 (3)" is a label; in a sentence it is "assessment 3 of 12:00:00".
std::string in_a_sentence(const std::string& label) {
    const auto bracket = label.find(" (");
    if (bracket == std::string::npos) return label;
    const auto number = label.substr(bracket + 2, label.size() - bracket - 3);
    return fmt::format("assessment {} of {}", number, label.substr(0, bracket));
}

// Of the values that are there; at least one is.
std::size_t farthest_from(double value, const std::vector<std::optional<double>>& values) {
    std::size_t found = 0;
    double distance = -1;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i] || std::abs(*values[i] - value) <= distance) continue;
        distance = std::abs(*values[i] - value);
        found = i;
    }
    return found;
}

std::string finding_of(const Chart& chart, std::string_view on) {
    const auto& values = chart.series.front().values;
    const auto seen = [](const auto& value) { return value.has_value(); };
    const auto when = [&](std::size_t i) { return in_a_sentence(chart.categories[i]); };
    const auto first = std::find_if(values.begin(), values.end(), seen);
    if (first == values.end()) return "None of these assessments saw enough for a score.";
    const auto last = std::find_if(values.rbegin(), values.rend(), seen);
    const auto start = fmt::format("{:.0f}", **first);
    const auto end = fmt::format("{:.0f}", **last);
    const auto from = static_cast<std::size_t>(first - values.begin());
    const auto to = static_cast<std::size_t>(values.rend() - last) - 1;
    if (from == to) return fmt::format("The only score is {}, of {}.", end, when(to));
    const auto span = fmt::format("between {} and {}", when(from), when(to));
    if (start == end) {
        const auto far = farthest_from(**last, values);
        const auto other = fmt::format("{:.0f}", *values[far]);
        if (other == end) return fmt::format("The score stayed at {} {}.", end, span);
        return fmt::format("The score is {} again, as {on} {}; {on} {} it was {}.", end, when(from),
                           when(far), other, fmt::arg("on", on));
    }
    return fmt::format("The score {} from {} to {} {}.", **last > **first ? "rose" : "fell", start, end,
                       span);
}

Chart chart_of(const Rows& rows) {
    Chart chart;
    chart.title = "Readiness score over time";
    chart.series = {{"Score", {}}};
    chart.x_label = "Day";
    chart.y_label = "Score of 100";
    for (auto& [day, score] : points_of(rows)) {
        chart.categories.push_back(std::move(day));
        chart.series.front().values.push_back(score);
    }
    chart.finding = finding_of(chart, is_of_one_day(rows) ? "at" : "on");
    if (is_of_one_day(rows)) chart.x_label = "Time (UTC) on " + core::to_date(rows.front().at);
    return chart;
}

void add_changes(Answer& answer, const Rows& rows, const storage::Reader& reader) {
    if (rows.size() < 2) return;
    const auto after = reader.assessment(rows[0].id);
    const auto before = reader.assessment(rows[1].id);
    if (!after || !before) return;
    const bool of_one_day = core::to_date(before->at) == core::to_date(after->at);
    auto text = fmt::format("What changed since {}:",
                            of_one_day ? to_the_second(before->at) : core::to_date(before->at));
    const auto changes = insight::changes_between(*before, *after);
    for (const auto& change : changes) text += "\n" + core::one_line(change.text);
    if (changes.empty()) text += " nothing that is judged.";
    answer.parts.emplace_back(Text{std::move(text)});
}

core::Json data_of(const Rows& rows) {
    core::Json list = core::Json::array();
    for (const auto& row : rows) {
        core::Json one = {{"at", core::to_rfc3339(row.at)},
                          {"commit", row.commit},
                          {"level_proven", row.level_proven},
                          {"level_possible", row.level_possible},
                          {"exemptions", row.exemptions},
                          {"coverage", row.coverage},
                          {"score", nullptr}};
        if (row.scored) one["score"] = row.score;
        list.push_back(std::move(one));
    }
    return list;
}

Answer of_row(const storage::RepositoryRow& row, const storage::Reader& reader, const Request& request) {
    const auto rows = reader.history(row.id, most_kept);
    const auto name = core::one_line(row.name);
    const auto line_name = line_name_of(row, reader, request);
    auto answer = say(name + " has not been assessed yet, so there is no history.");
    answer.audience.repositories = {row.id};
    answer.actions = {action("Readiness now", "ready " + line_name, "Readiness of " + name + " now")};
    answer.outcome = rows.empty() ? Outcome::no : Outcome::done;
    if (rows.empty()) return answer;
    auto chart = chart_of(rows);
    answer.headline = fmt::format("History of {}: {}. {}", name, level_of(rows.front()), chart.finding);
    add_changes(answer, rows, reader);
    answer.parts.emplace_back(std::move(chart));
    answer.parts.emplace_back(table_of(rows));
    answer.as_of = rows.front().at;
    answer.as_of_note = (row.source == "sample" ? "sample data" : core::one_line(row.source)) +
                        note_on_clocks(rows.front().at, request.now);
    answer.data = data_of(rows);
    return answer;
}

Answer run(const Context& context, const storage::Reader& reader) {
    if (context.arguments.size() != 1)
        return wrong_use("Name one repository, and I show its scores over time.",
                         working_examples(context, "ready history"));
    const auto chosen = choose_repository(context, reader, "ready history", context.arguments.front());
    return chosen.row ? of_row(*chosen.row, reader, context.request) : chosen.refusal;
}

}  // namespace

const Command ready_history{
    .name = "ready history",
    .usage = "ready history <repository>",
    .summary = "How the readiness of a repository changed over time.",
    .examples = {{"ready history payments-api", "history of payments-api"},
                 {"ready history search-service", "how did the score of search-service change?"}},
    .run = run,
    .slot = Slot::repository,
    .reading = "history of",
};

}  // namespace commands
