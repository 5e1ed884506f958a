// SPDX-License-Identifier: Apache-2.0
#include "sources/documents/html.hpp"

#include "core/text.hpp"
#include "sources/documents/formats.hpp"

#include <algorithm>
#include <array>

namespace sources::documents {
namespace {

using Text = std::string_view;

constexpr std::size_t longest_tag = 65'536;

bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}
bool is_one_of(Text word, const auto& list) { return std::ranges::find(list, word) != list.end(); }

constexpr auto block_tags = std::to_array<Text>(
    {"p",          "div", "center", "section", "header", "footer", "article", "main",  "details", "summary",
     "ul",         "ol",  "dl",     "dt",      "dd",     "hr",     "table",   "thead", "tbody",   "figure",
     "figcaption", "nav", "body",   "html",    "head",   "title",  "form",    "aside"});

int heading_level(Text name) {
    return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

// Index after the ">" that ends the tag at the start of `text`, quoted values skipped; 0 when it does not
// end. An open "<" outside of quotes gives up: else a row of unfinished tags would cost the square of its
// length.
std::size_t end_of_tag(Text text) {
    char quote = 0;
    for (std::size_t i = 1; i < std::min(text.size(), longest_tag); ++i) {
        if (quote != 0) {
            if (text[i] == quote) quote = 0;
        } else if (text[i] == '"' || text[i] == '\'') {
            quote = text[i];
        } else if (text[i] == '>') {
            return i + 1;
        } else if (text[i] == '<') {
            return 0;
        }
    }
    return 0;
}

struct Reference {
    Text name, value;
};
constexpr auto references = std::to_array<Reference>({{"amp;", "&"},
                                                      {"lt;", "<"},
                                                      {"gt;", ">"},
                                                      {"quot;", "\""},
                                                      {"apos;", "'"},
                                                      {"#39;", "'"},
                                                      {"nbsp;", " "},
                                                      {"mdash;", "—"},
                                                      {"ndash;", "–"},
                                                      {"hellip;", "…"},
                                                      {"rsquo;", "’"},
                                                      {"middot;", "·"},
                                                      {"bull;", "•"},
                                                      {"copy;", "©"}});

// Up to and with `end`; everything when it is missing.
std::size_t skip_to(Text text, Text end) {
    const auto found = text.find(end);
    return found == Text::npos ? text.size() : found + end.size();
}

// Without empty lines in front: the block's line is already that of its first letter.
Text from_first_letter(Text text) {
    const auto letter = text.find_first_not_of(" \t\n");
    const auto line = letter == Text::npos ? Text::npos : text.rfind('\n', letter);
    return line == Text::npos ? text : text.substr(line + 1);
}

}  // namespace

std::size_t read_tag(Text text, Tag& tag) {
    std::size_t at = 1;
    tag.closes = text.size() > 1 && text[1] == '/';
    if (tag.closes) ++at;
    const auto start = at;
    while (at < text.size() && is_name_byte(text[at]) && at - start < 32) ++at;
    if (at == start || text[start] == '-' || (text[start] >= '0' && text[start] <= '9')) return 0;
    const auto length = end_of_tag(text);
    if (length == 0 || length <= at) return 0;
    tag.name = core::lower(text.substr(start, at - start));
    tag.attributes = text.substr(at, length - 1 - at);
    return length;
}

std::string attribute_of(const Tag& tag, Text name) {
    auto rest = tag.attributes;
    while (!rest.empty()) {
        rest = core::trim(rest);
        std::size_t end = 0;
        while (end < rest.size() && (is_name_byte(rest[end]) || rest[end] == '_' || rest[end] == ':')) ++end;
        const auto key = core::lower(rest.substr(0, end));
        rest = core::trim(rest.substr(end));
        if (!rest.starts_with('=')) {
            if (end == 0 && !rest.empty()) rest.remove_prefix(1);
            continue;
        }
        rest = core::trim(rest.substr(1));
        Text value;
        if (!rest.empty() && (rest[0] == '"' || rest[0] == '\'')) {
            const auto close = std::min(rest.find(rest[0], 1), rest.size());
            value = rest.substr(1, close - 1);
            rest = rest.substr(std::min(close + 1, rest.size()));
        } else {
            value = rest.substr(0, rest.find_first_of(" \t\n"));
            rest = rest.substr(value.size());
        }
        if (key == name) return decode_references(value);
    }
    return {};
}

std::string decode_references(Text text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto after = text.substr(i + 1);
        const auto found =
            text[i] == '&' ? std::ranges::find_if(
                                 references, [&](const auto& each) { return after.starts_with(each.name); })
                           : references.end();
        if (found == references.end()) {
            out += text[i];
            continue;
        }
        out += found->value;
        i += found->name.size();
    }
    return out;
}

