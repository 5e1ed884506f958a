// SPDX-License-Identifier: Apache-2.0
#include "commands/match_purpose.hpp"

#include <algorithm>
#include <utility>

namespace commands {
namespace {

constexpr std::size_t longest_need = 6;

bool is_kind(std::string_view word) {
    return is_any(word, {"library",   "libraries",  "service",    "services", "tool",   "tools",
                         "component", "components", "package",    "packages", "module", "modules",
                         "framework", "client",     "sdk",        "solution", "code",   "implementation",
                         "project",   "projects",   "repository", "repo"});
}

bool is_article(std::string_view word) {
    return is_any(word, {"a", "an", "the", "any", "some", "our", "my"});
}

// "is there …", "do we have …", "I need …".
bool seeks(const Words& words) {
    return has(words, {"there", "have", "has", "need", "want", "know", "knows", "find", "exist", "exists",
                       "search", "searching", "looking", "any"});
}

// The words from `first` on, without the article before them.
Words purpose_from(const Words& words, std::size_t first) {
    while (first + 1 < words.size() && is_article(words[first])) ++first;
    return {words.begin() + static_cast<std::ptrdiff_t>(first), words.end()};
}

// Where a need is named: behind "I need", "do we have", "is there"; nothing when none is.
std::optional<std::size_t> start_of_need(const Words& words) {
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        const auto& before = words[i - 1];
        const bool needs = is_any(words[i], {"need", "want", "seek"}) && is_any(before, {"i", "we"});
        const bool has_it =
            words[i] == "have" && is_any(before, {"we", "you", "they"}) && i >= 2 && words[i - 2] == "do";
        const bool is_there = words[i] == "there" && is_any(before, {"is", "are"});
        if (needs || has_it || is_there) return i + 1;
    }
    return {};
}

// What people need of us or of others, not of a repository.
bool is_no_purpose(const Words& wanted) {
    return wanted.empty() || wanted.size() > longest_need || is_any(wanted.front(), {"to", "you", "your"}) ||
           has(wanted, {"help", "access", "permission", "question", "problem", "way", "you", "why", "how",
                        "nothing", "no"});
}

}  // namespace

std::optional<Match> about_stated_purpose(const Words& words) {
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
        if (words[i + 1] != "for") continue;
        const bool is_named = is_any(words[i], {"something", "anything", "looking"});
        if (is_named || (is_kind(words[i]) && seeks(words)))
            return matched(*command_named("find"), purpose_from(words, i + 2), 0.8);
    }
    return {};
}

std::optional<Match> about_purpose(const Words& words) {
    const auto purpose = std::find(words.begin(), words.end(), "for");
    if (!has(words, {"something", "anything", "looking"}) || purpose == words.end()) return {};
    Words wanted{purpose + 1, words.end()};
    if (wanted.empty()) return {};
    return matched(*command_named("find"), std::move(wanted), 0.7);
}

std::optional<Match> about_need(const Words& words) {
    const auto start = start_of_need(words);
    if (!start) return {};
    auto wanted = purpose_from(words, *start);
    while (wanted.size() > 1 && is_any(wanted.back(), {"here", "already", "somewhere", "anywhere", "yet"}))
        wanted.pop_back();
    if (wanted.size() > 1 && is_kind(wanted.back())) wanted.pop_back();
    if (is_no_purpose(wanted)) return {};
    return matched(*command_named("find"), std::move(wanted), 0.6);
}

}  // namespace commands
