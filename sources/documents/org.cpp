// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/documents/formats.hpp"
#include "sources/documents/html.hpp"

#include <algorithm>
#include <array>

namespace sources::documents {
namespace {

using Text = std::string_view;

constexpr std::size_t longest_markup = 2'048;

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

// [[target][text]] or [[target]]; bytes taken, 0 when there is none.
std::size_t add_link(Text rest, int line, Prose& prose) {
    if (!rest.starts_with("[[")) return 0;
    const auto end = rest.find("]]");
    if (end == Text::npos) return 0;
    const auto inside = rest.substr(2, end - 2);
    const auto middle = inside.find("][");
    auto target = inside.substr(0, middle);
    if (target.starts_with("file:")) target.remove_prefix(5);
    const auto shown = middle == Text::npos ? target : inside.substr(middle + 2);
    prose.link(shown, target, line);
    prose.add(shown);
    return end + 2;
}

// *bold* /italic/ =verbatim= ~code~ +struck+: bytes taken, 0 when the mark stands for itself.
std::size_t add_emphasis(Text text, std::size_t at, Prose& prose) {
    const auto rest = text.substr(at, longest_markup);
    if (Text("*/=~+_").find(rest[0]) == Text::npos || rest.size() < 3 || rest[1] == ' ' || rest[1] == '\n')
        return 0;
    if (at > 0 &&
        (is_word_byte(text[at - 1]) || text[at - 1] == rest[0] || text[at - 1] == '/' || text[at - 1] == ':'))
        return 0;
    const auto end = rest.find(rest[0], 1);
    if (end == Text::npos || end == 1 || rest[end - 1] == ' ' ||
        (end + 1 < rest.size() && is_word_byte(rest[end + 1])))
        return 0;
    prose.add(rest.substr(1, end - 1));
    return end + 1;
}

Prose inline_of(Text text, int line) {
    Prose prose;
    for (std::size_t i = 0; i < text.size();) {
        auto taken = text[i] == '[' ? add_link(text.substr(i, longest_markup), line, prose)
                                    : add_emphasis(text, i, prose);
        if (taken == 0 && (text[i] == 'h' || text[i] == 'm')) {
            taken = bare_url(text.substr(i, longest_markup));
            if (taken > 0) prose.link(text.substr(i, taken), text.substr(i, taken), line);
            prose.add(text.substr(i, taken));
        }
        if (taken == 0) prose.add(text[i]);
        const auto passed = text.substr(i, std::max<std::size_t>(taken, 1));
        line += static_cast<int>(std::count(passed.begin(), passed.end(), '\n'));
        i += passed.size();
    }
    return prose;
}

// "TODO [#A] Title :tag:" → "Title".
Text bare_title(Text title) {
    for (const Text word : {"TODO ", "DONE ", "NEXT ", "WAITING "})
        if (title.starts_with(word)) title.remove_prefix(word.size());
    if (title.starts_with("[#") && title.size() > 4 && title[3] == ']') title.remove_prefix(4);
    title = core::trim(title);
    const auto space = title.rfind(' ');
    if (title.ends_with(':') && space != Text::npos && title.substr(space + 1).starts_with(':') &&
        title.size() - space > 3)
        title = core::trim(title.substr(0, space));
    return title;
}

bool is_comment_or_rule(Text text) {
    return text.starts_with("# ") || text == "#" || text.starts_with("-----");
}

class Reader {
  public:
    explicit Reader(Lines lines) : lines_(std::move(lines)) {}

    std::vector<Block> read() {
        while (at_ < lines_.size()) read_one();
        return outline_.take();
    }

  private:
    void read_one() {
        const auto& line = lines_[at_];
        const auto text = core::trim(line.text);
        const auto stars = std::min(line.text.find_first_not_of('*'), line.text.size());
        if (text.empty() || is_comment_or_rule(text)) {
            ++at_;
        } else if (stars > 0 && stars < line.text.size() && line.text[stars] == ' ') {
            outline_.heading(static_cast<int>(std::min<std::size_t>(stars, 20)) + (has_title_ ? 1 : 0),
                             line.number,
                             inline_of(bare_title(core::trim(line.text.substr(stars))), line.number));
            ++at_;
        } else if (core::starts_with_ignoring_case(text, "#+begin_")) {
            block(core::lower(text.substr(8, std::min(text.find_first_of(" \t"), text.size()) - 8)));
        } else if (text.starts_with("#+")) {
            keyword(text, line.number);
        } else if (text.size() > 2 && text.starts_with(':') && text.ends_with(':') &&
                   text.find(' ') == Text::npos) {
            drawer();
        } else if (text.starts_with(": ") || text == ":") {
            fixed_width();
        } else if (text.starts_with('|')) {
            row(text, line.number);
        } else {
            paragraph();
        }
    }

