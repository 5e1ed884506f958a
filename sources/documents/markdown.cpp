// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/documents/formats.hpp"
#include "sources/documents/html.hpp"
#include "sources/documents/markdown_guard.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace sources::documents {
namespace {

using Text = std::string_view;

constexpr std::size_t most_cells = 100'000;

struct FreeParser {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeIterator {
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
using Parser = std::unique_ptr<cmark_parser, FreeParser>;
using Node = std::unique_ptr<cmark_node, FreeNode>;
using Iterator = std::unique_ptr<cmark_iter, FreeIterator>;

Node parse(const std::string& text) {
    // Registered once for the process, safely, whichever thread comes first.
    static const bool registered = (cmark_gfm_core_extensions_ensure_registered(), true);
    Parser parser(cmark_parser_new(CMARK_OPT_UNSAFE));
    const bool tables = possible_cells(text) <= most_cells;
    for (const char* name : {"table", "autolink", "strikethrough", "tasklist"})
        if (registered && (tables || Text(name) != "table"))
            cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
    cmark_parser_feed(parser.get(), text.data(), text.size());
    return Node(cmark_parser_finish(parser.get()));
}

Text literal_of(cmark_node* node) {
    const char* literal = cmark_node_get_literal(node);
    return literal == nullptr ? Text{} : Text(literal);
}
bool is_of_type(cmark_node* node, Text name) { return name == cmark_node_get_type_string(node); }

// Front matter becomes empty lines, so that the numbers of all others stay.
std::string without_front_matter(Text text) {
    for (const Text fence : {"---", "+++"}) {
        if (!text.starts_with(fence) || !core::trim(text.substr(3, text.find('\n') - 3)).empty()) continue;
        std::size_t lines = 0;
        for (auto at = text.find('\n'); at != Text::npos; at = text.find('\n', at + 1)) {
            ++lines;
            const auto line = core::trim(text.substr(at + 1, text.find('\n', at + 1) - at - 1));
            if (line != fence && line != "...") continue;
            const auto end = std::min(text.find('\n', at + 1), text.size());
            return std::string(lines, '\n') + std::string(text.substr(end));
        }
    }
    return std::string(text);
}

// The text of one paragraph, heading or cell, collected from its inline nodes.
class Inlines {
  public:
    explicit Inlines(int line) : line_(line) {}

    void enter(cmark_node* node) {
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_SOFTBREAK:
            case CMARK_NODE_LINEBREAK:
                ++line_;
                add(" ");
                return;
            default:
                break;
        }
        const auto type = cmark_node_get_type(node);
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) add(literal_of(node));
        if (type == CMARK_NODE_HTML_INLINE) html(literal_of(node));
        if (type == CMARK_NODE_IMAGE) {
            ++images_;
            picture({}, target_of(node));
        }
        if (type == CMARK_NODE_LINK) open(target_of(node));
    }
    void leave(cmark_node* node) {
        if (cmark_node_get_type(node) == CMARK_NODE_IMAGE && images_ > 0) --images_;
        if (cmark_node_get_type(node) == CMARK_NODE_LINK) close();
    }
    // The line that has been reached.
    int line() const { return line_; }
    void separate() { prose_.add(" | "); }
    // Nothing but pictures: their alternative text is no prose.
    bool is_picture() const { return core::trim(prose_.text).empty() && !pictures_.links.empty(); }
    Prose take() {
        if (!is_picture()) return std::move(prose_);
        prose_.text = pictures_.text;
        prose_.links.insert(prose_.links.end(), pictures_.links.begin(), pictures_.links.end());
        return std::move(prose_);
    }

  private:
    static Text target_of(cmark_node* node) {
        const char* url = cmark_node_get_url(node);
        return url == nullptr ? Text{} : Text(url);
    }
    void add(Text text) {
        if (images_ == 0) {
            prose_.add(text);
            return;
        }
        pictures_.add(text);
        pictures_.links.back().text += text;
    }
    // Kept without a target, too: the alternative text that follows belongs to it.
    void picture(Text alternative, Text target) {
        if (!pictures_.text.empty()) pictures_.add(' ');
        pictures_.add(alternative);
        pictures_.links.push_back({std::string(alternative), std::string(target), line_});
    }
    void open(Text target) {
        target_ = target;
        start_ = prose_.text.size();
        picture_start_ = pictures_.text.size();
        link_line_ = line_;
        is_open_ = true;
    }
    void close() {
        if (!is_open_) return;
        is_open_ = false;
        auto shown = prose_.text.substr(start_);
        if (core::trim(shown).empty()) shown = pictures_.text.substr(picture_start_);
        prose_.link(shown, target_, link_line_);
    }
    void html(Text literal) {
        line_ += static_cast<int>(std::count(literal.begin(), literal.end(), '\n'));
        Tag tag;
        if (read_tag(literal, tag) == 0) return;
        if (tag.name == "br") add(" ");
        if (tag.name == "img") picture(attribute_of(tag, "alt"), attribute_of(tag, "src"));
        if (tag.name == "a" && !tag.closes) open(attribute_of(tag, "href"));
        if (tag.name == "a" && tag.closes) close();
    }

