// SPDX-License-Identifier: Apache-2.0
#include "slack/mrkdwn.hpp"

#include "core/text.hpp"
#include "slack/blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace slack {
namespace {

constexpr std::string_view word_joiner = "\xE2\x81\xA0";
constexpr std::size_t longest_url = 3000;

std::size_t bytes_of_code_point(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// What must stay together at the front of `text`: a live form, an entity, or one code point.
std::size_t token_length(std::string_view text) {
    if (text.front() == '<')
        if (const auto end = text.find('>'); end != std::string_view::npos && end < longest_url)
            return end + 1;
    for (const std::string_view entity : {"&amp;", "&lt;", "&gt;"})
        if (text.starts_with(entity)) return entity.size();
    return std::min(text.size(), bytes_of_code_point(text.front()));
}

// Bytes of the longest start of `text` that has at most `limit` units.
std::size_t fitting(std::string_view text, std::size_t limit) {
    std::size_t at = 0;
    for (std::size_t used = 0; at < text.size();) {
        const auto length = token_length(text.substr(at));
        used += units(text.substr(at, length));
        if (used > limit) break;
        at += length;
    }
    return at;
}

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// The look-alike that Slack does not read as formatting. Inside a word ("payments_api") the character means
// nothing and stays.
std::string_view harmless(std::string_view text, std::size_t at) {
    const bool inside_word =
        at > 0 && at + 1 < text.size() && is_word_character(text[at - 1]) && is_word_character(text[at + 1]);
    if (text[at] == '`') return "\xCB\x8B";
    if (inside_word) return text.substr(at, 1);
    if (text[at] == '*') return "\xE2\x88\x97";
    return text[at] == '_' ? "\xCB\x8D" : "\xE2\x88\xBC";
}

// True when "@here" or its like begins at `at`: a bare word that notifies wherever it is parsed.
bool notifies(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at + 1);
    return core::starts_with_ignoring_case(rest, "here") ||
           core::starts_with_ignoring_case(rest, "channel") ||
           core::starts_with_ignoring_case(rest, "everyone");
}

enum class Formatting { kept, defused };

std::string escaped(std::string_view text, Formatting formatting) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const bool is_mark = c == '*' || c == '_' || c == '~' || c == '`';
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (is_mark && formatting == Formatting::defused)
            out += harmless(text, at);
        else
            out += c;
        if (c == '@' && notifies(text, at)) out += word_joiner;
    }
    return out;
}

std::string encoded_url(std::string_view url) {
    std::string out;
    for (const char c : url) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '|' || c == '<' || c == '>' || c == '"' || c == '`' || byte <= 0x20 || byte == 0x7F)
            out += fmt::format("%{:02X}", byte);
        else if (c == '&')
            out += "&amp;";
        else
            out += c;
    }
    return out;
}

}  // namespace

std::size_t units(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) != 0x80U) ++count;
        if (byte >= 0xF0U) ++count;
    }
    return count;
}

std::string cut(std::string_view text, std::size_t limit) {
    if (text.size() <= limit || units(text) <= limit) return std::string(text);
    if (limit == 0) return {};
    return std::string(text.substr(0, fitting(text, limit - 1))) + "…";
}

std::vector<std::string> pieces_of(std::string_view text, std::size_t limit) {
    std::vector<std::string> out;
    while (!text.empty()) {
        auto length = fitting(text, limit);
        if (length == 0) length = token_length(text);
        if (length < text.size()) {
            auto at = text.substr(0, length).rfind('\n');
            if (at == std::string_view::npos || at < length / 2) at = text.substr(0, length).rfind(' ');
            if (at != std::string_view::npos && at >= length / 2) length = at + 1;
        }
        out.emplace_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return out;
}

std::string plain(std::string_view text, std::size_t limit) {
    const auto cleaned = core::clean(text);
    const auto trimmed = core::trim(cleaned);
    return trimmed.empty() ? "–" : cut(trimmed, limit);
}

std::string escape(std::string_view text) { return escaped(core::clean(text), Formatting::defused); }

std::string inert(std::string_view text, std::size_t limit) {
    const auto cleaned = core::clean(text);
    const auto trimmed = core::trim(cleaned);
    return trimmed.empty() ? "–" : cut(escaped(trimmed, Formatting::defused), limit);
}

bool is_kept_by_mrkdwn(std::string_view text) {
    return escaped(text, Formatting::defused) == escaped(text, Formatting::kept);
}

std::string fallback(std::string_view text, std::size_t limit) {
    return cut(escaped(core::clean(text), Formatting::kept), limit);
}

core::Json plain_text(std::string_view text, std::size_t limit) {
    return {{"type", "plain_text"}, {"text", plain(text, limit)}, {"emoji", false}};
}

core::Json mrkdwn(std::string text) {
    return {{"type", "mrkdwn"}, {"text", std::move(text)}, {"verbatim", true}};
}

bool is_safe_url(std::string_view url) {
    if (url.size() > longest_url / 3 || !core::is_utf8(url) || core::clean(url) != url ||
        url.find_first_of("\n\t") != std::string_view::npos)
        return false;
    for (const std::string_view scheme : {"https://", "http://", "mailto:"})
        if (core::starts_with_ignoring_case(url, scheme)) return url.size() > scheme.size();
    return false;
}

std::string link(std::string_view url, std::string_view label, std::size_t limit) {
    std::string shown(label);
    std::replace(shown.begin(), shown.end(), '|', ' ');
    for (const char c : {'<', '>'}) shown.erase(std::remove(shown.begin(), shown.end(), c), shown.end());
    shown = core::one_line(shown);
    if (!is_safe_url(url)) return inert(label, limit);
    return "<" + encoded_url(url) + "|" + inert(shown, limit) + ">";
}

std::string date_token(core::Time time) {
    auto readable = core::to_readable(time);
    const auto unix_time = core::to_unix(time);
    // Slack takes no date before 1970.
    if (unix_time <= 0 || unix_time > 253402300799) return readable;
    return fmt::format("<!date^{}^{{date_short}} {{time}}|{}>", unix_time, readable);
}

}  // namespace slack
