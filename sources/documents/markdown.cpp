// SPDX-License-Identifier: Apache-2.0
// Markdown by cmark-gfm: its tree, walked once.
#include "core/text.hpp"
#include "sources/documents/html.hpp"
#include "sources/documents/outline.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <string>

namespace sources::documents {

namespace {

struct ParserEnd {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct NodeEnd {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Tree = std::unique_ptr<cmark_node, NodeEnd>;

std::string_view text_of(const char* text) { return text ? std::string_view(text) : std::string_view(); }

Tree parse(std::string_view text) {
    // Registering twice is harmless and happens once per process; a static makes it so for all threads.
    static const bool registered = [] {
        cmark_gfm_core_extensions_ensure_registered();
        return true;
    }();
    (void)registered;
    const std::unique_ptr<cmark_parser, ParserEnd> parser(
        cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8));
    for (const char* name : {"table", "autolink", "strikethrough", "tasklist"})
        if (auto* extension = cmark_find_syntax_extension(name))
            cmark_parser_attach_syntax_extension(parser.get(), extension);
    cmark_parser_feed(parser.get(), text.data(), text.size());
    return Tree(cmark_parser_finish(parser.get()));
}

// Front matter of static site generators: from a first line of --- to the next one. Lines stay counted.
std::string without_front_matter(std::string_view text) {
    std::string out(text);
    if (!text.starts_with("---\n") && !text.starts_with("---\r\n")) return out;
    const auto end = text.find("\n---", 4);
    if (end == std::string_view::npos || end > 8192) return out;
    for (std::size_t i = 0; i < end + 4; ++i)
        if (out[i] != '\n') out[i] = ' ';
    return out;
}

class Walker {
  public:
    explicit Walker(std::vector<Block>& blocks) : blocks_(blocks) {}

    void walk(cmark_node* root) {
        const std::unique_ptr<cmark_iter, void (*)(cmark_iter*)> iterator(cmark_iter_new(root),
                                                                          cmark_iter_free);
        for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
             event = cmark_iter_next(iterator.get())) {
            auto* node = cmark_iter_get_node(iterator.get());
            if (event == CMARK_EVENT_ENTER)
                enter(node);
            else
                leave(node);
        }
    }

  private:
    void enter(cmark_node* node) {
        const auto type = cmark_node_get_type(node);
        const int line = cmark_node_get_start_line(node);
        if (type == CMARK_NODE_CODE_BLOCK) {
            add(blocks_, BlockKind::code, 0, is_fenced(node) ? line + 1 : line,
                text_of(cmark_node_get_literal(node)));
        } else if (type == CMARK_NODE_HTML_BLOCK) {
            read_html(blocks_, text_of(cmark_node_get_literal(node)), line);
        } else if (type == CMARK_NODE_ITEM) {
            ++items_;
        } else if (type == CMARK_NODE_BLOCK_QUOTE) {
            ++quotes_;
        } else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || is_row(node)) {
            start(line);
        } else {
            inside(node, type);
        }
    }

    void inside(cmark_node* node, cmark_node_type type) {
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
            text_ += text_of(cmark_node_get_literal(node));
        } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
            text_ += ' ';
        } else if (type == CMARK_NODE_LINK) {
            links_.push_back(
                {.text = {}, .target = std::string(text_of(cmark_node_get_url(node))), .line = line_});
            link_starts_.push_back({links_.size() - 1, text_.size()});
        } else if (type == CMARK_NODE_IMAGE) {
            ++images_;
            image_start_ = text_.size();
        }
    }

    void leave(cmark_node* node) {
        const auto type = cmark_node_get_type(node);
        if (type == CMARK_NODE_ITEM)
            --items_;
        else if (type == CMARK_NODE_BLOCK_QUOTE)
            --quotes_;
        else if (type == CMARK_NODE_LINK && !link_starts_.empty())
            end_link();
        else if (type == CMARK_NODE_IMAGE && images_ > 0)
            end_image();
        else if (type == CMARK_NODE_HEADING)
            finish(BlockKind::heading, cmark_node_get_heading_level(node));
        else if (type == CMARK_NODE_PARAGRAPH)
            finish(items_ > 0 ? BlockKind::list_item : quotes_ > 0 ? BlockKind::quote : BlockKind::prose, 0);
        else if (is_row(node))
            finish(BlockKind::table, 0);
        else if (is_type(node, "table_cell"))
            text_ += " | ";
    }

    static bool is_type(cmark_node* node, std::string_view name) {
        return text_of(cmark_node_get_type_string(node)) == name;
    }
    static bool is_row(cmark_node* node) {
        return is_type(node, "table_row") || is_type(node, "table_header");
    }

    static bool is_fenced(cmark_node* node) {
        int length = 0, offset = 0;
        char character = 0;
        return cmark_node_get_fenced(node, &length, &offset, &character) != 0;
    }

    void start(int line) {
        line_ = line;
        text_.clear();
        links_.clear();
        link_starts_.clear();
        images_ = 0;
    }

    void end_link() {
        const auto [index, from] = link_starts_.back();
        link_starts_.pop_back();
        links_[index].text = text_.substr(std::min(from, text_.size()));
    }

    // A badge or picture says nothing in prose; its description stays as the text of a link around it.
    void end_image() {
        --images_;
        if (link_starts_.empty())
            text_.resize(std::min(image_start_, text_.size()));
        else if (const auto [index, from] = link_starts_.back(); from <= text_.size()) {
            links_[index].text = text_.substr(from);
            text_.resize(from);
        }
    }

    void finish(BlockKind kind, int level) {
        add(blocks_, kind, level, line_, text_, std::move(links_));
        start(line_);
    }

    std::vector<Block>& blocks_;
    std::string text_;
    std::vector<Link> links_;
    struct LinkStart {
        std::size_t index, from;
    };
    std::vector<LinkStart> link_starts_;
    int line_ = 1, items_ = 0, quotes_ = 0, images_ = 0;
    std::size_t image_start_ = 0;
};

}  // namespace

std::vector<Block> read_markdown(std::string_view text) {
    std::vector<Block> blocks;
    const auto tree = parse(without_front_matter(text));
    if (tree) Walker(blocks).walk(tree.get());
    return blocks;
}

}  // namespace sources::documents
