// SPDX-License-Identifier: Apache-2.0
#include "commands/match_unknown.hpp"

#include "commands/help_subject.hpp"
#include "commands/match_repository.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <array>
#include <utility>

namespace commands {
namespace {

constexpr std::size_t longest_name = 100;  // bytes
constexpr std::ptrdiff_t most_words = 3;

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool may_be_name(std::string_view word) {
    return !word.empty() && is_letter_or_digit(word.front()) && word.size() <= longest_name &&
           std::ranges::all_of(
               word, [](char c) { return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.'; });
}

// "part-time", "pull-request": English writes them so too.
bool is_english(std::string_view word) {
    constexpr auto starts = std::to_array<std::string_view>(
        {"non-", "self-", "co-", "part-", "full-", "on-boarding", "off-", "long-", "short-", "third-",
         "end-to-", "step-by-", "well-", "follow-", "pull-request", "merge-request", "merge-conflict",
         "next-"});
    return is_any(word, {"inner-source", "open-source", "up-to-date"}) ||
           std::ranges::any_of(starts, [&](auto start) { return word.starts_with(start); });
}

// "payments-api", "mobile_kit": nobody writes other words so.
bool is_written_as_name(std::string_view word) {
    return may_be_name(word) && word.find_first_of("-_") != std::string_view::npos && !is_english(word) &&
           !subject_called(word);
}

// Words that ask how, when and of whom, and words of the field: no name. Each with a blank on both sides.
constexpr std::string_view asking =
    " how is are was were be been what what's who whom whose which when where why the a an of "
    "for to in on at by from with and or not no any all some my our your their me us i we you "
    "they it its this that these those there do does did has have can could may will would "
    "should show tell give see know about repository repo project repositories repos projects "
    "ready readiness innersource inner source score level history trend owns own owner owners "
    "maintains maintain maintainer maintainers most best least more less very so now yet already "
    "ever never always soon really everybody everyone anybody anyone somebody nobody everything "
    "anything something nothing company organisation organization team teams others other people "
    "colleagues contributions work ";

bool only_asks(std::string_view word) {
    return asking.find(fmt::format(" {} ", word)) != std::string_view::npos;
}

// One to three words in a row, and nothing else that names: "the payments gateway".
std::string name_left_in(const Words& words) {
    const auto names = [](const auto& word) { return !only_asks(word); };
    const auto first = std::ranges::find_if(words, names);
    const auto end = std::find_if_not(first, words.end(), names);
    if (first == words.end() || end - first > most_words) return {};
    if (std::any_of(end, words.end(), names) || !std::all_of(first, end, may_be_name)) return {};
    const Words left{first, end};
    return subject_called(core::join(left, " ")) ? std::string{} : core::join(left, "-");
}

bool asks_plainly(const Words& words) {
    return has(words, {"ready", "readiness", "history", "owns", "maintains"});
}

}  // namespace

std::optional<Match> about_unknown_repository(const Words& words, std::string_view previous) {
    const auto written = std::ranges::find_if(words, is_written_as_name);
    const bool is_written = written != words.end();
    const auto name = is_written ? *written : asks_plainly(words) ? name_left_in(words) : std::string{};
    if (name.empty() || name.size() > longest_name) return {};
    const auto* command = command_asked_of(words, previous);
    if (command == nullptr) return {};
    return matched(*command, {name}, 0.6);
}

}  // namespace commands
