// SPDX-License-Identifier: Apache-2.0
#include "insight/newcomer.hpp"

#include "core/text.hpp"
#include "insight/channel.hpp"
#include "insight/file_search.hpp"
#include "insight/guide.hpp"
#include "insight/guide_titles.hpp"
#include "insight/links.hpp"

#include <algorithm>
#include <array>
#include <cctype>

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

// "#payments-dev" beside a word for talking; "#123", "#include" and "#fff" are none.
bool is_channel_name(std::string_view name) {
    constexpr std::array words = {"include", "define", "pragma",    "if",     "ifdef",
                                  "ifndef",  "endif",  "else",      "elif",   "undef",
                                  "error",   "region", "endregion", "import", "line"};
    if (name.size() < 2 || std::isalpha(static_cast<unsigned char>(name[0])) == 0) return false;
    const bool is_hex = name.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    const bool is_colour = is_hex && (name.size() == 3 || name.size() == 6 || name.size() == 8);
    return !is_colour && std::ranges::find(words, core::lower(name)) == words.end();
}
bool holds_channel_name(std::string_view text) {
    for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
        const bool begins =
            at == 0 || std::string_view(" \n(`\"'").find(text[at - 1]) != std::string_view::npos;
        const auto rest = text.substr(at + 1);
        if (begins && is_channel_name(rest.substr(0, rest.find_first_of(" \n\t.,;:!?)`\"'<>(="))))
            return true;
    }
    return false;
}

// "Do not ask in #random", "there is no Slack channel yet".
bool denies_channel(const std::vector<std::string>& words) {
    static const std::vector<Pattern> denials{
        Pattern("not|dont|never _ ask|post|write|discuss|use|join|talk _ #*"),
        Pattern("not|dont|never _ ask|post|write|discuss|talk on #*"),
        Pattern("not|dont|never _ ask|post|write|discuss|talk questions|question|anything in|on|to _ #*"),
        Pattern("no|without|lacks|missing _ channel|slack|chat|list|forum|irc"),
        Pattern("no|without mailing|dedicated|support|official|slack _ channel|chat|list|forum"),
        Pattern("not|dont|doesnt|havent|hasnt ~ have|has|got ~ channel|slack|chat|list|forum|irc")};
    // "If you do not have Slack, ask for an account": a condition denies nothing.
    constexpr std::array<std::string_view, 4> conditions = {"if", "when", "unless", "without"};
    const bool is_condition =
        !words.empty() && std::ranges::find(conditions, words.front()) != conditions.end();
    return !is_condition && find_any(denials, words).has_value();
}

// Where the next clause of a sentence begins that no comma parts from the one before.
std::size_t next_joint(std::string_view text, std::size_t from) {
    constexpr std::array<std::string_view, 5> joints = {" but ", " and ", " - ", " \u2013 ", " \u2014 "};
    for (auto at = text.find(' ', from); at != std::string_view::npos; at = text.find(' ', at + 1))
        if (std::ranges::any_of(joints, [&](auto joint) { return text.substr(at).starts_with(joint); }))
            return at;
    return std::string_view::npos;
}

// "#general" behind "do not ask in #random,": what was said of the one holds for it too.
bool goes_on_with_channels(std::string_view clause) {
    const auto parts = core::split(clause, ' ');
    return std::ranges::all_of(parts, [](std::string_view part) {
        const bool is_joint = part.empty() || part == "," || part == "and" || part == "or" || part == "nor";
        return is_joint || part.starts_with('#') || part.starts_with("(#");
    });
}

// The parts of `text` between commas and the like in which a channel is denied, and the rest.
struct Clauses {
    std::string said, denied;
};
Clauses clauses_of(std::string_view text) {
    Clauses clauses;
    for (const auto& sentence : sentences(text)) {
        const std::string_view all = sentence.text;
        bool is_denied = false;
        auto joint = next_joint(all, 1);  // looked for again only when passed: a sentence may be long
        for (std::size_t from = 0; from < all.size();) {
            if (joint <= from) joint = next_joint(all, from + 1);
            const auto end = std::min({all.find_first_of(",;:(", from + 1), joint, all.size()});
            const auto clause = all.substr(from, end - from);
            is_denied = denies_channel(words_of(clause)) || (is_denied && goes_on_with_channels(clause));
            auto& part = is_denied ? clauses.denied : clauses.said;
            part.append(clause).append(" ");
            from = end;
        }
    }
    return clauses;
}
bool speaks_of_talk(std::string_view text) {
    static const std::vector<Pattern> talk{
        Pattern("slack|channel|irc|teams|mattermost|zulip|discord|matrix|chat|ask|questions|help|contact|"
                "reach|talk")};
    return find_any(talk, words_of(text)).has_value();
}

// dev@, team-payments@, users@lists.example.com: an address behind which more than one person reads.
bool is_list_address(std::string_view address) {
    const auto lower = core::lower(address);
    const auto local = lower.substr(0, lower.find('@'));
    constexpr std::array signs = {"dev",  "users",   "user",        "list",      "team", "support",
                                  "help", "discuss", "maintainers", "community", "group"};
    return lower.find("@lists.") != std::string::npos || lower.find("@googlegroups.") != std::string::npos ||
           std::ranges::any_of(signs, [&](std::string_view sign) {
               return local == sign || local.starts_with(std::string(sign) + "-") ||
                      local.ends_with("-" + std::string(sign));
           });
}

