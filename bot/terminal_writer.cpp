// SPDX-License-Identifier: Apache-2.0
#include "bot/terminal_writer.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

namespace bot {

void TerminalWriter::line(std::string_view text) {
    out += text;
    out += '\n';
}

void TerminalWriter::wrapped(std::string_view text, std::size_t indent, std::string lead) {
    for (const auto paragraph : core::split(text, '\n')) {
        std::string row = lead.empty() ? std::string(indent, ' ') : lead;
        std::size_t used = core::count_code_points(row);
        bool first = true;
        for (const auto word : core::split(paragraph, ' ')) {
            const auto length = core::count_code_points(word);
            if (!first && used + 1 + length > style_.width) {
                line(row);
                row = std::string(indent, ' ');
                used = indent;
                first = true;
            }
            if (!first) row += ' ';
            row += word;
            used += length + (first ? 0 : 1);
            first = false;
        }
        line(row);
        lead.clear();
    }
}

std::string TerminalWriter::bold(std::string_view text) const {
    return style_.colour ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
}

std::string TerminalWriter::dim(std::string_view text) const {
    return style_.colour ? fmt::format("\x1b[2m{}\x1b[0m", text) : std::string(text);
}

std::string TerminalWriter::status(commands::Status status) const {
    const auto text = fmt::format("{} {}", commands::shape(status), commands::word(status));
    const char* code = status == commands::Status::yes      ? "32"
                       : status == commands::Status::partly ? "33"
                       : status == commands::Status::no     ? "31"
                                                            : "2";
    return style_.colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
}

std::string padded(std::string_view text, std::size_t width) {
    const auto length = core::count_code_points(text);
    return std::string(text) + std::string(length < width ? width - length : 0, ' ');
}

}  // namespace bot
