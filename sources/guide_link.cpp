// SPDX-License-Identifier: Apache-2.0
#include "sources/guide_link.hpp"

#include "core/text.hpp"
#include "insight/file_search.hpp"
#include "insight/guide.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace sources {
namespace {

using Text = std::string_view;
using insight::Document;
using insight::File;
using insight::FileKind;
using insight::Role;

constexpr std::size_t most_links = 500;

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string percent_decoded(Text text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool coded = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                           hex_value(text[i + 2]) >= 0;
        out += coded ? static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])) : text[i];
        if (coded) i += 2;
    }
    return out;
}

// "https:", "mailto:", "//host": a colon before any slash, or two slashes.
bool is_address(Text target) {
    const auto colon = target.find(':');
    return target.starts_with("//") || (colon != Text::npos && colon < target.find('/'));
}

bool is_document(Text path) {
    constexpr auto endings =
        std::to_array<Text>({".md", ".markdown", ".rst", ".adoc", ".asciidoc", ".txt", ".org"});
    const auto lower = core::lower(path);
    return std::ranges::any_of(endings, [&](Text ending) { return lower.ends_with(ending); }) ||
           lower.substr(lower.rfind('/') + 1).find('.') == std::string::npos;
}

bool plays_another_part(Text path) {
    return std::ranges::any_of(insight::roles_of(path), [](Role role) {
        return role != Role::contributing && role != Role::conventions;
    });
}

bool was_read(const insight::Facts& facts, Text path) {
    return std::ranges::any_of(facts.documents,
                               [&](const Document& document) { return document.path == path; });
}

// As written, with the ending that generators leave out, or the first page of a folder.
const File* find_page(const insight::Facts& facts, const std::string& path) {
    for (const Text ending :
         {"", ".md", ".rst", ".adoc", "/README.md", "/index.md", "/index.rst", "/README.rst"}) {
        const auto* file = find_file(*facts.tree, path + std::string(ending));
        if (file != nullptr && is_document(file->path)) return file;
    }
    return nullptr;
}

bool names_a_guide(const insight::Link& link) {
    return insight::speaks_of_contributing(link.text) ||
           core::contains_ignoring_case(link.target, "contribut") ||
           core::contains_ignoring_case(link.target, "hacking");
}

const File* first_guide(const insight::Facts& facts, const Document& document, bool every_link) {
    bool in_section = every_link;
    std::size_t looked_at = 0;
    for (const auto& block : document.blocks) {
        if (block.kind == insight::BlockKind::heading && !every_link)
            in_section = insight::speaks_of_contributing(block.text);
        for (const auto& link : block.links) {
            if (++looked_at > most_links) return nullptr;
            if (!in_section && !names_a_guide(link)) continue;
            const auto path = resolve_link(document.path, link.target);
            const auto* file = path.empty() ? nullptr : find_page(facts, path);
            if (file != nullptr && !was_read(facts, file->path) && !plays_another_part(file->path))
                return file;
        }
    }
    return nullptr;
}

}  // namespace

std::string resolve_link(Text from, Text target) {
    target = core::trim(target.substr(0, target.find_first_of("#?")));
    if (target.empty() || is_address(target) || target.find('\\') != Text::npos) return {};
    const auto decoded = percent_decoded(target);
    std::vector<std::string> parts;
    const auto walk = [&](Text path) {
        for (const auto part : core::split(path, '/')) {
            if (part == "..") {
                if (parts.empty()) return false;
                parts.pop_back();
            } else if (!part.empty() && part != ".") {
                parts.emplace_back(part);
            }
        }
        return true;
    };
    if (!decoded.starts_with('/')) walk(from.substr(0, from.rfind('/') == Text::npos ? 0 : from.rfind('/')));
    return walk(decoded) ? core::join(parts, "/") : std::string{};
}

const File* find_file(const insight::Tree& tree, Text path) {
    const auto found =
        std::ranges::lower_bound(tree.files, path, {}, [](const File& file) { return Text(file.path); });
    if (found == tree.files.end() || found->path != path) return nullptr;
    return found->kind == FileKind::regular || found->kind == FileKind::executable ? &*found : nullptr;
}

const File* find_guide_link(const insight::Facts& facts) {
    if (!facts.tree) return nullptr;
    for (const auto* document : insight::documents_with(facts, Role::contributing))
        if (const auto* file = first_guide(facts, *document, true)) return file;
    for (const auto* document : insight::documents_with(facts, Role::readme))
        if (const auto* file = first_guide(facts, *document, false)) return file;
    return nullptr;
}

}  // namespace sources
