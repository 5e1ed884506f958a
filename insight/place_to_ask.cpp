// SPDX-License-Identifier: Apache-2.0
#include "insight/place_to_ask.hpp"

#include "core/text.hpp"
#include "insight/channel.hpp"
#include "insight/file_search.hpp"
#include "insight/guide.hpp"
#include "insight/links.hpp"
#include "insight/prose.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <vector>

namespace insight {
namespace {

void keep_first(std::optional<std::string>& slot, const Document& document, int line) {
    if (!slot) slot = place(document, line);
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

// "Alerts go to #pay-alerts", "it posts to #general by default", "pass --channel #general": machines write
// there, or it is a setting. Who is asked to ask there is asked all the same.
bool is_for_machines(const std::vector<std::string>& words) {
    static const std::vector<Pattern> machines{
        Pattern("alert*|notification*|failures|errors|logs|metrics|warnings|deployments|builds|results ~ "
                "go|goes|sent|posted|land|lands|arrive|appear|reported|published|delivered"),
        Pattern("posts|sends|reports|publishes|notifies|pings ~ ~ #*"),
        Pattern("set|pass|configure|specify|override|change ~ channel*"), Pattern("channel* to post"),
        Pattern("channel #* by default")};
    static const Pattern people("ask|question|questions|help|contact|talk|discuss|join|reach|chat|us");
    return !people.find(words) && find_any(machines, words);
}

// "Ask in the payments channel on Slack", "ask on Stack Overflow with the tag `pay`": a place without a link.
bool names_place_in_words(const std::vector<std::string>& words) {
    static const std::vector<Pattern> places{
        Pattern(
            "ask|post|write|talk|questions|chat|us ~ ~ slack|teams|mattermost|discord|zulip|webex|chat ~ ~ "
            "channel|space|room"),
        Pattern("ask|post|write|talk|questions|chat|us ~ ~ channel|space|room on|in|of|at _ "
                "slack|teams|mattermost|discord|zulip|webex"),
        Pattern("ask|post|questions ~ stack overflow|exchange ~ ~ tag*")};
    return find_any(places, words).has_value();
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
        const bool is_of_machines = is_for_machines(sentence.words);
        bool is_denied = false;
        auto joint = next_joint(all, 1);  // looked for again only when passed: a sentence may be long
        for (std::size_t from = 0; from < all.size();) {
            if (joint <= from) joint = next_joint(all, from + 1);
            const auto end = std::min({all.find_first_of(",;:(", from + 1), joint, all.size()});
            const auto clause = all.substr(from, end - from);
            is_denied = is_of_machines || denies_channel(words_of(clause)) ||
                        (is_denied && goes_on_with_channels(clause));
            auto& part = is_denied ? clauses.denied : clauses.said;
            part.append(clause).append(" ");
            from = end;
        }
    }
    return clauses;
}
bool speaks_of_talk(const std::vector<std::string>& words) {
    static const std::vector<Pattern> talk{
        Pattern("slack|channel|irc|teams|mattermost|zulip|discord|matrix|chat|ask|questions|help|contact|"
                "reach|talk")};
    return find_any(talk, words).has_value();
}
bool heads_talk(const std::vector<std::string>& words) {
    static const std::vector<Pattern> titles{
        Pattern("support|community|communication|discussion*|feedback|channels"), Pattern("in touch")};
    return speaks_of_talk(words) || find_any(titles, words).has_value();
}

// A channel says what it is for where it stands alone: as good as alone below a title such as "Support".
bool stands_alone(const std::vector<std::string>& words) {
    constexpr std::size_t most_words = 6;
    return words.size() <= most_words;
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

// `under_talk`: below a title that speaks of talking.
void read_channels(const Document& document, const Block& block, bool under_talk, PlaceToAsk& found) {
    if (found.channel) return;
    const auto words = words_of(block.text);
    const bool names_one =
        holds_channel_name(block.text) && (speaks_of_talk(words) || (under_talk && stands_alone(words)));
    const bool describes_one = names_place_in_words(words);
    const bool links_one = std::ranges::any_of(block.links, leads_to_channel);
    if (!names_one && !links_one && !describes_one) return;
    const auto clauses = clauses_of(block.text);
    for (const auto& link : block.links) {
        const bool is_denied = !clauses.denied.empty() && !link.text.empty() &&
                               clauses.denied.find(link.text) != std::string::npos &&
                               clauses.said.find(link.text) == std::string::npos;
        if (leads_to_channel(link) && !is_denied) return keep_first(found.channel, document, link.line);
    }
    if ((names_one && holds_channel_name(clauses.said)) ||
        (describes_one && names_place_in_words(words_of(clauses.said))))
        keep_first(found.channel, document, block.line);
}

// "We do not give support", "there is no support".
bool denies_support(const std::vector<std::string>& words) {
    static const Pattern denial("not|no|dont|never|without|cannot ~ support|help|questions");
    return denial.find(words).has_value();
}

// "Open a ticket at the service desk" on a page about support; not its "read the manual".
bool speaks_of_a_desk(const std::vector<std::string>& words) {
    static const std::vector<Pattern> desks{
        Pattern("support|ticket*|portal|desk|helpdesk|forum|community|page")};
    return (speaks_of_talk(words) || find_any(desks, words)) && !denies_support(words);
}

bool is_picture(const Link& link) {
    constexpr std::array<std::string_view, 5> endings = {".svg", ".png", ".gif", ".jpg", ".webp"};
    const auto target = core::lower(link.target);
    return std::ranges::any_of(endings, [&](auto ending) { return target.ends_with(ending); });
}

// "Raise a request in our [portal](…)" below "Help": a desk that is linked where people look for one.
void read_desk(const Document& document, const Block& block, PlaceToAsk& found) {
    static const Pattern desk("portal|desk|helpdesk|servicedesk|forum|community|space|group");
    static const Pattern asking(
        "ask|raise|post|contact|request|requests|reach|write|chat|talk|question|questions");
    const auto words = words_of(block.text);
    if (block.links.empty() || !desk.find(words) || !asking.find(words) || denies_support(words)) return;
    for (const auto& link : block.links) {
        const auto address = address_of(link.target);
        if (!address.host.empty() && address.path.find("/issues") == std::string::npos)
            return keep_first(found.channel, document, link.line);
    }
}

void read_block(const Document& document, const Block& block, bool under_talk, PlaceToAsk& found) {
    static const std::vector<Pattern> tracker{
        Pattern("open|file|create|raise|submit|report|use ~ issue*|bug*"), Pattern("mailing list"),
        Pattern("issue tracker")};
    // A badge says by its picture what it leads to.
    if (block.kind == BlockKind::html)
        for (const auto& link : block.links)
            if (leads_to_channel(link) && !is_picture(link)) keep_first(found.channel, document, link.line);
    if (!is_text(block) || is_placeholder(block.text)) return;
    read_channels(document, block, under_talk, found);
    if (under_talk) read_desk(document, block, found);
    read_addresses(document, block, found);
    if (find_any(tracker, words_of(block.text))) keep_first(found.person, document, block.line);
}

// The title of README names a product, which may well be a chat; null when it has none.
const Block* product_title(const Document& document) {
    const auto first = std::ranges::find(document.blocks, BlockKind::heading, &Block::kind);
    const bool is_title =
        first != document.blocks.end() && first->level == 1 && has_role(document.path, Role::readme);
    return is_title ? &*first : nullptr;
}

// A page about support names a place by any link to a desk; the tracker is none.
void read_support(const Document& support, PlaceToAsk& found) {
    for (const auto& block : support.blocks) {
        if (found.channel) return;
        if (block.links.empty() || !is_text(block) || is_placeholder(block.text) ||
            !speaks_of_a_desk(words_of(block.text)))
            continue;
        for (const auto& link : block.links) {
            const auto address = address_of(link.target);
            if (!address.host.empty() && address.path.find("/issues") == std::string::npos)
                keep_first(found.channel, support, link.line);
        }
    }
}

}  // namespace

void read_places(const Document& document, PlaceToAsk& found) {
    const bool had = found.channel.has_value();
    const bool is_support = has_role(document.path, Role::support);
    const auto* title = product_title(document);
    bool under_talk = is_support;
    for (const auto& block : document.blocks) {
        if (block.kind == BlockKind::heading)
            under_talk = &block != title && heads_talk(words_of(block.text));
        read_block(document, block, under_talk, found);
    }
    if (is_support) read_support(document, found);
    if (!had && found.channel) found.inherited = document.inherited;
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
    return found;
}

}  // namespace insight
