// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/documents/formats.hpp"
#include "sources/documents/html.hpp"
#include "sources/documents/restructured_inline.hpp"
#include "sources/documents/text_tables.hpp"

#include <algorithm>
#include <array>

namespace sources::documents {
namespace {

using Text = std::string_view;

constexpr int deepest = 12;
constexpr Text bullets = "-*+";

bool is_one_of(Text word, const auto& list) { return std::ranges::find(list, word) != list.end(); }

constexpr auto code_directives =
    std::to_array<Text>({"code-block", "code", "sourcecode", "parsed-literal", "prompt", "console", "doctest",
                         "testcode", "testoutput", "literal", "ipython", "command-output", "program-output"});
constexpr auto silent_directives = std::to_array<Text>(
    {"contents",   "meta",      "highlight",      "index",          "sectnum", "default-role",
     "role",       "title",     "class",          "default-domain", "math",    "graphviz",
     "mermaid",    "uml",       "tabularcolumns", "target-notes",   "header",  "footer",
     "automodule", "autoclass", "autofunction",   "currentmodule",  "module"});

// ".. name:: argument" → its parts.
struct Directive {
    std::string name;
    Text argument;
};
bool read_directive(Text line, Directive& out) {
    if (!line.starts_with(".. ")) return false;
    const auto rest = core::trim(line.substr(3));
    const auto colons = rest.find("::");
    if (colons == Text::npos || colons == 0 || rest.substr(0, colons).find_first_of(" \t`") != Text::npos)
        return false;
    out = {core::lower(rest.substr(0, colons)), core::trim(rest.substr(colons + 2))};
    return true;
}

class Reader {
  public:
    explicit Reader(const Lines& lines) : names_(restructured_names(lines)) {}

    void read(const Lines& lines, BlockKind kind, int depth) {
        if (depth > deepest) return;
        for (std::size_t at = 0; at < lines.size();) at = read_one(lines, at, kind, depth);
    }
    std::vector<Block> take() { return outline_.take(); }

  private:
    // Index after what starts at `at`.
    std::size_t read_one(const Lines& lines, std::size_t at, BlockKind kind, int depth) {
        const auto text = lines[at].text;
        if (is_blank(text)) return at + 1;
        if (const auto end = title(lines, at); end > at) return end;
        if (text == ".." || text.starts_with(".. ")) return explicit_markup(lines, at, kind, depth);
        if (text.starts_with("__ ")) return at + 1;
        if (const auto end = table(lines, at); end > at) return end;
        if (text.starts_with(">>> ")) return doctest(lines, at);
        if (indent_of(text) > 0) return indented(lines, at, depth);
        if (const auto marker = list_marker(text, bullets); marker > 0) return item(lines, at, marker, depth);
        if (text.front() == ':' && text.find(':', 1) > 1 && text.find(':', 1) < 40 &&
            text.find('`') != text.find(':', 1) + 1)
            return field(lines, at, kind);
        return paragraph(lines, at, kind, depth);
    }

    static bool is_adornment(Text line) {
        return only_mark(line, 2) != 0 && core::trim(line) != "::" && core::trim(line) != "..";
    }

    bool is_underline(Text line, Text title) const {
        if (!is_adornment(line)) return false;
        const auto length = core::trim(line).size();
        return length >= core::count_code_points(core::trim(title)) || length >= 4;
    }

    int level_of(char mark, bool overlined) {
        const std::pair style{mark, overlined};
        const auto found = std::ranges::find(styles_, style);
        if (found != styles_.end()) return static_cast<int>(found - styles_.begin()) + 1;
        // Real documents have six at most.
        if (styles_.size() < 8) styles_.push_back(style);
        return static_cast<int>(styles_.size());
    }

    std::size_t title(const Lines& lines, std::size_t at) {
        const auto text = lines[at].text;
        const auto is_there = [&](std::size_t index) {
            return index < lines.size() && !is_blank(lines[index].text);
        };
        if (is_adornment(text) && is_there(at + 1) && is_there(at + 2) && !is_adornment(lines[at + 1].text) &&
            core::trim(lines[at + 2].text) == core::trim(text) && is_underline(text, lines[at + 1].text)) {
            heading(lines[at + 1], level_of(text.front(), true));
            return at + 3;
        }
        if (is_adornment(text) && core::trim(text).size() >= 4 && !is_there(at + 1)) return at + 1;
        if (indent_of(text) == 0 && is_there(at + 1) && !is_adornment(text) &&
            is_underline(lines[at + 1].text, text)) {
            heading(lines[at], level_of(lines[at + 1].text.front(), false));
            return at + 2;
        }
        return at;
    }

