// SPDX-License-Identifier: Apache-2.0
#include "insight/newcomer.hpp"

#include "core/text.hpp"
#include "insight/channel.hpp"
#include "insight/file_search.hpp"
#include "insight/generated_text.hpp"
#include "insight/guide.hpp"
#include "insight/guide_titles.hpp"
#include "insight/links.hpp"
#include "insight/place_to_ask.hpp"

#include <algorithm>

namespace insight {
namespace {

void keep_first(std::optional<std::string>& slot, const Document& document, int line) {
    if (!slot) slot = place(document, line);
}

bool heads_first_use(const std::vector<std::string>& words) {
    static const std::vector<Pattern> titles{
        Pattern("usage|use|using|quickstart|install*|example*|tutorial*|demo|running|run|setup"),
        Pattern("quick start"),
        Pattern("getting|get started"),
        Pattern("how to use"),
        Pattern("set up"),
        Pattern("try it"),
        Pattern("documentation|docs")};
    return find_any(titles, words).has_value();
}
// "How you can help" asks for help where "Help" offers it.
bool asks_for_help(const std::vector<std::string>& words) {
    static const std::vector<Pattern> titles{Pattern("you|i can|could help"), Pattern("can|could i help"),
                                             Pattern("ways to help"), Pattern("want|wanting to help"),
                                             Pattern("help|helping out|us")};
    return find_any(titles, words).has_value();
}
bool heads_help(const std::vector<std::string>& words) {
    static const std::vector<Pattern> titles{
        Pattern("help|support|contact|questions|community|feedback|discussion*|chat|troubleshooting|faq|"
                "communication|slack")};
    return !asks_for_help(words) && find_any(titles, words).has_value();
}

// Building and testing are use until somebody says that they serve a change.
bool heads_contributing(const std::vector<std::string>& words) {
    static const std::vector<Pattern> titles{Pattern("contribute|contributing|contribution|contributions"),
                                             Pattern("contributor|contributors guide*|notes|documentation"),
                                             Pattern("develop|development|developing"),
                                             Pattern("developer* guide|documentation|notes|setup"),
                                             Pattern("hacking"),
                                             Pattern("submit|submitting|propose|proposing ~ "
                                                     "change|changes|patch|patches"),
                                             Pattern("pull|merge requests"),
                                             Pattern("get|getting involved")};
    return asks_for_help(words) || find_any(titles, words).has_value();
}

void read_heading(const Document& readme, const Section& section, NewcomerParts& parts) {
    const auto& heading = readme.blocks[section.begin];
    const auto words = words_of(heading.text);
    if (length(section) < 10 || is_title_of_all(section)) return;
    if (heads_first_use(words)) keep_first(parts[1].where, readme, heading.line);
    if (heads_help(words)) keep_first(parts[2].where, readme, heading.line);
    if (heads_contributing(words)) keep_first(parts[3].where, readme, heading.line);
}

void read_links(const Document& readme, const Block& block, NewcomerParts& parts) {
    static const std::vector<Pattern> documentation{Pattern("documentation|docs|quickstart|tutorial|manual"),
                                                    Pattern("getting started"), Pattern("user guide")};
    if (is_generated_text(block.text)) return;
    for (const auto& link : block.links) {
        if (link.target.starts_with('#')) continue;  // the section is judged where it stands
        if (find_any(documentation, words_of(link.text))) keep_first(parts[1].where, readme, link.line);
        if (has_role(link.target, Role::support) || leads_to_channel(link))
            keep_first(parts[2].where, readme, link.line);
        if (address_of(link.target).host.empty() ? names_a_guide(block, link)
                                                 : leads_to_foreign_guide(block, link))
            keep_first(parts[3].where, readme, link.line);
    }
}

// "PRs are welcome" names the way in; "contributions are welcome" leaves it open, and so does a badge.
bool invites_changes(const Block& block) {
    static const std::vector<Pattern> invitations{
        Pattern("prs|mrs|patches ~ welcome|welcomed|appreciated"),
        Pattern("pull|merge requests ~ welcome|welcomed|appreciated")};
    static const Pattern denial("not|no|never|arent|isnt|dont|cannot");
    if (!is_text(block) || is_placeholder(block.text)) return false;
    for (const auto& link : block.links)
        if (link.text == block.text) return false;
    return std::ranges::any_of(sentences(block.text), [](const Sentence& sentence) {
        return !sentence.is_question && find_any(invitations, sentence.words) && !denial.find(sentence.words);
    });
}

}  // namespace

NewcomerParts parts_of(const Document& readme) {
    NewcomerParts parts{
        {{"what it is and why", {}}, {"first use", {}}, {"help", {}}, {"how to contribute", {}}}};
    if (const auto* opening = first_paragraph(readme)) parts[0].where = place(readme, opening->line);
    for (const auto& section : sections(readme)) read_heading(readme, section, parts);
    bool in_guide = false;
    for (const auto& block : readme.blocks) {
        if (block.kind == BlockKind::heading) in_guide = speaks_of_contributing(block.text);
        read_links(readme, block, parts);
        if (invites_changes(block)) keep_first(parts[3].where, readme, block.line);
        if (block.kind == BlockKind::code && !in_guide) keep_first(parts[1].where, readme, block.line);
    }
    PlaceToAsk asking;
    read_places(readme, asking);
    if (!parts[2].where) parts[2].where = asking.channel ? asking.channel : asking.person;
    return parts;
}

}  // namespace insight
