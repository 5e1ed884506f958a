// SPDX-License-Identifier: Apache-2.0
#include "insight/guide.hpp"

#include "core/text.hpp"
#include "insight/file_search.hpp"
#include "insight/generated_text.hpp"
#include "insight/guide_titles.hpp"
#include "insight/links.hpp"

#include <algorithm>

namespace insight {
namespace {

constexpr std::size_t most_links = 500;  // of one document

void add_once(std::vector<const Document*>& list, const Document* document) {
    if (document != nullptr && std::ranges::find(list, document) == list.end()) list.push_back(document);
}

// Which links of a document lead on to the guide.
enum class Follow { every_link, parts_of_a_guide, what_names_a_guide };

void add_linked(const DocumentPaths& paths, const Document& from, Follow follow,
                std::vector<const Document*>& list) {
    bool in_guide = follow == Follow::every_link;
    std::size_t looked_at = 0;
    for (const auto& block : from.blocks) {
        if (block.kind == BlockKind::heading && follow == Follow::what_names_a_guide)
            in_guide = heads_guide(block.text);
        for (const auto& link : block.links) {
            if (++looked_at > most_links) return;
            const bool leads_on = in_guide || names_a_guide(block, link) ||
                                  (follow == Follow::parts_of_a_guide && names_a_part_of_a_guide(link));
            if (!leads_on) continue;
            const auto path = resolve_link(from.path, link.target);
            const auto* document = path.empty() ? nullptr : paths.find(path);
            if (document != nullptr && !plays_another_part(document->path)) add_once(list, document);
        }
    }
}

// "Contributing", "How to contribute"; "Contribution Tracker" is the name of a product.
bool is_guide_alone(std::string_view title) {
    static const Pattern word(
        "how|to|a|the|our|your|guide|guides|guideline|guidelines|contribut*|for|and|developer*");
    static const Pattern contributing(
        "contribute|contributing|contribution|contributions|contributors|contributor");
    const auto words = words_of(title);
    return contributing.find(words) &&
           std::ranges::all_of(words, [](const std::string& each) { return word.find({each}).has_value(); });
}

bool covers_something(const Section& section) {
    GuideTopics found;
    read_topics(section, found);
    return found.count() > 0;
}

// Sections that speak of contributing, and those beside them that tell a part of it.
void add_sections(const Document& readme, std::vector<Section>& passages) {
    const auto title_of = [&](const Section& section) -> const std::string& {
        return readme.blocks[section.begin].text;
    };
    auto all = sections(readme);
    std::erase_if(all, [&](const Section& section) {
        return is_title_of_all(section) && !is_guide_alone(title_of(section));
    });
    const bool has_guide = std::ranges::any_of(
        all, [&](const Section& section) { return speaks_of_contributing(title_of(section)); });
    std::size_t read_up_to = 0;
    for (const auto& section : all) {
        if (!has_guide || section.begin < read_up_to) continue;
        if (!speaks_of_contributing(title_of(section)) &&
            !(may_stand_beside_a_guide(title_of(section)) && covers_something(section)))
            continue;
        passages.push_back(section);
        read_up_to = section.end;
    }
}

std::vector<Section> passages_of(const Facts& facts) {
    std::vector<Section> passages;
    const auto documents = guide_documents(facts);
    passages.reserve(documents.size());
    for (const auto* document : documents) passages.push_back({document, 0, document->blocks.size()});
    for (const auto* readme : documents_with(facts, Role::readme))
        if (std::ranges::find(documents, readme) == documents.end()) add_sections(*readme, passages);
    return passages;
}

bool is_unread_page(const Facts& facts, const DocumentPaths& paths, const Document& from, const Block& block,
                    const Link& link) {
    const auto words = words_of(link.text);
    const bool is_some_guide =
        std::ranges::find(words, "guide") != words.end() && std::ranges::find(words, "style") == words.end();
    const auto path = resolve_link(from.path, link.target);
    if (path.empty() || !(is_some_guide || names_a_guide(block, link)) || paths.find(path) != nullptr)
        return false;
    if (!facts.tree || facts.tree->truncated) return true;
    const auto* page = find_page(*facts.tree, path);
    return page != nullptr && !plays_another_part(page->path);
}

// The first link in `passage` to a guide that was not read. All of a document of the guide speaks of it.
bool find_unread(const Facts& facts, const DocumentPaths& paths, const Section& passage, bool in_guide,
                 Guide& guide) {
    std::size_t looked_at = 0;
    for (std::size_t i = passage.begin; i < passage.end; ++i) {
        const auto& block = passage.document->blocks[i];
        if (is_generated_text(block.text)) continue;
        for (const auto& link : block.links) {
            if (++looked_at > most_links) return false;
            if (!leads_to_foreign_guide(block, link, in_guide) &&
                !(in_guide && is_unread_page(facts, paths, *passage.document, block, link)))
                continue;
            guide.unread_link = core::shorten(core::one_line(link.target), 120);
            guide.unread_at = place(*passage.document, link.line);
            return true;
        }
    }
    return false;
}

void find_unread_link(const Facts& facts, Guide& guide) {
    const DocumentPaths paths(facts);
    for (const auto& passage : guide.passages)
        if (find_unread(facts, paths, passage, true, guide)) return;
    for (const auto* readme : documents_with(facts, Role::readme))
        if (find_unread(facts, paths, {readme, 0, readme->blocks.size()}, false, guide)) return;
}

}  // namespace

int Guide::count() const {
    return static_cast<int>(
        std::ranges::count_if(topics, [](const auto& where) { return where.has_value(); }));
}

std::vector<const Document*> guide_documents(const Facts& facts) {
    std::vector<const Document*> list;
    const DocumentPaths paths(facts);
    if (facts.declared && facts.declared->contribution_guide)
        add_once(list, paths.find(*facts.declared->contribution_guide));
    for (const auto* document : documents_with(facts, Role::contributing)) add_once(list, document);
    for (const auto* readme : documents_with(facts, Role::readme))
        add_linked(paths, *readme, Follow::what_names_a_guide, list);
    const auto direct = list;
    for (const auto* document : direct) add_linked(paths, *document, Follow::every_link, list);
    const auto linked = list;
    for (auto document = linked.begin() + static_cast<std::ptrdiff_t>(direct.size());
         document != linked.end(); ++document)
        add_linked(paths, **document, Follow::parts_of_a_guide, list);
    return list;
}

Guide find_guide(const Facts& facts) {
    Guide guide;
    guide.passages = passages_of(facts);
    GuideTopics found;
    for (const auto& passage : guide.passages) {
        read_topics(passage, found);
        guide.length += length(passage);
    }
    guide.topics = found.where;
    const auto is_inherited = [](const Section& passage) { return passage.document->inherited; };
    guide.inherited = !guide.passages.empty() && std::ranges::all_of(guide.passages, is_inherited);
    guide.legal_only = found.any_text && !found.any_other_than_legal;
    find_unread_link(facts, guide);
    return guide;
}

std::optional<std::string> documented_command(const Facts& facts, Topic topic) {
    auto documents = guide_documents(facts);
    for (const auto* readme : documents_with(facts, Role::readme)) add_once(documents, readme);
    GuideTopics found;
    for (const auto* document : documents) read_topic_commands(*document, found);
    return found.where.at(static_cast<std::size_t>(topic));
}

}  // namespace insight