    void keyword(Text text, int line) {
        ++at_;
        const auto colon = std::min(text.find(':'), text.size());
        const auto name = core::lower(text.substr(0, colon));
        const auto value = core::trim(text.substr(std::min(colon + 1, text.size())));
        if (name == "#+title" && !value.empty()) {
            has_title_ = true;
            outline_.heading(1, line, inline_of(value, line));
        } else if (name == "#+include") {
            const auto open = value.starts_with('"') ? 1U : 0U;
            Prose prose;
            prose.link({}, value.substr(open, value.find_first_of(open ? "\"" : " ", open) - open), line);
            outline_.add(BlockKind::html, line, prose);
        } else if (name == "#+html") {
            HtmlReader(outline_).read(value, line);
        }
    }

    void block(const std::string& name) {
        auto end = at_ + 1;
        while (end < lines_.size() &&
               !core::starts_with_ignoring_case(core::trim(lines_[end].text), "#+end_" + name))
            ++end;
        const Lines inside(lines_.begin() + static_cast<std::ptrdiff_t>(at_) + 1,
                           lines_.begin() + static_cast<std::ptrdiff_t>(end));
        at_ = std::min(end + 1, lines_.size());
        if (inside.empty() || name == "comment" || name == "export") return;
        const auto text = join_lines(inside, 0, inside.size());
        const auto first = inside.front().number;
        if (name == "quote" || name == "verse")
            outline_.add(BlockKind::quote, first, inline_of(text, first));
        else if (name == "center")
            outline_.add(BlockKind::prose, first, inline_of(text, first));
        else
            outline_.code(first, text);
    }

    // Properties are for programs. One that never ends is text after all.
    void drawer() {
        for (auto end = at_ + 1; end < std::min(lines_.size(), at_ + 200); ++end)
            if (const auto text = core::trim(lines_[end].text);
                text.size() == 5 && core::starts_with_ignoring_case(text, ":end:")) {
                at_ = end + 1;
                return;
            }
        ++at_;
    }

    void fixed_width() {
        const auto first = lines_[at_].number;
        std::string text;
        for (; at_ < lines_.size(); ++at_) {
            const auto line = core::trim(lines_[at_].text);
            if (!line.starts_with(": ") && line != ":") break;
            text += line.substr(std::min<std::size_t>(2, line.size()));
            text += '\n';
        }
        outline_.code(first, text);
    }

    void row(Text text, int line) {
        ++at_;
        if (text.starts_with("|-")) return;
        std::vector<std::string> cells;
        Prose row;
        for (const auto cell : core::split(text, '|')) {
            auto prose = inline_of(core::trim(cell), line);
            if (prose.text.empty()) continue;
            cells.push_back(std::move(prose.text));
            row.links.insert(row.links.end(), prose.links.begin(), prose.links.end());
        }
        row.text = core::join(cells, " | ");
        outline_.add(BlockKind::table, line, row);
    }

    static std::size_t marker_of(Text line) {
        const auto lead = std::min(line.find_first_not_of(" \t"), line.size());
        // "* " at the margin is a heading.
        const auto marker = list_marker(line.substr(lead), lead > 0 ? "-+*" : "-+");
        const bool is_letter = marker > 0 && std::string_view("-+*0123456789").find(line[lead]) == Text::npos;
        return marker > 0 && !is_letter ? lead + marker : 0;
    }

    bool goes_on(Text line) const {
        const auto text = core::trim(line);
        return !text.empty() && marker_of(line) == 0 && !text.starts_with("#+") && !text.starts_with('|') &&
               !text.starts_with(": ") && !line.starts_with("* ") && !line.starts_with("** ");
    }

    void paragraph() {
        const auto first = at_++;
        while (at_ < lines_.size() && goes_on(lines_[at_].text)) ++at_;
        auto text = join_lines(lines_, first, at_);
        const auto marker = marker_of(lines_[first].text);
        text.erase(0, marker);
        outline_.add(marker > 0 ? BlockKind::list_item : BlockKind::prose, lines_[first].number,
                     inline_of(text, lines_[first].number));
    }

    Lines lines_;
    Outline outline_;
    std::size_t at_ = 0;
    bool has_title_ = false;
};

}  // namespace

std::vector<insight::Block> read_org(Text text) { return Reader(lines_of(text)).read(); }

}  // namespace sources::documents
