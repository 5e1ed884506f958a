// SPDX-License-Identifier: Apache-2.0
#include "sources/directory/table.hpp"

#include "core/text.hpp"
#include "sources/documents/latin1.hpp"
#include "sources/documents/utf16.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

namespace sources::directory {
namespace {

using Text = std::string_view;

constexpr Text byte_order_mark = "\xEF\xBB\xBF";

// The character that separates most in the header, outside quotes; a comma when none does.
char separator_of(Text text) {
    constexpr std::array candidates = {',', ';', '\t', '|'};
    std::array<int, candidates.size()> counts{};
    bool is_quoted = false;
    for (const char c : text) {
        if (c == '"') is_quoted = !is_quoted;
        if (!is_quoted && (c == '\n' || c == '\r')) break;
        for (std::size_t i = 0; i < candidates.size(); ++i)
            if (!is_quoted && c == candidates.at(i)) ++counts.at(i);
    }
    const auto* most = std::max_element(counts.begin(), counts.end());
    return *most == 0 ? ',' : candidates.at(static_cast<std::size_t>(most - counts.begin()));
}

// "sep=;" on a line of its own tells a spreadsheet the separator.
std::optional<char> take_separator_line(Text& text) {
    const auto end = text.find_first_of("\r\n");
    const auto line = text.substr(0, end);
    if (line.size() != 5 || !core::starts_with_ignoring_case(line, "sep=")) return std::nullopt;
    const char separator = line[4];
    text.remove_prefix(std::min(text.size(), line.size()));
    if (text.starts_with("\r\n"))
        text.remove_prefix(2);
    else if (!text.empty())
        text.remove_prefix(1);
    return separator;
}

// Steps through records; a record may hold line breaks between quotes.
class Records {
  public:
    Records(Text text, char separator, int line, Faults& faults)
        : text_(text), separator_(separator), line_(line), faults_(faults) {}

    bool has_more() const { return at_ < text_.size() && !is_broken_; }

    Row next() {
        Row row{.line = line_, .cells = {}};
        do {
            if (row.cells.size() == longest_row)
                fail(row.line, fmt::format("This row has more than {} cells.", longest_row));
            else
                row.cells.push_back(cell());
        } while (!is_broken_ && take(separator_));
        if (!is_broken_) end_of_record();
        return row;
    }
    bool is_broken() const { return is_broken_; }

  private:
    bool take(char wanted) {
        if (at_ >= text_.size() || text_[at_] != wanted) return false;
        ++at_;
        return true;
    }
    void fail(int line, std::string what) {
        faults_.add(line, std::move(what));
        is_broken_ = true;
    }
    std::string cell() {
        const auto begin = std::min(text_.find_first_not_of(' ', at_), text_.size());
        if (begin < text_.size() && text_[begin] == '"') at_ = begin;
        std::string raw = at_ < text_.size() && text_[at_] == '"' ? quoted() : plain();
        if (raw.size() > longest_cell)
            fail(line_, fmt::format("A cell is longer than {} bytes.", longest_cell));
        return core::one_line(raw);
    }
    std::string plain() {
        const auto begin = at_;
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r')
            ++at_;
        return std::string(core::trim(text_.substr(begin, at_ - begin)));
    }
    std::string quoted() {
        const int opened = line_;
        std::string out;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] != '"') {
                if (is_line_break()) ++line_;
                out += text_[at_];
            } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                out += '"';
                ++at_;
            } else {
                ++at_;
                after_quote();
                return out;
            }
        }
        fail(opened, "A quote is opened here and never closed.");
        return out;
    }
    // Blanks may stand between the closing quote and what ends the cell.
    void after_quote() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
        if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r')
            fail(line_, "Text follows a closing quote; a quote inside a cell is written twice.");
    }
    bool is_line_break() const {
        return text_[at_] == '\n' || (text_[at_] == '\r' && !text_.substr(at_ + 1).starts_with('\n'));
    }
    void end_of_record() {
        if (take('\r')) {
            take('\n');
            ++line_;
        } else if (take('\n')) {
            ++line_;
        }
    }

    Text text_;
    char separator_;
    std::size_t at_ = 0;
    int line_;
    Faults& faults_;
    bool is_broken_ = false;
};

bool is_empty(const Row& row) {
    return std::all_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell.empty(); });
}

// Spreadsheets leave out empty cells at the end, or add some.
void drop_empty_end(std::vector<std::string>& cells) {
    while (!cells.empty() && cells.back().empty()) cells.pop_back();
    cells.shrink_to_fit();  // a file of 64 MiB may hold a great many rows with nothing but ends
}

void check_width(const Row& row, std::size_t columns, Faults& faults) {
    if (row.cells.size() > columns)
        faults.add(row.line,
                   fmt::format("This row has {} cells, the header {}; a cell that holds the separator "
                               "must stand in quotes.",
                               row.cells.size(), columns));
}

}  // namespace

void Faults::add(int line, std::string what) {
    if (told.size() < most_faults)
        told.push_back({line, std::move(what)});
    else
        ++more;
}

std::optional<std::string> text_of(Text bytes, std::vector<std::string>& notes, Faults& faults) {
    if (bytes.size() > most_bytes) {
        faults.add(1, fmt::format("The file is larger than {} MiB.", most_bytes >> 20U));
        return std::nullopt;
    }
    std::string text;
    if (auto decoded = documents::from_utf16(bytes)) {
        text = std::move(*decoded);
        notes.emplace_back("It is UTF-16.");
    } else {
        if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
        const auto letters = documents::letters_of(bytes, false);
        if (letters == documents::Letters::mixed) {
            faults.add(1, "Some of its letters are UTF-8 and some are not; save it as UTF-8.");
            return std::nullopt;
        }
        if (letters == documents::Letters::latin1)
            notes.emplace_back("It is not UTF-8; it was read as Latin-1.");
        text = letters == documents::Letters::latin1 ? documents::from_latin1(bytes) : std::string(bytes);
    }
    if (text.find('\0') != std::string::npos) {
        faults.add(1, "It holds NUL bytes and is no text; save it as CSV in UTF-8.");
        return std::nullopt;
    }
    return text;
}

Table read_table(Text bytes, Faults& faults) {
    Table table;
    const auto decoded = text_of(bytes, table.notes, faults);
    if (!decoded) return table;
    Text text = *decoded;
    const auto stated = take_separator_line(text);
    Records records(text, stated.value_or(separator_of(text)), stated ? 2 : 1, faults);
    while (records.has_more()) {
        auto row = records.next();
        if (records.is_broken() || is_empty(row)) continue;
        drop_empty_end(row.cells);
        if (table.header.empty()) {
            table.header = std::move(row.cells);
            table.header_line = row.line;
            if (table.header.size() <= most_columns) continue;
            faults.add(row.line, fmt::format("It has more than {} columns.", most_columns));
            break;
        }
        if (table.rows.size() == most_rows) {
            faults.add(row.line, fmt::format("It has more than {} rows.", most_rows));
            break;
        }
        check_width(row, table.header.size(), faults);
        if (faults.are_none()) table.rows.push_back(std::move(row));
    }
    if (!faults.are_none()) table.rows.clear();
    if (table.header.empty() && faults.are_none()) faults.add(1, "The file is empty.");
    return table;
}

}  // namespace sources::directory