void read_addresses(const Document& document, const Block& block, PlaceToAsk& found) {
    for (const auto& word : words_of(block.text)) {
        const auto at = word.find('@');
        if (at == std::string::npos || at == 0 || word.find('.', at) == std::string::npos) continue;
        keep_first(found.person, document, block.line);
    }
    for (const auto& link : block.links)
        if (link.target.starts_with("mailto:"))
            keep_first(
                is_list_address(std::string_view(link.target).substr(7)) ? found.channel : found.person,
                document, link.line);
    for (const auto part : core::split(block.text, ' '))
        if (const auto at = part.find('@');
            at != std::string_view::npos && at > 0 && part.find('.', at) != std::string_view::npos)
            if (is_list_address(part.substr(part.find_first_not_of("<(\"'"))))
                keep_first(found.channel, document, block.line);
}

void read_channels(const Document& document, const Block& block, PlaceToAsk& found) {
    if (found.channel) return;
    const bool names_one = holds_channel_name(block.text) && speaks_of_talk(block.text);
    const bool links_one = std::ranges::any_of(block.links, leads_to_channel);
    if (!names_one && !links_one) return;
    const auto clauses = clauses_of(block.text);
    for (const auto& link : block.links) {
        const bool is_denied = !clauses.denied.empty() && !link.text.empty() &&
                               clauses.denied.find(link.text) != std::string::npos &&
                               clauses.said.find(link.text) == std::string::npos;
        if (leads_to_channel(link) && !is_denied) return keep_first(found.channel, document, link.line);
    }
    if (names_one && holds_channel_name(clauses.said)) keep_first(found.channel, document, block.line);
}

void read_block(const Document& document, const Block& block, PlaceToAsk& found) {
    static const std::vector<Pattern> tracker{
        Pattern("open|file|create|raise|submit|report|use ~ issue*|bug*"), Pattern("mailing list"),
        Pattern("issue tracker")};
    if (!is_text(block) || is_placeholder(block.text)) return;
    read_channels(document, block, found);
    read_addresses(document, block, found);
    if (find_any(tracker, words_of(block.text))) keep_first(found.person, document, block.line);
}

void read_places(const Document& document, PlaceToAsk& found) {
    const bool had = found.channel.has_value();
    for (const auto& block : document.blocks) read_block(document, block, found);
    if (!had && found.channel) found.inherited = document.inherited;
}

void read_heading(const Document& readme, const Section& section, NewcomerParts& parts) {
    const auto& heading = readme.blocks[section.begin];
    const auto words = words_of(heading.text);
    if (length(section) < 10) return;
    if (heads_first_use(words)) keep_first(parts[1].where, readme, heading.line);
    if (heads_help(words)) keep_first(parts[2].where, readme, heading.line);
    if (heads_contributing(words)) keep_first(parts[3].where, readme, heading.line);
}

void read_links(const Document& readme, const Block& block, NewcomerParts& parts) {
    static const std::vector<Pattern> documentation{Pattern("documentation|docs|quickstart|tutorial|manual"),
                                                    Pattern("getting started"), Pattern("user guide")};
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

bool is_generated_title(std::string_view title) {
    constexpr std::array titles = {
        "project title",     "project name", "getting started with create react app",
        "your project name", "title",        "readme template"};
    return std::ranges::find(titles, core::lower(core::trim(title))) != titles.end();
}
bool is_generated_text(std::string_view text) {
    constexpr std::array marks = {"one paragraph of project description",
                                  "lorem ipsum",
                                  "<your project",
                                  "[your project",
                                  "your project name",
                                  "<project name",
                                  "<project_name>",
                                  "[project name]",
                                  "[project_name]",
                                  "<name of the project>",
                                  "{{project",
                                  "choose a self-explaining name",
                                  "make it easy for you to get started with gitlab"};
    return std::ranges::any_of(
        marks, [&](std::string_view mark) { return core::contains_ignoring_case(text, mark); });
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

// The title and the first two paragraphs only: further down a generator's words are somebody's example.
bool is_template(const Document& readme) {
    int titles = 0;
    int paragraphs = 0;
    for (const auto& block : readme.blocks) {
        if (block.kind == BlockKind::heading && ++titles == 1 && is_generated_title(block.text)) return true;
        if (block.kind != BlockKind::heading && !is_text(block)) continue;
        if (is_generated_text(block.text)) return true;
        if (is_text(block) && ++paragraphs == 2) return false;
    }
    return false;
}

PlaceToAsk judge_contact(const Declarations& declared) {
    PlaceToAsk found;
    if (!declared.contact || is_placeholder(*declared.contact)) return found;
    const auto& contact = *declared.contact;
    const Document document{.path = declared.path,
                            .blocks = {{.kind = BlockKind::prose,
                                        .level = 0,
                                        .line = 1,
                                        .text = "Contact: " + contact,
                                        .links = {{contact, contact, 1}}}}};
    read_places(document, found);
    (found.channel ? found.channel : found.person) = declared.path;
    return found;
}

PlaceToAsk find_place_to_ask(const Facts& facts) {
    PlaceToAsk found;
    for (const auto role : {Role::support, Role::readme, Role::contributing})
        for (const auto* document : documents_with(facts, role)) read_places(*document, found);
    for (const auto* document : guide_documents(facts)) read_places(*document, found);
    if (!found.person)
        if (const auto support = documents_with(facts, Role::support);
            !support.empty() && !support.front()->blocks.empty())
            found.person = support.front()->path;
    return found;
}

}  // namespace insight