    void heading(const Line& line, int level) {
        outline_.heading(level, line.number, inline_of(core::trim(line.text), line.number));
    }

    Prose inline_of(Text text, int line) const { return restructured_inline(text, line, names_); }

    static Lines part(const Lines& lines, std::size_t begin, std::size_t end) {
        return {lines.begin() + static_cast<std::ptrdiff_t>(begin),
                lines.begin() + static_cast<std::ptrdiff_t>(std::max(begin, end))};
    }

    // The body below `at`, without its indentation.
    static Lines body(const Lines& lines, std::size_t at, std::size_t end) {
        std::size_t columns = 1'000;
        for (std::size_t i = at; i < end; ++i)
            if (!is_blank(lines[i].text)) columns = std::min(columns, indent_of(lines[i].text));
        return dedent(part(lines, at, end), columns);
    }

    std::size_t explicit_markup(const Lines& lines, std::size_t at, BlockKind kind, int depth) {
        const auto text = lines[at].text;
        const auto end = std::max(end_of_indented(lines, at + 1, 1), at + 1);
        Directive directive;
        if (read_directive(text, directive)) {
            apply(directive, lines[at].number, body(lines, at + 1, end), kind, depth);
        } else if (text.starts_with(".. [")) {
            const auto close = std::min(text.find(']'), text.size() - 1);
            outline_.add(kind, lines[at].number, inline_of(text.substr(close + 1), lines[at].number));
        } else if (text.starts_with(".. |")) {
            substitution(lines, at, end);
        }
        return end;
    }

    // A badge is no prose, but where it leads is worth knowing.
    void substitution(const Lines& lines, std::size_t at, std::size_t end) {
        const auto text = lines[at].text;
        const auto image = text.find(" image:: ");
        if (image == Text::npos) return;
        picture(core::trim(text.substr(image + 9)), lines[at].number, body(lines, at + 1, end));
    }

    void picture(Text source, int line, const Lines& options) {
        Prose prose;
        for (const auto& option : options) {
            const auto text = core::trim(option.text);
            if (text.starts_with(":alt:")) prose.text = core::trim(text.substr(5));
            if (text.starts_with(":target:")) prose.link({}, core::trim(text.substr(8)), option.number);
        }
        prose.link({}, source, line);
        for (auto& link : prose.links) link.text = prose.text;
        outline_.add(BlockKind::html, line, prose);
    }

    static Lines without_options(const Lines& lines) {
        std::size_t at = 0;
        while (at < lines.size() && core::trim(lines[at].text).starts_with(':')) ++at;
        return part(lines, at, lines.size());
    }

    void apply(const Directive& directive, int line, const Lines& inside, BlockKind kind, int depth) {
        const Text name = directive.name;
        if (is_one_of(name, silent_directives)) return;
        if (name == "image" || name == "figure") {
            picture(directive.argument, line, inside);
            const auto blank =
                std::ranges::find_if(inside, [](const auto& each) { return is_blank(each.text); });
            if (name == "figure") read({blank, inside.end()}, kind, depth + 1);
        } else if (name == "include" || name == "literalinclude" || name == "mdinclude") {
            Prose prose;
            prose.link(directive.argument, directive.argument, line);
            outline_.add(BlockKind::html, line, prose);
        } else if (name == "toctree") {
            contents(without_options(inside));
        } else if (is_one_of(name, code_directives)) {
            code(without_options(inside));
        } else if (name == "raw") {
            if (core::lower(directive.argument) == "html" && !inside.empty())
                HtmlReader(outline_).read(join_lines(inside, 0, inside.size()), inside.front().number);
        } else if (name == "csv-table") {
            for (const auto& row : without_options(inside))
                outline_.add(BlockKind::table, row.number, inline_of(row.text, row.number));
        } else {
            // Notes, warnings, lists as tables, tabs and whatever else: their text counts like any other.
            auto content = without_options(inside);
            const bool is_text =
                !directive.argument.empty() && name != "list-table" && name != "container" && name != "only";
            if (is_text) content.insert(content.begin(), {directive.argument, line});
            read(content, kind, depth + 1);
        }
    }

