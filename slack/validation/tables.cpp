// SPDX-License-Identifier: Apache-2.0
#include "slack/validation/parts.hpp"

#include <fmt/format.h>

namespace slack::validation {

namespace {

void cell(Checker& check, const Json& value, const std::string& at, bool may_be_rich) {
    const auto type = core::text_of(value, "type");
    if (type == "rich_text") {
        if (!may_be_rich) check.error(at, "a heading is no rich text");
        return rich_text(check, value, at);
    }
    if (type == "raw_number") {
        check.keys(value, at, {"type", "value", "text"}, {});
        if (!member_of(value, "value").is_number()) check.error(at + "/value", "is not a number");
    } else if (type == "raw_text") {
        check.keys(value, at, {"type", "text"}, {});
    } else {
        return check.error(at + "/type", "is no kind of cell");
    }
    check.string(value, "text", at, {1, 3000});
}

void rows(Checker& check, const Json& value, const std::string& at, Length length) {
    std::size_t columns = 0, number = 0;
    const auto before = check.counted;
    check.list(value, "rows", at, length, [&](const Json& row, const std::string& here) {
        const bool is_heading = number++ == 0;
        if (!row.is_array() || row.empty() || row.size() > 20)
            return check.error(here, "is no row of 1 to 20 cells");
        if (is_heading) columns = row.size();
        if (row.size() != columns) check.error(here, "is not as long as the first row");
        for (std::size_t i = 0; i < row.size(); ++i)
            cell(check, row[i], here + "/" + std::to_string(i), !is_heading);
    });
    if (check.counted - before > 10000) check.error(at, "has more than 10000 units in its cells");
}

}  // namespace

void table(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "rows"}, {"column_settings", "block_id"});
    rows(check, value, at, {1, 100});
    check.list(value, "column_settings", at, {0, 20}, [&](const Json& one, const std::string& here) {
        if (one.is_null()) return;
        check.keys(one, here, {}, {"align", "is_wrapped"});
        check.word(one, "align", here, {"left", "center", "right"});
        check.boolean(one, "is_wrapped", here);
    });
}

void data_table(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "caption", "rows"}, {"page_size", "row_header_column_index", "block_id"});
    check.string(value, "caption", at, {1, 3000});
    check.integer(value, "page_size", at, 1, 100);
    check.integer(value, "row_header_column_index", at, 0, 19);
    rows(check, value, at, {2, 101});
}

}  // namespace slack::validation
