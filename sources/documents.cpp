// SPDX-License-Identifier: Apache-2.0
#include "sources/documents.hpp"

#include "core/text.hpp"
#include "sources/documents/outline.hpp"

#include <algorithm>

namespace sources {

namespace {

constexpr std::size_t most_bytes = 256U << 10U;  // what a person would read at the very most
constexpr std::size_t most_nesting = 200;  // of quotes and brackets in a line; beyond it the line is no text

using Read = std::vector<insight::Block> (*)(std::string_view);

Read reader_for(std::string_view path) {
    const auto slash = path.rfind('/');
    const auto name = core::lower(slash == std::string_view::npos ? path : path.substr(slash + 1));
    const auto dot = name.rfind('.');
    const auto extension = dot == std::string::npos || dot == 0 ? std::string() : name.substr(dot + 1);
    if (extension == "rst") return documents::read_restructured_text;
    if (extension == "adoc" || extension == "asciidoc") return documents::read_asciidoc;
    if (extension == "org") return documents::read_org;
    if (extension == "txt") return documents::read_plain;
    if (extension == "md" || extension == "markdown" || extension == "mkd") return documents::read_markdown;
    return nullptr;
}

// Without an extension: Markdown when a line starts a heading or a fence, or has a link; else plain text.
bool looks_like_markdown(std::string_view text) {
    const auto lines = core::lines(text.substr(0, 16384));
    return std::any_of(lines.begin(), lines.end(), [](std::string_view line) {
        return line.starts_with("# ") || line.starts_with("## ") || line.starts_with("```") ||
               line.find("](") != std::string_view::npos;
    });
}

// Runs that make Markdown parsers slow or deep (hundreds of > or [) are cut; nobody writes them for readers.
std::string tame(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t run = 0;
    for (const char c : text) {
        const bool nests = std::string_view("[(<>*_`!").find(c) != std::string_view::npos;
        run = c == '\n' ? 0 : run + (nests ? 1U : 0U);
        if (!nests || run <= most_nesting) out += c;
    }
    return out;
}

}  // namespace

insight::Document parse_document(std::string_view path, std::string_view bytes, bool truncated) {
    insight::Document document{.path = std::string(path),
                               .size_bytes = bytes.size(),
                               .truncated = truncated || bytes.size() > most_bytes};
    const auto text = bytes.substr(0, most_bytes);
    if (text.substr(0, 8192).find('\0') != std::string_view::npos) {
        document.binary = true;
        return document;
    }
    const auto tamed = tame(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text);
    auto read = reader_for(path);
    if (!read) read = looks_like_markdown(tamed) ? documents::read_markdown : documents::read_plain;
    document.blocks = read(tamed);
    return document;
}

}  // namespace sources