    // "Title <page>" or "page" on each line.
    void contents(const Lines& entries) {
        for (const auto& entry : entries) {
            const auto text = core::trim(entry.text);
            const auto open = text.ends_with('>') ? text.rfind('<') : Text::npos;
            Prose prose;
            const auto target = open == Text::npos ? text : text.substr(open + 1, text.size() - open - 2);
            prose.text = open == Text::npos ? text : core::trim(text.substr(0, open));
            prose.link(prose.text, target, entry.number);
            outline_.add(BlockKind::list_item, entry.number, prose);
        }
    }

    void code(const Lines& lines) {
        const auto first = std::ranges::find_if(lines, [](const auto& line) { return !is_blank(line.text); });
        if (first == lines.end()) return;
        const auto begin = static_cast<std::size_t>(first - lines.begin());
        outline_.code(first->number, join_lines(lines, begin, lines.size()));
    }

    std::size_t table(const Lines& lines, std::size_t at) {
        const auto end = end_of_text_table(lines, at);
        for (const auto& row : text_table_rows(lines, at, end))
            outline_.add(BlockKind::table, row.line, inline_of(row.text, row.line));
        return end;
    }

    std::size_t doctest(const Lines& lines, std::size_t at) {
        auto end = at;
        while (end < lines.size() && !is_blank(lines[end].text)) ++end;
        outline_.code(lines[at].number, join_lines(lines, at, end));
        return end;
    }

    std::size_t indented(const Lines& lines, std::size_t at, int depth) {
        const auto end = end_of_indented(lines, at, 1);
        read(body(lines, at, end), BlockKind::quote, depth + 1);
        return end;
    }

    std::size_t item(const Lines& lines, std::size_t at, std::size_t marker, int depth) {
        const auto end = std::max(end_of_indented(lines, at + 1, 1), at + 1);
        auto inside = body(lines, at + 1, end);
        inside.insert(inside.begin(), {lines[at].text.substr(marker), lines[at].number});
        read(inside, BlockKind::list_item, depth + 1);
        return end;
    }

    std::size_t field(const Lines& lines, std::size_t at, BlockKind kind) {
        const auto end = std::max(end_of_indented(lines, at + 1, 1), at + 1);
        const auto text = join_lines(lines, at, end);
        const auto colon = text.find(':', 1);
        outline_.add(kind, lines[at].number, inline_of(Text(text).substr(colon + 1), lines[at].number));
        return end;
    }

    // Ends at a blank line; "::" at its end makes what follows a literal block, deeper lines below make it a
    // term.
    std::size_t paragraph(const Lines& lines, std::size_t at, BlockKind kind, int depth) {
        auto end = at + 1;
        while (end < lines.size() && !is_blank(lines[end].text) && indent_of(lines[end].text) == 0 &&
               !starts_block(lines, end))
            ++end;
        auto text = join_lines(lines, at, end);
        const auto trimmed = core::trim(text);
        const bool literal = trimmed.ends_with("::");
        if (literal)
            text = std::string(
                trimmed.substr(0, trimmed.size() - (trimmed.ends_with(" ::") || trimmed == "::" ? 2 : 1)));
        outline_.add(kind, lines[at].number, inline_of(text, lines[at].number));
        if (literal) return literal_block(lines, end);
        if (end < lines.size() && indent_of(lines[end].text) > 0 && !is_blank(lines[end].text)) {
            const auto below = end_of_indented(lines, end, 1);
            read(body(lines, end, below), kind, depth + 1);
            return below;
        }
        return end;
    }

    static bool starts_block(const Lines& lines, std::size_t at) { return lines[at].text.starts_with(".. "); }

    std::size_t literal_block(const Lines& lines, std::size_t at) {
        while (at < lines.size() && is_blank(lines[at].text)) ++at;
        if (at >= lines.size()) return at;
        auto end = end_of_indented(lines, at, 1);
        // Not indented: quoted, each line with the same mark.
        const char mark = lines[at].text.front();
        if (end == at && std::string_view(">$#|%").find(mark) != Text::npos)
            while (end < lines.size() && lines[end].text.starts_with(mark)) ++end;
        if (end > at) code(body(lines, at, end));
        return std::max(end, at);
    }

    Outline outline_;
    RestructuredNames names_;
    std::vector<std::pair<char, bool>> styles_;
};

}  // namespace

std::vector<insight::Block> read_restructured_text(Text text) {
    const auto lines = lines_of(text);
    Reader reader(lines);
    reader.read(lines, BlockKind::prose, 0);
    return reader.take();
}

}  // namespace sources::documents
