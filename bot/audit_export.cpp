// SPDX-License-Identifier: Apache-2.0
#include "bot/audit_export.hpp"

#include "core/text.hpp"

#include <array>
#include <cstdio>

namespace bot {

namespace {

constexpr std::array<std::string_view, 10> columns = {"id",  "at",     "who",   "what",    "where",
                                                      "why", "before", "after", "request", "dry"};

std::string cell(const core::Json& value) {
    auto text = value.is_string() ? value.get<std::string>() : core::dump_json(value);
    if (value.is_string() && !text.empty() &&
        std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        text.insert(0, "'");
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

std::string line_of(const core::Json& row, const std::string& form) {
    return (form == "csv" ? csv_row(row) : core::dump_json(row)) + "\n";
}

}  // namespace

std::vector<std::string> audit_line(const AuditFilter& filter) {
    std::vector<std::string> words = {"audit"};
    const auto add = [&](const char* name, const std::string& value) {
        if (value.empty()) return;
        words.emplace_back(name);
        words.push_back(value);
    };
    add("--since", filter.since);
    add("--who", filter.who);
    add("--what", filter.what);
    return words;
}

std::string csv_row(const core::Json& row) {
    std::string out;
    for (const auto column : columns) out += (out.empty() ? "" : ",") + cell(core::member_of(row, column));
    return out;
}

std::string csv_head() {
    std::string out;
    for (const auto column : columns) out += (out.empty() ? "" : ",") + std::string(column);
    return out;
}

int export_audit(const Config& config, const AuditFilter& filter, const std::string& form,
                 const ShellOptions& options) {
    std::int64_t last = 0;
    auto all = filter;
    if (all.since.empty()) all.since = "1970-01-01";
    if (form == "csv") std::fputs((csv_head() + "\n").c_str(), stdout);
    for (;;) {
        auto words = audit_line(all);
        words.emplace_back("--after");
        words.push_back(std::to_string(last));
        const auto heard = ask_anyone(config, words);
        if (!heard) return show_error(heard.error(), options);
        if (heard->answer.outcome != commands::Outcome::done) return show(heard->answer, options);
        for (const auto& row : core::member_of(heard->answer.data, "rows"))
            std::fputs(line_of(row, form).c_str(), stdout);
        const auto next = core::number_of(heard->answer.data, "last");
        if (next <= last) return 0;
        last = next;
    }
}

}  // namespace bot
