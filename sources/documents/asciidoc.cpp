// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/documents/asciidoc_inline.hpp"
#include "sources/documents/formats.hpp"
#include "sources/documents/html.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sources::documents {
namespace {

using Text = std::string_view;

constexpr int deepest = 8;
constexpr std::size_t longest_attribute = 500;

bool starts_with_any(Text text, const auto& list) {
    return std::ranges::any_of(list, [&](Text each) { return text.starts_with(each); });
}

// "----", "====", "|===" …: what opens a block and closes it again; empty when `line` is none.
Text fence_of(Text line) {
    const auto text = line.substr(0, line.find_last_not_of(" \t") + 1);
    if (text == "--" || text == "|===" || text == ",===" || text == "!===") return text;
    if (text.starts_with("```")) return "```";
    const char mark = only_mark(text, 4);
    return mark != 0 && Text("-.=*_+/").find(mark) != Text::npos ? text : Text{};
}

// Length of "== " or "## ", else 0.
std::size_t heading_marks(Text line) {
    const char mark = line.empty() ? '\0' : line[0];
    if (mark != '=' && mark != '#') return 0;
    const auto length = std::min(line.find_first_not_of(mark), line.size());
    return length <= 6 && length < line.size() && line[length] == ' ' ? length : 0;
}

// Length of "* ", "** ", "- ", ". ", "1. " at the start of a list item, else 0.
std::size_t item_marker(Text line) {
    for (const char mark : {'*', '.', '-'}) {
        const auto length = std::min(line.find_first_not_of(mark), line.size());
        if (length > 0 && length <= (mark == '-' ? 1U : 5U) && length < line.size() && line[length] == ' ')
            return length + 1;
    }
    const auto marker = list_marker(line, {});
    return marker > 0 && line[0] >= '0' && line[0] <= '9' ? marker : 0;
}

// Where the "::" of "term:: definition" stands, else 0.
std::size_t term_end(Text line) {
    const auto colons = line.find(":: ");
    if (colons != Text::npos) return colons;
    const auto text = core::trim(line);
    return text.size() > 2 && text.ends_with("::")
               ? static_cast<std::size_t>(text.data() - line.data()) + text.size() - 2
               : 0;
}

class Reader {
  public:
    void read(const Lines& lines, BlockKind kind, int depth) {
        if (depth > deepest) return;
        for (std::size_t at = 0; at < lines.size();) at = read_one(lines, at, kind, depth);
    }
    std::vector<Block> take() { return outline_.take(); }

  private:
    std::size_t read_one(const Lines& lines, std::size_t at, BlockKind kind, int depth) {
        const auto text = lines[at].text;
        if (is_blank(text)) {
            source_next_ = false;
            return at + 1;
        }
        if (two_line_title(lines, at)) return at + 2;
        if (const auto fence = fence_of(text); !fence.empty()) return fenced(lines, at, fence, kind, depth);
        if (is_silent(text)) return at + 1;
        if (const auto marks = heading_marks(text); marks > 0) {
            heading(static_cast<int>(marks), lines[at], text.substr(marks + 1));
            return marks == 1 ? end_of_header(lines, at + 1) : at + 1;
        }
        if (text.starts_with("include::")) return include(lines, at);
        if (indent_of(text) > 0 && item_marker(core::trim(text)) == 0) return literal(lines, at);
        if (source_next_) return literal(lines, at);
        return paragraph(lines, at, kind);
    }

    void heading(int level, const Line& line, Text title) {
        while (title.ends_with('=') || title.ends_with(' ')) title.remove_suffix(1);
        outline_.heading(level, line.number, inline_of(title, line.number));
    }

    // Below the title of the document: its author, its revision and its attributes.
    std::size_t end_of_header(const Lines& lines, std::size_t at) {
        for (; at < lines.size(); ++at) {
            const auto text = lines[at].text;
            const bool is_author =
                text.find('<') != Text::npos && text.ends_with('>') && text.find('@') != Text::npos;
            const bool is_revision = text.size() > 1 && text[0] == 'v' && text[1] >= '0' && text[1] <= '9';
            const bool is_attribute = text.starts_with(':') && set_attribute(text);
            if (!is_author && !is_revision && !is_attribute) break;
        }
        return at;
    }

    Prose inline_of(Text text, int line) const { return asciidoc_inline(text, line, attributes_); }

    // The older form: a title and, just as long, the line below it.
    bool two_line_title(const Lines& lines, std::size_t at) {
        if (at + 1 >= lines.size() || indent_of(lines[at].text) > 0 || !fence_of(lines[at].text).empty() ||
            lines[at].text.starts_with('[') || lines[at].text.starts_with('.'))
            return false;
        constexpr Text marks = "=-~^+";
        const char mark = only_mark(lines[at + 1].text, 3);
        const auto level = mark == 0 ? Text::npos : marks.find(mark);
        const auto length = core::count_code_points(core::trim(lines[at].text));
        const auto below = core::trim(lines[at + 1].text).size();
        if (level == Text::npos || below + 1 < length || below > length + 1) return false;
        heading(static_cast<int>(level) + 1, lines[at], lines[at].text);
        return true;
    }

    // Comments, attributes of the document and of blocks, conditions, captions: nothing a reader sees as a
    // sentence.
    bool is_silent(Text text) {
        if (text.starts_with("//") || text == "+" || text == "'''" || text == "<<<") return true;
        if (text.starts_with(':')) return set_attribute(text);
        constexpr auto starts = std::to_array<Text>({"ifdef::", "ifndef::", "endif::", "ifeval::", "toc::"});
        if (starts_with_any(text, starts)) return true;
        if (text.starts_with('[') && core::trim(text).ends_with(']')) {
            source_next_ = text.starts_with("[source") || text.starts_with("[listing") ||
                           text.starts_with("[literal") || text.starts_with("[,");
            return true;
        }
        return text.size() > 1 && text[0] == '.' && text[1] != '.' && text[1] != ' ';
    }

