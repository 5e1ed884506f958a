// SPDX-License-Identifier: Apache-2.0
// Who changed what. Names of private repositories may stand in it, so it is shown where nobody reads along.
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/field_words.hpp"
#include "commands/pause_words.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>

namespace commands {
extern const Command audit;
namespace {

using storage::AuditRow;

constexpr core::Days usual{30};
constexpr std::size_t most_searched = 20'000;  // a moment's work
constexpr std::size_t most_shown = 20, most_in_data = 5000;
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
        const auto name = core::lower(without_dashes(arguments[i]));
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
    std::vector<Cell> cells(7);
    const auto said = [](const std::string& text, std::size_t longest) {
        return core::shorten(core::one_line(text.empty() ? "–" : text), longest);
    };
    const auto change = row.before.empty() ? row.after : fmt::format("{} → {}", row.before, row.after);
    cells[0].text = core::to_readable(row.at);
    cells[1].text = core::shorten(core::one_line(row.who), 60);
    cells[2].text = core::shorten(core::one_line((row.dry ? "dry run: " : "") + row.what), 80);
    cells[3].text = said(row.where, 60);
    cells[4].text = said(row.why, 80);
    cells[5].text = said(change, 160);
    cells[6].text = said(row.request, 20);
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

struct Found {
    std::vector<AuditRow> rows;  // newest first
    bool is_all = true;          // else there are rows older than those that were searched
};
Found search(const Wanted& wanted, const storage::Reader& reader) {
    Found found;
    auto before = std::numeric_limits<std::int64_t>::max();
    for (std::size_t searched = 0;; searched += most_in_a_page) {
        found.is_all = searched < most_searched;
        auto page = reader.newest_audit(wanted.since, found.is_all ? most_in_a_page : 1, before);
        if (page.empty()) found.is_all = true;
        if (page.empty() || !found.is_all) return found;
        before = page.back().id;
        std::ranges::copy_if(page, std::back_inserter(found.rows),
                             [&](const auto& row) { return is_wanted(row, wanted); });
    }
}

std::string headline_of(const Found& found, const Wanted& wanted) {
    const bool is_narrowed = !wanted.who.empty() || !wanted.what.empty();
    const auto since = core::to_date(wanted.since);
    if (!found.is_all && found.rows.empty())
        return fmt::format("Nothing of this is among the newest {} rows of the audit.", most_searched);
    if (!found.is_all)
        return fmt::format("{} of the newest {} rows in the audit since {}, newest first", found.rows.size(),
                           most_searched, since);
    if (found.rows.empty())
        return fmt::format("Nothing{} is in the audit since {}.", is_narrowed ? " of this" : "", since);
    const auto rows = core::counted(static_cast<std::int64_t>(found.rows.size()), "row", "rows");
    return fmt::format("{} in the audit since {}, newest first", rows, since);
}

Table table_of(const std::vector<AuditRow>& rows) {
    Table table;
    table.caption = "Who changed what";
    table.header = {"When", "Who", "What", "Where", "Why", "Before → after", "Reference"};
    for (const auto& row : rows)
        if (table.rows.size() < most_shown) table.rows.push_back(cells_of(row));
    table.more = rows.size() - table.rows.size();
    return table;
}

void add_note(Answer& answer, const Found& found) {
    const std::string export_says = "`ispo audit --export csv` in a shell writes all of it.";
    if (!found.is_all)
        answer.parts.emplace_back(Note{"Older rows were not searched. " + export_says});
    else if (found.rows.size() > most_shown)
        answer.parts.emplace_back(Note{export_says});
}

core::Json data_of(const Found& found) {
    auto list = core::Json::array();
    for (const auto& row : found.rows)
        if (list.size() < most_in_data) list.push_back(json_of(row));
    return {{"rows", std::move(list)}, {"count", found.rows.size()}, {"is_all", found.is_all}};
}

Answer run(const Context& context, const storage::Reader& reader) {
    const auto& request = context.request;
    if (request.place.kind == PlaceKind::channel)
        return refused(
            "The audit is shown where nobody reads along; nothing was shown. Ask me in a direct message.");
    const auto wanted = wanted_of(context.arguments, request.now);
    if (!wanted) return from_error(wanted.error(), {"audit", "audit --since 7d"});
    if (wanted->after) return page_of(*wanted, reader);
    const auto found = search(*wanted, reader);
    auto answer = say(headline_of(found, *wanted));
    if (!found.rows.empty()) answer.parts.emplace_back(table_of(found.rows));
    add_note(answer, found);
    answer.data = data_of(found);
    if (found.rows.empty()) {
        answer.outcome = Outcome::no;
        add_examples(answer, {"audit --since 52w", "status"});
        return answer;
    }
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
    .is_for_office = true,
    .personal = true,
    .run = run,
    .reading = "audit",
};

}  // namespace commands