void HtmlReader::flush() {
    const bool only_images = core::trim(prose_.text).empty();
    if (only_images) {
        prose_.text = alternative_;
        prose_.links.insert(prose_.links.end(), images_.begin(), images_.end());
    }
    const auto line = block_line_ > 0                   ? block_line_
                      : only_images && !images_.empty() ? images_.front().line
                                                        : line_;
    if (pre_ > 0)
        outline_.code(line, from_first_letter(prose_.text));
    else if (heading_ > 0)
        outline_.heading(heading_, line, prose_);
    else
        outline_.add(only_images  ? BlockKind::html
                     : row_ > 0   ? BlockKind::table
                     : item_ > 0  ? BlockKind::list_item
                     : quote_ > 0 ? BlockKind::quote
                                  : BlockKind::prose,
                     line, prose_);
    prose_ = {};
    alternative_.clear();
    images_.clear();
    block_line_ = 0;
    link_start_ = 0;
}

void HtmlReader::open(const Tag& tag) {
    if (tag.name == "br") prose_.add(pre_ > 0 ? '\n' : ' ');
    if (tag.name == "td" || tag.name == "th") {
        if (!core::trim(prose_.text).empty()) prose_.add(" | ");
    }
    if (tag.name == "a") {
        link_target_ = attribute_of(tag, "href");
        link_start_ = prose_.text.size();
        link_line_ = line_;
        has_link_ = true;
    }
    if (tag.name == "img") {
        const auto alt = attribute_of(tag, "alt");
        alternative_ += (alternative_.empty() ? "" : " ") + alt;
        images_.push_back({alt, attribute_of(tag, "src"), line_});
    }
    const auto level = heading_level(tag.name);
    const bool starts_block = level > 0 || is_one_of(tag.name, block_tags) || tag.name == "tr" ||
                              tag.name == "li" || tag.name == "pre" || tag.name == "blockquote";
    if (!starts_block) return;
    flush();
    if (level > 0) heading_ = level;
    if (tag.name == "tr") row_ = 1;
    if (tag.name == "li") item_ = 1;
    if (tag.name == "pre") pre_ = 1;
    if (tag.name == "blockquote") quote_ = 1;
}

void HtmlReader::close(const Tag& tag) {
    if (tag.name == "a" && has_link_) {
        has_link_ = false;
        auto shown = prose_.text.substr(std::min(link_start_, prose_.text.size()));
        if (core::trim(shown).empty()) shown = alternative_;
        prose_.link(shown, link_target_, link_line_);
    }
    const auto level = heading_level(tag.name);
    const bool ends_block = level > 0 || is_one_of(tag.name, block_tags) || tag.name == "tr" ||
                            tag.name == "li" || tag.name == "pre" || tag.name == "blockquote";
    if (!ends_block) return;
    flush();
    if (level > 0) heading_ = 0;
    if (tag.name == "tr" || tag.name == "table") row_ = 0;
    if (tag.name == "li" || tag.name == "ul" || tag.name == "ol") item_ = 0;
    if (tag.name == "pre") pre_ = 0;
    if (tag.name == "blockquote") quote_ = 0;
}

void HtmlReader::add_text(Text text) {
    const bool is_empty = core::trim(text).empty();
    // The line of a block is where its first letter stands, not its tag's line break.
    if (!is_empty && block_line_ == 0) {
        const auto lead = text.substr(0, text.find_first_not_of(" \t\n"));
        block_line_ = line_ + static_cast<int>(std::count(lead.begin(), lead.end(), '\n'));
    }
    prose_.add(decode_references(text));
    line_ += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

void HtmlReader::read(Text html, int line) {
    line_ = line;
    while (!html.empty()) {
        const auto open_at = std::min(html.find('<'), html.size());
        if (open_at > 0) add_text(html.substr(0, open_at));
        html.remove_prefix(open_at);
        if (html.empty()) break;
        Tag tag;
        std::size_t length = html.starts_with("<!--") ? skip_to(html, "-->") : read_tag(html, tag);
        if (html.starts_with("<!--") || html.starts_with("<!") || html.starts_with("<?")) {
            if (length == 0) length = skip_to(html, ">");
        } else if (length == 0) {
            add_text("<");
            html.remove_prefix(1);
            continue;
        } else {
            if (tag.closes)
                close(tag);
            else
                open(tag);
            // What a browser would run or style is no text.
            if (!tag.closes && (tag.name == "script" || tag.name == "style" || tag.name == "svg"))
                length = std::min(html.find("</" + tag.name, length), html.size());
        }
        const auto skipped = html.substr(0, length);
        line_ += static_cast<int>(std::count(skipped.begin(), skipped.end(), '\n'));
        html.remove_prefix(std::min(length, html.size()));
    }
    // A paragraph ends with its piece; only an open heading waits for the next one.
    flush();
}

std::vector<insight::Block> read_html(Text text) {
    Outline outline;
    HtmlReader(outline).read(text, 1);
    return outline.take();
}

}  // namespace sources::documents
