// SPDX-License-Identifier: Apache-2.0
#include "sources/guide_link.hpp"

#include "insight/file_search.hpp"
#include "insight/guide.hpp"
#include "insight/links.hpp"

#include <algorithm>

namespace sources {
namespace {

using Text = std::string_view;
using insight::Document;
using insight::File;
using insight::Role;

constexpr std::size_t most_links = 500;

bool was_read(const insight::Facts& facts, Text path) {
    return std::ranges::any_of(facts.documents,
                               [&](const Document& document) { return document.path == path; });
}

// A page of a guide leads on to those beside it and below; further away are other books.
bool lies_beside(Text from, Text path) {
    if (insight::has_role(from, Role::contributing)) return true;
    const auto slash = from.rfind('/');
    return slash == Text::npos || path.starts_with(from.substr(0, slash + 1));
}

enum class Wanted { any_page, parts_of_a_guide, what_names_a_guide };
using Files = std::vector<const File*>;

void add_pages(const insight::Facts& facts, const Document& document, Wanted wanted, std::size_t most,
               Files& files) {
    bool in_section = wanted == Wanted::any_page;
    std::size_t looked_at = 0;
    for (const auto& block : document.blocks) {
        if (block.kind == insight::BlockKind::heading && wanted == Wanted::what_names_a_guide)
            in_section = insight::heads_guide(block.text);
        for (const auto& link : block.links) {
            if (++looked_at > most_links || files.size() >= most) return;
            const bool leads_on =
                in_section || insight::names_a_guide(block, link) ||
                (wanted == Wanted::parts_of_a_guide && insight::names_a_part_of_a_guide(link));
            if (!leads_on) continue;
            const auto path = insight::resolve_link(document.path, link.target);
            const auto* file = path.empty() ? nullptr : insight::find_page(*facts.tree, path);
            if (file != nullptr && !was_read(facts, file->path) && !insight::plays_another_part(file->path) &&
                std::ranges::find(files, file) == files.end() &&
                (wanted != Wanted::parts_of_a_guide || lies_beside(document.path, file->path)))
                files.push_back(file);
        }
    }
}

}  // namespace

std::vector<const File*> find_guide_links(const insight::Facts& facts, std::size_t most) {
    Files files;
    if (!facts.tree) return files;
    const auto guide = insight::guide_documents(facts);
    for (const auto* document : guide) add_pages(facts, *document, Wanted::parts_of_a_guide, most, files);
    const auto parts = files.size();
    for (const auto* document : insight::documents_with(facts, Role::readme))
        add_pages(facts, *document, Wanted::what_names_a_guide, most, files);
    if (parts > 0 || std::ranges::any_of(guide, [](const Document* document) {
            return !insight::has_role(document->path, Role::contributing);
        }))
        return files;
    Files others;
    for (const auto* document : insight::documents_with(facts, Role::contributing))
        add_pages(facts, *document, Wanted::any_page, 1, others);
    // It comes first; the last of those that README names is left out for it.
    if (others.empty() || std::ranges::find(files, others.front()) != files.end()) return files;
    files.insert(files.begin(), others.front());
    files.resize(std::min(files.size(), most));
    return files;
}

}  // namespace sources
