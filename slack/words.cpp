// SPDX-License-Identifier: Apache-2.0
// What people typed, without Slack's notation. Source: docs.slack.dev/messaging/formatting-message-text.
#include "slack/payloads.hpp"

#include "core/text.hpp"

namespace slack {
namespace {

// Takes one character, or one of the three entities, off the front.
char take_character(std::string_view& text) {
    struct Entity {
        std::string_view code;
        char character;
    };
    static constexpr Entity entities[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}};
    if (text.front() == '&')
        for (const auto& entity : entities)
            if (text.starts_with(entity.code)) {
                text.remove_prefix(entity.code.size());
                return entity.character;
            }
    const char c = text.front();
    text.remove_prefix(1);
    return c;
}

std::string decoded(std::string_view text) {
    std::string out;
    while (!text.empty()) out += take_character(text);
    return out;
}

bool is_id(std::string_view text) {
    return !text.empty() &&
           text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

struct Reference {
    std::string_view target, label;
};
Reference split_reference(std::string_view inside) {
    const auto bar = inside.find('|');
    if (bar == std::string_view::npos) return {inside, {}};
    return {inside.substr(0, bar), inside.substr(bar + 1)};
}

// "https://git.example/acme/payments-api": a page below a host, not a name that Slack took for a host.
bool is_page(std::string_view target) {
    const auto scheme = target.find("://");
    if (scheme == std::string_view::npos || !target.starts_with("http")) return false;
    const auto first = target.find('/', scheme + 3);
    const auto second = first == std::string_view::npos ? first : target.find('/', first + 1);
    return second != std::string_view::npos && second + 1 < target.size();
}

// The words for what stands between < and >. A person or a channel reads as its id: names change and may be
// missing. A link that Slack made of a name reads as what was typed, its label; one to a page as its address.
std::string reference_words(const Reference& reference) {
    const auto target = reference.target;
    const bool has_id = target.starts_with('@') || target.starts_with('#');
    if (has_id && is_id(target.substr(1))) return std::string(target.substr(1));
    const bool is_named = target.starts_with('@') || target.starts_with('!');
    if (is_page(target)) return decoded(target);
    if (!reference.label.empty())
        return decoded(is_named && reference.label.starts_with('@') ? reference.label.substr(1)
                                                                    : reference.label);
    return decoded(has_id || is_named ? target.substr(1) : target);
}

// With no id known, a mention in front is taken for ours: that is how people address a bot.
bool is_our_mention(std::string_view target, std::string_view own_user_id, bool is_first) {
    if (!target.starts_with('@')) return false;
    return own_user_id.empty() ? is_first && is_id(target.substr(1)) : target.substr(1) == own_user_id;
}

}  // namespace

std::string plain_words(std::string_view text, std::string_view own_user_id) {
    std::string out;
    while (!text.empty()) {
        const auto end = text.front() == '<' ? text.find('>') : std::string_view::npos;
        if (end == std::string_view::npos) {
            out += take_character(text);
            continue;
        }
        const auto reference = split_reference(text.substr(1, end - 1));
        const bool is_first = core::trim(out).empty();
        if (!is_our_mention(reference.target, own_user_id, is_first)) out += reference_words(reference);
        text.remove_prefix(end + 1);
    }
    return std::string(core::trim(core::clean(out)));
}

}  // namespace slack
