// SPDX-License-Identifier: Apache-2.0
#include "sources/documents/html.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace sources::documents {

namespace {

// The value of an attribute inside a tag's text; empty when it has none.
std::string attribute(std::string_view tag, std::string_view name) {
    const auto lowered = core::lower(tag);
    auto at = lowered.find(std::string(name) + "=");
    if (at == std::string::npos) return {};
    auto value = tag.substr(at + name.size() + 1);
    if (value.empty()) return {};
    const char quote = value.front();
    if (quote == '"' || quote == '\'') {
        value.remove_prefix(1);
        return std::string(value.substr(0, value.find(quote)));
    }
    return std::string(value.substr(0, value.find_first_of(" \t\n>")));
}

std::string decode(std::string_view text) {
    static constexpr std::pair<std::string_view, std::string_view> entities[] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}};
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto found = std::find_if(std::begin(entities), std::end(entities), [&](const auto& each) {
            return text.substr(i).starts_with(each.first);
        });
        if (found == std::end(entities)) {
            out += text[i++];
        } else {
            out += found->second;
            i += found->first.size();
        }
    }
    return out;
}

class Reader {
  public:
    Reader(std::vector<Block>& blocks, int line) : blocks_(blocks), line_(line), start_(line) {}

    void read(std::string_view html) {
        for (std::size_t i = 0; i < html.size();) {
            if (html[i] != '<') {
                const auto next = std::min(html.find('<', i), html.size());
                take_text(html.substr(i, next - i));
                i = next;
            } else {
                i += take_tag(html.substr(i));
            }
        }
        finish();
    }

  private:
    void take_text(std::string_view text) {
        if (text_.empty() && core::trim(text).empty()) {
            line_ += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
            return;
        }
        if (text_.empty()) {
            const auto lead = text.find_first_not_of(" \t\r\n");
            start_ = line_ + static_cast<int>(std::count(
                                 text.begin(), text.begin() + static_cast<std::ptrdiff_t>(lead), '\n'));
        }
        line_ += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
        text_ += decode(text);
    }

    // Returns how many bytes the tag, comment, script or style takes.
    std::size_t take_tag(std::string_view html) {
        const auto skip_to = [&](std::string_view end) {
            const auto at = html.find(end);
            const auto length = at == std::string_view::npos ? html.size() : at + end.size();
            line_ += static_cast<int>(
                std::count(html.begin(), html.begin() + static_cast<std::ptrdiff_t>(length), '\n'));
            return length;
        };
        if (html.starts_with("<!--")) return skip_to("-->");
        if (core::starts_with_ignoring_case(html, "<script")) return skip_to("</script>");
        if (core::starts_with_ignoring_case(html, "<style")) return skip_to("</style>");
        const auto length = skip_to(">");
        handle(html.substr(1, length >= 2 ? length - 2 : 0));
        return length;
    }

    void handle(std::string_view tag) {
        const bool closing = tag.starts_with('/');
        const auto name = core::lower(
            tag.substr(closing ? 1 : 0, tag.find_first_of(" \t\r\n/>", closing ? 1 : 0) - (closing ? 1 : 0)));
        if (name == "a" && !closing) {
            link_from_ = text_.size();
            links_.push_back({.text = {}, .target = attribute(tag, "href"), .line = line_});
        } else if (name == "a" && !links_.empty()) {
            links_.back().text = text_.substr(std::min(link_from_, text_.size()));
        } else if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
            if (closing) kind_ = BlockKind::heading, level_ = name[1] - '0';
            finish();
        } else if (name == "p" || name == "div" || name == "br" || name == "li" || name == "tr" ||
                   name == "summary") {
            finish();
        }
    }

    void finish() {
        std::erase_if(links_, [](const Link& link) { return link.target.empty(); });
        add(blocks_, kind_, level_, start_, text_, std::move(links_));
        text_.clear();
        links_.clear();
        kind_ = BlockKind::html;
        level_ = 0;
        start_ = line_;
    }

    std::vector<Block>& blocks_;
    int line_, start_;
    std::string text_;
    std::vector<Link> links_;
    std::size_t link_from_ = 0;
    BlockKind kind_ = BlockKind::html;
    int level_ = 0;
};

}  // namespace

void read_html(std::vector<Block>& blocks, std::string_view html, int line) {
    Reader(blocks, line).read(html);
}

}  // namespace sources::documents