    int line_;
    Prose prose_, pictures_;
    int images_ = 0;
    std::string target_;
    std::size_t start_ = 0, picture_start_ = 0;
    int link_line_ = 0;
    bool is_open_ = false;
};

void drop_alert_mark(std::string& text) {
    for (const Text mark : {"[!NOTE]", "[!TIP]", "[!IMPORTANT]", "[!WARNING]", "[!CAUTION]"})
        if (text.starts_with(mark)) text.erase(0, mark.size());
}

class Walker {
  public:
    std::vector<Block> walk(cmark_node* root) {
        const Iterator iterator(cmark_iter_new(root));
        for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
             event = cmark_iter_next(iterator.get())) {
            auto* node = cmark_iter_get_node(iterator.get());
            if (event == CMARK_EVENT_ENTER)
                enter(node);
            else
                leave(node);
        }
        return outline_.take();
    }

  private:
    static bool is_item(cmark_node* node) {
        return cmark_node_get_type(node) == CMARK_NODE_ITEM || is_of_type(node, "tasklist");
    }
    static bool holds_text(cmark_node* node) {
        const auto type = cmark_node_get_type(node);
        return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || is_of_type(node, "table_row") ||
               is_of_type(node, "table_header");
    }

    // A paragraph right above a table was split off from it and has no line of its own; the table then bears
    // the paragraph's.
    int line_of(cmark_node* node) {
        int line = cmark_node_get_start_line(node);
        if (line == 0 && cmark_node_next(node) != nullptr) {
            line = cmark_node_get_start_line(cmark_node_next(node));
            is_above_table_ = true;
        }
        if (is_of_type(node, "table_header") && header_line_ > 0) line = std::exchange(header_line_, 0);
        return std::max(line, 1);
    }

    void enter(cmark_node* node) {
        const int line = line_of(node);
        if (cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE) ++quotes_;
        if (is_item(node)) ++items_;
        if (holds_text(node))
            start(line);
        else if (is_of_type(node, "table_cell"))
            separate_cells();
        else if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK)
            code(node, line);
        else if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK)
            html_.read(literal_of(node), line);
        else if (inlines_)
            inlines_->enter(node);
    }

    void start(int line) {
        inlines_ = std::make_unique<Inlines>(line);
        text_line_ = line;
    }

    void leave(cmark_node* node) {
        if (cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE) --quotes_;
        if (is_item(node)) --items_;
        if (!inlines_) return;
        if (!holds_text(node)) {
            inlines_->leave(node);
            return;
        }
        finish(node);
        inlines_.reset();
        cells_ = 0;
    }

    void finish(cmark_node* node) {
        const int line = text_line_;
        if (std::exchange(is_above_table_, false)) header_line_ = inlines_->line() + 1;
        const bool picture = inlines_->is_picture();
        auto prose = inlines_->take();
        const auto type = cmark_node_get_type(node);
        const int level =
            type == CMARK_NODE_HEADING ? cmark_node_get_heading_level(node) : html_.open_heading();
        if (level > 0 && (type == CMARK_NODE_HEADING || type == CMARK_NODE_PARAGRAPH)) {
            outline_.heading(level, line, prose);
            // "<h1>" without an end must not make a heading of all that follows.
            html_.end_heading();
            return;
        }
        if (quotes_ > 0) drop_alert_mark(prose.text);
        outline_.add(picture ? BlockKind::html : kind_of(type), line, prose);
    }

    BlockKind kind_of(cmark_node_type type) const {
        if (type != CMARK_NODE_PARAGRAPH) return BlockKind::table;
        if (items_ > 0) return BlockKind::list_item;
        return quotes_ > 0 ? BlockKind::quote : BlockKind::prose;
    }

    void code(cmark_node* node, int line) {
        int length = 0;
        int offset = 0;
        char mark = 0;
        const bool fenced = cmark_node_get_fenced(node, &length, &offset, &mark) != 0;
        outline_.code(fenced ? line + 1 : line, literal_of(node));
    }

    void separate_cells() {
        if (cells_++ > 0 && inlines_) inlines_->separate();
    }

    Outline outline_;
    HtmlReader html_{outline_};
    std::unique_ptr<Inlines> inlines_;
    int quotes_ = 0;
    int items_ = 0;
    int cells_ = 0;
    int text_line_ = 1;
    int header_line_ = 0;
    bool is_above_table_ = false;
};

}  // namespace

std::vector<insight::Block> read_markdown(Text text) {
    const auto tamed = tame_markdown(without_front_matter(text));
    const auto root = parse(tamed);
    return Walker().walk(root.get());
}

}  // namespace sources::documents