    bool set_attribute(Text text) {
        const auto colon = text.find(':', 1);
        if (colon == Text::npos || text.substr(0, colon).find(' ') != Text::npos) return false;
        const auto value = core::trim(text.substr(colon + 1));
        if (value.size() <= longest_attribute)
            attributes_[core::lower(text.substr(1, colon - 1))] = std::string(value);
        return true;
    }

    std::size_t include(const Lines& lines, std::size_t at) {
        const auto rest = lines[at].text.substr(9);
        Prose prose;
        prose.link({}, rest.substr(0, rest.find('[')), lines[at].number);
        outline_.add(BlockKind::html, lines[at].number, prose);
        return at + 1;
    }

    std::size_t fenced(const Lines& lines, std::size_t at, Text fence, BlockKind kind, int depth) {
        const bool was_source = std::exchange(source_next_, false);
        auto end = at + 1;
        while (end < lines.size() && core::trim(lines[end].text) != fence) ++end;
        const Lines inside(lines.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                           lines.begin() + static_cast<std::ptrdiff_t>(end));
        const char mark = fence.front();
        if (fence == "```" || fence.starts_with("----") || fence.starts_with("....") || was_source) {
            if (!inside.empty()) outline_.code(inside.front().number, join_lines(inside, 0, inside.size()));
        } else if (mark == '|' || mark == ',' || mark == '!') {
            table(inside, mark);
        } else if (mark == '+') {
            if (!inside.empty())
                HtmlReader(outline_).read(join_lines(inside, 0, inside.size()), inside.front().number);
        } else if (mark != '/') {
            read(inside, mark == '_' ? BlockKind::quote : kind, depth + 1);
        }
        return std::min(end + 1, lines.size());
    }

    // A row is a line with cells, or cells on lines of their own up to a blank line.
    void table(const Lines& lines, char mark) {
        Prose row;
        int line = 0;
        const auto flush = [&] {
            if (line > 0) outline_.add(BlockKind::table, line, row);
            row = {};
            line = 0;
        };
        for (const auto& each : lines) {
            const bool has_many = std::count(each.text.begin(), each.text.end(), mark) > 1;
            if (is_blank(each.text) || has_many) flush();
            if (is_blank(each.text)) continue;
            if (line == 0) line = each.number;
            add_cells(each, mark, row);
            if (has_many) flush();
        }
        flush();
    }

    void add_cells(const Line& line, char mark, Prose& row) const {
        for (const auto cell : core::split(line.text, mark)) {
            auto prose = inline_of(core::trim(cell), line.number);
            if (prose.text.empty()) continue;
            row.add(row.text.empty() ? "" : " | ");
            row.add(Text(prose.text));
            row.links.insert(row.links.end(), prose.links.begin(), prose.links.end());
        }
    }

    std::size_t literal(const Lines& lines, std::size_t at) {
        source_next_ = false;
        auto end = at;
        while (end < lines.size() && !is_blank(lines[end].text)) ++end;
        const Lines inside(lines.begin() + static_cast<std::ptrdiff_t>(at),
                           lines.begin() + static_cast<std::ptrdiff_t>(end));
        outline_.code(lines[at].number,
                      join_lines(dedent(inside, indent_of(lines[at].text)), 0, inside.size()));
        return end;
    }

    std::size_t paragraph(const Lines& lines, std::size_t at, BlockKind kind) {
        auto end = at + 1;
        const auto goes_on = [&](Text text) {
            return !is_blank(text) && fence_of(text).empty() && item_marker(core::trim(text)) == 0 &&
                   core::trim(text) != "+" && term_end(text) == 0 && !text.starts_with("//") &&
                   heading_marks(text) == 0 && !(text.starts_with('[') && core::trim(text).ends_with(']'));
        };
        while (end < lines.size() && goes_on(lines[end].text)) ++end;
        auto text = join_lines(lines, at, end);
        const auto lead = std::min(text.find_first_not_of(" \t"), text.size());
        const auto marker = item_marker(Text(text).substr(lead));
        if (marker > 0) text.erase(0, lead + marker);
        const auto term = marker == 0 ? term_end(lines[at].text) : 0;
        if (term > 0) text.erase(term, 1);
        constexpr auto labels =
            std::to_array<Text>({"NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "});
        for (const auto label : labels)
            if (text.starts_with(label)) text.erase(0, label.size());
        auto prose = inline_of(text, lines[at].number);
        const bool picture =
            text.starts_with("image:") && prose.text.find(' ') != std::string::npos && is_only_images(text);
        outline_.add(picture             ? BlockKind::html
                     : marker + term > 0 ? BlockKind::list_item
                                         : kind,
                     lines[at].number, prose);
        return end;
    }

    static bool is_only_images(Text text) {
        while (!text.empty()) {
            if (!text.starts_with("image:")) return false;
            const auto end = text.find(']');
            if (end == Text::npos) return false;
            text = core::trim(text.substr(end + 1));
        }
        return true;
    }

    Outline outline_;
    AsciidocAttributes attributes_;
    bool source_next_ = false;
};

}  // namespace

std::vector<insight::Block> read_asciidoc(Text text) {
    Reader reader;
    reader.read(lines_of(text), BlockKind::prose, 0);
    return reader.take();
}

}  // namespace sources::documents
