// SPDX-License-Identifier: Apache-2.0
#include "sources/guide_link.hpp"

#include "insight/file_search.hpp"
#include "insight/links.hpp"

#include <algorithm>

namespace sources {
namespace {

using Text = std::string_view;
using insight::Document;
using insight::File;
using insight::FileKind;
using insight::Role;

constexpr std::size_t most_links = 500;

bool was_read(const insight::Facts& facts, Text path) {
    return std::ranges::any_of(facts.documents,
                               [&](const Document& document) { return document.path == path; });
}

const File* first_guide(const insight::Facts& facts, const Document& document, bool every_link) {
    bool in_section = every_link;
    std::size_t looked_at = 0;
    for (const auto& block : document.blocks) {
        if (block.kind == insight::BlockKind::heading && !every_link)
            in_section = insight::heads_guide(block.text);
        for (const auto& link : block.links) {
            if (++looked_at > most_links) return nullptr;
            if (!in_section && !insight::names_a_guide(link)) continue;
            const auto path = insight::resolve_link(document.path, link.target);
            const auto* file = path.empty() ? nullptr : insight::find_page(*facts.tree, path);
            if (file != nullptr && !was_read(facts, file->path) && !insight::plays_another_part(file->path))
                return file;
        }
    }
    return nullptr;
}

}  // namespace

const File* find_guide_link(const insight::Facts& facts) {
    if (!facts.tree) return nullptr;
    for (const auto* document : insight::documents_with(facts, Role::contributing))
        if (const auto* file = first_guide(facts, *document, true)) return file;
    for (const auto* document : insight::documents_with(facts, Role::readme))
        if (const auto* file = first_guide(facts, *document, false)) return file;
    return nullptr;
}

}  // namespace sources
