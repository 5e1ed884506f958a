// SPDX-License-Identifier: Apache-2.0
// Who changed what. Names of private repositories may stand in it, so it is shown where nobody reads along.
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/pause_words.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <charconv>

namespace commands {
extern const Command audit;
namespace {

using storage::AuditRow;

constexpr core::Days usual{30};
constexpr std::size_t most_searched = 5000;
constexpr std::size_t most_shown = 20;
constexpr std::size_t most_in_a_page = 1000;

struct Wanted {
    Time since{};
    std::string who, what;
    std::optional<std::int64_t> after;  // a page of the export
};

// "7d" back from now, or a date.
core::Result<Time> since_of(const std::string& word, Time now) {
    if (const auto stamp = core::parse_time(word)) return *stamp;
    const std::vector<std::string> words = {word};
    const auto ahead = pause_end(words, now);
    if (ahead && *ahead && word.find(':') == std::string::npos) return now - (**ahead - now);
    return core::invalid(fmt::format("“{}” is no time; nothing was shown. Say 7d, 4w or 2026-01-31.",
                                     core::shorten(core::one_line(word), 40)));
}

std::optional<std::int64_t> number_in(const std::string& word) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return number;
}

core::Result<Wanted> wanted_of(const std::vector<std::string>& arguments, Time now) {
    Wanted wanted{.since = now - usual};
    for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) {
        auto name = core::lower(arguments[i]);
        while (name.starts_with('-')) name.erase(0, 1);
        const auto& value = arguments[i + 1];
        if (name == "since") {
            const auto since = since_of(value, now);
            if (!since) return since.error();
            wanted.since = *since;
        } else if (name == "who") {
            wanted.who = core::lower(value);
        } else if (name == "what") {
            wanted.what = core::lower(value);
        } else if (name == "after" && number_in(value)) {
            wanted.after = number_in(value);
        } else {
            return core::invalid(fmt::format(
                "“{}” is not understood; nothing was shown. There is: --since 7d, --who U123, --what "
                "pause.",
                core::shorten(core::one_line(arguments[i]), 40)));
        }
    }
    if (arguments.size() % 2 != 0)
        return core::invalid(
            fmt::format("“{}” needs a value; nothing was shown. For example: audit --since 7d",
                        core::shorten(core::one_line(arguments.back()), 40)));
    return wanted;
}

bool is_wanted(const AuditRow& row, const Wanted& wanted) {
    return core::contains_ignoring_case(row.who, wanted.who) &&
           core::contains_ignoring_case(row.what, wanted.what);
}

core::Json json_of(const AuditRow& row) {
    return {{"id", row.id},           {"at", core::to_rfc3339(row.at)},
            {"who", row.who},         {"what", row.what},
            {"where", row.where},     {"why", row.why},
            {"before", row.before},   {"after", row.after},
            {"request", row.request}, {"dry", row.dry}};
}

std::vector<Cell> cells_of(const AuditRow& row) {
    std::vector<Cell> cells(5);
    const auto change = row.before.empty() ? row.after : fmt::format("{} → {}", row.before, row.after);
    cells[0].text = core::to_readable(row.at);
    cells[1].text = core::shorten(core::one_line(row.who), 60);
    cells[2].text = core::shorten(core::one_line((row.dry ? "dry run: " : "") + row.what), 80);
    cells[3].text = core::shorten(core::one_line(change.empty() ? "–" : change), 160);
    cells[4].text = core::shorten(core::one_line(row.request.empty() ? "–" : row.request), 20);
    return cells;
}

// What the export reads, page by page.
Answer page_of(const Wanted& wanted, const storage::Reader& reader) {
    auto rows = reader.audit_after(*wanted.after, wanted.since, most_in_a_page);
    auto answer = say("A page of the audit.");
    auto list = core::Json::array();
    for (const auto& row : rows)
        if (is_wanted(row, wanted)) list.push_back(json_of(row));
    answer.data = {{"rows", std::move(list)}, {"last", rows.empty() ? 0 : rows.back().id}};
    return answer;
}

Answer run(const Context& context, const storage::Reader& reader) {
    const auto& request = context.request;
    if (request.place.kind == PlaceKind::channel)
        return refused(
            "The audit is shown where nobody reads along; nothing was shown. Ask me in a direct message.");
    const auto wanted = wanted_of(context.arguments, request.now);
    if (!wanted) return from_error(wanted.error(), {"audit", "audit --since 7d"});
    if (wanted->after) return page_of(*wanted, reader);
    auto rows = reader.newest_audit(wanted->since, most_searched);
    std::erase_if(rows, [&](const auto& row) { return !is_wanted(row, *wanted); });
    if (rows.empty()) {
        auto answer = say(fmt::format("Nothing is in the audit since {}.", core::to_date(wanted->since)));
        answer.outcome = Outcome::no;
        add_examples(answer, {"audit --since 52w", "status"});
        return answer;
    }
    auto answer = say(fmt::format("{} in the audit since {}, newest first",
                                  core::counted(static_cast<std::int64_t>(rows.size()), "row", "rows"),
                                  core::to_date(wanted->since)));
    Table table;
    table.caption = "Who changed what";
    table.header = {"When", "Who", "What", "Before → after", "Reference"};
    auto list = core::Json::array();
    for (const auto& row : rows) {
        if (table.rows.size() < most_shown) table.rows.push_back(cells_of(row));
        list.push_back(json_of(row));
    }
    table.more = rows.size() - table.rows.size();
    answer.parts.emplace_back(std::move(table));
    if (rows.size() > most_shown)
        answer.parts.emplace_back(Note{"`ispo audit --export csv` in a shell writes all of it."});
    answer.data = {{"rows", std::move(list)}};
    answer.as_of = request.now;
    add_examples(answer, {"status"});
    return answer;
}

}  // namespace

const Command audit{
    .name = "audit",
    .usage = "audit [--since 7d] [--who <person>] [--what <words>]",
    .summary = "Who changed what, where and why; also who was shown facts of private repositories.",
    .examples = {{"audit", "who changed what?"}, {"audit --since 7d", "who changed what this week?"}},
    .role = Role::ispo,
    .personal = true,
    .run = run,
    .reading = "audit",
};

}  // namespace commands
