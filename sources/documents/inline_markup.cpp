// SPDX-License-Identifier: Apache-2.0
#include "sources/documents/inline_markup.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace sources::documents {

namespace {

void add_bare(Inline& out, std::string_view text, int line) {
    for (auto& link : bare_links(text, line)) out.links.push_back(std::move(link));
}

std::string without(std::string_view text, std::string_view characters) {
    std::string out;
    for (const char c : text)
        if (characters.find(c) == std::string_view::npos) out += c;
    return out;
}

}  // namespace

Inline plain_rst(std::string_view text, int line) {
    Inline out;
    std::size_t i = 0;
    while (i < text.size()) {
        if (text[i] != '`') {
            const auto next = std::min(text.find('`', i), text.size());
            const auto piece = text.substr(i, next - i);
            add_bare(out, piece, line);
            out.text += without(piece, "*|");
            i = next;
            continue;
        }
        const bool literal = text.substr(i).starts_with("``");
        const std::size_t open = literal ? 2 : 1;
        const auto end = text.find(literal ? "``" : "`", i + open);
        if (end == std::string_view::npos) {
            out.text += text.substr(i + open);
            break;
        }
        const auto inner = text.substr(i + open, end - i - open);
        const auto angle = literal ? std::string_view::npos : inner.rfind('<');
        if (angle != std::string_view::npos && inner.ends_with('>')) {
            const auto label = core::trim(inner.substr(0, angle));
            out.links.push_back({.text = std::string(label),
                                 .target = std::string(inner.substr(angle + 1, inner.size() - angle - 2)),
                                 .line = line});
            out.text += label;
        } else {
            out.text += inner;
        }
        i = end + open;
        while (i < text.size() && text[i] == '_') ++i;
    }
    return out;
}

Inline plain_asciidoc(std::string_view text, int line) {
    Inline out;
    std::size_t i = 0;
    while (i < text.size()) {
        const auto rest = text.substr(i);
        const bool macro = rest.starts_with("link:") || rest.starts_with("xref:") ||
                           rest.starts_with("http://") || rest.starts_with("https://") ||
                           rest.starts_with("mailto:");
        if (macro) {
            const auto start =
                rest.starts_with("link:") || rest.starts_with("xref:") ? std::size_t{5} : std::size_t{0};
            const auto stop = std::min(rest.find_first_of("[ \t", start), rest.size());
            const auto close =
                stop < rest.size() && rest[stop] == '[' ? rest.find(']', stop) : std::string_view::npos;
            const auto target = rest.substr(start, stop - start);
            const auto label = close == std::string_view::npos ? std::string_view()
                                                               : rest.substr(stop + 1, close - stop - 1);
            out.links.push_back({.text = std::string(label), .target = std::string(target), .line = line});
            out.text += label.empty() ? target : label;
            i += close == std::string_view::npos ? stop : close + 1;
        } else if (rest.starts_with("<<") && rest.find(">>") != std::string_view::npos) {
            const auto inner = rest.substr(2, rest.find(">>") - 2);
            const auto comma = inner.find(',');
            const auto label = core::trim(comma == std::string_view::npos ? inner : inner.substr(comma + 1));
            out.links.push_back(
                {.text = std::string(label), .target = std::string(inner.substr(0, comma)), .line = line});
            out.text += label;
            i += inner.size() + 4;
        } else {
            if (std::string_view("*_`").find(text[i]) == std::string_view::npos) out.text += text[i];
            ++i;
        }
    }
    return out;
}

Inline plain_org(std::string_view text, int line) {
    Inline out;
    std::size_t i = 0;
    while (i < text.size()) {
        const auto rest = text.substr(i);
        const auto end = rest.starts_with("[[") ? rest.find("]]") : std::string_view::npos;
        if (end == std::string_view::npos) {
            if (std::string_view("*=~").find(text[i]) == std::string_view::npos) out.text += text[i];
            ++i;
            continue;
        }
        const auto inner = rest.substr(2, end - 2);
        const auto middle = inner.find("][");
        const auto label = middle == std::string_view::npos ? inner : inner.substr(middle + 2);
        out.links.push_back(
            {.text = std::string(label), .target = std::string(inner.substr(0, middle)), .line = line});
        out.text += label;
        i += end + 2;
    }
    add_bare(out, out.text, line);
    return out;
}

}  // namespace sources::documents
