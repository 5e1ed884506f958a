// SPDX-License-Identifier: Apache-2.0
#include "sources/documents/markdown_guard.hpp"

#include "core/text.hpp"
#include "sources/documents/outline.hpp"

#include <algorithm>

namespace sources::documents {
namespace {

using Text = std::string_view;

constexpr std::size_t longest_text = 256U << 10U;
constexpr std::size_t longest_run = 100;
constexpr std::size_t longest_word = 1'024;
constexpr std::size_t most_pipes_in_a_line = 200;
constexpr int most_declarations = 200;

Text cut_at_line(Text text) {
    if (text.size() <= longest_text) return text;
    const auto line = text.rfind('\n', longest_text);
    return text.substr(0, line == Text::npos ? longest_text : line + 1);
}

bool is_mark(char c) {
    return c > ' ' && c < 0x7F && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
           !(c >= 'A' && c <= 'Z');
}

// Opens that the parser looks for the end of again and again: "<?", "<!".
bool is_declaration(Text text) {
    return text.size() > 1 && text[0] == '<' && (text[1] == '?' || text[1] == '!');
}

// A word keeps its head and its tail, so that "![logo](data:…)" stays an image.
void add_word(Text word, std::string& out) {
    if (word.size() <= longest_word) {
        out += word;
        return;
    }
    out += word.substr(0, longest_word / 2);
    out += word.substr(word.size() - longest_word / 2);
}

class Tamer {
  public:
    explicit Tamer(std::string& out) : out_(out) {}

    void line(Text text) {
        const bool pipes =
            static_cast<std::size_t>(std::count(text.begin(), text.end(), '|')) <= most_pipes_in_a_line;
        std::size_t depth = 0;
        bool only_quotes = true;
        std::string kept;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i] == '|' && !pipes ? ' ' : text[i];
            run_ = c == last_ ? run_ + 1 : 1;
            last_ = c;
            if (is_mark(c) && run_ > longest_run) continue;
            if (is_declaration(text.substr(i)) && ++declarations_ > most_declarations) continue;
            // "> > > >" nests without a run of one mark.
            only_quotes = only_quotes && (c == '>' || c == ' ');
            if (c == '>' && only_quotes && ++depth > longest_run) continue;
            kept += c;
        }
        words(kept);
    }

  private:
    void words(Text text) {
        for (std::size_t i = 0; i < text.size();) {
            const auto space = std::min(text.find_first_of(" \t", i), text.size());
            add_word(text.substr(i, space - i), out_);
            const auto next = std::min(text.find_first_not_of(" \t", space), text.size());
            // Deep indentation is deep nesting of lists.
            out_ += text.substr(space, std::min(next - space, longest_word));
            i = next;
        }
    }

    std::string& out_;
    char last_ = 0;
    std::size_t run_ = 0;
    int declarations_ = 0;
};

// Columns that a line like "|---|:-:|" opens; 0 for any other line.
std::size_t columns_of(Text line) {
    const auto start = line.find_first_of("|-:");
    if (start == Text::npos || line.find('-') == Text::npos) return 0;
    const auto rest = line.substr(start);
    if (rest.find_first_not_of("|-: \t") != Text::npos) return 0;
    return static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '|')) + 1;
}

}  // namespace

std::string tame_markdown(Text text) {
    std::string out;
    text = cut_at_line(text);
    out.reserve(text.size() + 1);
    Tamer tamer(out);
    for (const auto line : core::split(text, '\n')) {
        tamer.line(line);
        out += '\n';
    }
    return out;
}

std::size_t possible_cells(Text text) {
    std::size_t cells = 0;
    std::size_t columns = 0;
    for (const auto line : core::split(text, '\n')) {
        if (line.find_first_not_of("> \t") == Text::npos) columns = 0;
        columns = std::max(columns, columns_of(line));
        cells += columns;
    }
    return cells;
}

}  // namespace sources::documents
