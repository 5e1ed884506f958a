// SPDX-License-Identifier: Apache-2.0
#include "sources/documents.hpp"

#include "core/text.hpp"
#include "sources/documents/formats.hpp"
#include "sources/documents/latin1.hpp"
#include "sources/documents/outline.hpp"
#include "sources/documents/utf16.hpp"

#include <algorithm>
#include <array>

namespace sources {
namespace {

using Text = std::string_view;
using Reader = std::vector<insight::Block> (*)(Text);

constexpr std::size_t longest_text = 256U << 10U;
constexpr std::size_t looked_at_for_nul = 8U << 10U;

struct Format {
    Text extension;
    Reader read;
};
constexpr auto formats = std::to_array<Format>({
    {"md", documents::read_markdown},
    {"markdown", documents::read_markdown},
    {"mdown", documents::read_markdown},
    {"mkd", documents::read_markdown},
    {"mdx", documents::read_markdown},
    {"rst", documents::read_restructured_text},
    {"rest", documents::read_restructured_text},
    {"adoc", documents::read_asciidoc},
    {"asciidoc", documents::read_asciidoc},
    {"asc", documents::read_asciidoc},
    {"org", documents::read_org},
    {"html", documents::read_html},
    {"htm", documents::read_html},
    {"txt", documents::read_plain_text},
    {"text", documents::read_plain_text},
});

// Line feeds only: a carriage return alone was a line break once, and cleaning would drop it.
std::string with_line_feeds(Text bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') continue;
        out += bytes[i] == '\r' ? '\n' : bytes[i];
    }
    return out;
}

bool looks_like_markdown(Text text) {
    for (const auto line : core::lines(text.substr(0, longest_text))) {
        const auto hashes = std::min(line.find_first_not_of('#'), line.size());
        if (hashes > 0 && hashes <= 6 && hashes < line.size() && line[hashes] == ' ') return true;
        if (line.starts_with("```") || line.find("](") != Text::npos) return true;
    }
    return false;
}

Reader reader_for(Text path, Text text) {
    const auto name = path.substr(path.rfind('/') == Text::npos ? 0 : path.rfind('/') + 1);
    const auto dot = name.rfind('.');
    const auto extension = dot == Text::npos ? std::string{} : core::lower(name.substr(dot + 1));
    const auto found = std::ranges::find(formats, extension, &Format::extension);
    if (found != formats.end()) return found->read;
    return looks_like_markdown(text) ? documents::read_markdown : documents::read_plain_text;
}

documents::Letters letters_of(Text bytes, bool truncated) {
    return documents::letters_of(bytes.substr(0, longest_text), truncated || bytes.size() > longest_text);
}

// What names stand for was written out so often that the rest was left.
bool is_full(const std::vector<insight::Block>& blocks) {
    std::size_t bytes = 0;
    for (const auto& block : blocks) {
        bytes += block.text.size();
        for (const auto& link : block.links) bytes += link.text.size() + link.target.size();
    }
    return bytes >= documents::longest_outline;
}

}  // namespace

std::string_view note_on_letters(Text bytes, bool truncated) {
    if (documents::from_utf16(bytes.substr(0, 4))) return {};
    switch (letters_of(bytes, truncated)) {
        case documents::Letters::latin1:
            return "is not UTF-8; it was read as Latin-1";
        case documents::Letters::mixed:
            return "is not all UTF-8; some of its letters were replaced";
        case documents::Letters::utf8:
            break;
    }
    return {};
}

insight::Document parse_document(Text path, Text bytes, bool truncated) {
    insight::Document document{
        .path = std::string(path), .blocks = {}, .size_bytes = bytes.size(), .truncated = truncated};
    const auto decoded = documents::from_utf16(bytes.substr(0, 2 * longest_text));
    document.truncated = truncated || bytes.size() > (decoded ? 2 * longest_text : longest_text) ||
                         (decoded && decoded->size() > longest_text);
    if (decoded) bytes = *decoded;
    if (bytes.substr(0, looked_at_for_nul).find('\0') != Text::npos) {
        document.binary = true;
        return document;
    }
    const auto shown = bytes.substr(0, longest_text);
    const bool is_latin1 = !decoded && letters_of(bytes, truncated) == documents::Letters::latin1;
    const auto text =
        core::clean(with_line_feeds(is_latin1 ? documents::from_latin1(shown) : std::string(shown)));
    document.blocks = reader_for(path, text)(text);
    document.truncated = document.truncated || is_full(document.blocks);
    return document;
}

}  // namespace sources
