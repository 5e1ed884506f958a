// SPDX-License-Identifier: Apache-2.0
#include "insight/activity.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace insight {

namespace {

constexpr std::size_t long_text = 200, most_read = 20'000;

bool has_any(std::string_view text, const auto& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

std::string folded(std::string_view text) { return core::lower(core::one_line(text.substr(0, most_read))); }

// In one pass, as a comment may be nothing but typographic ones.
std::string with_plain_apostrophes(std::string_view text) {
    constexpr std::string_view typographic = "\xE2\x80\x99";
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const bool is_one = text.substr(at).starts_with(typographic);
        out += is_one ? '\'' : text[at];
        at += is_one ? typographic.size() : 1;
    }
    return out;
}

bool is_box(std::string_view line) {
    const auto text = core::trim(line);
    return text.size() > 5 && (text[0] == '-' || text[0] == '*') && text.substr(1, 2) == " [" &&
           text[4] == ']';
}

bool is_heading_of_acceptance(std::string_view line) {
    const auto text = core::trim(line);
    if (!text.starts_with('#') && !text.starts_with("**")) return false;
    constexpr std::array<std::string_view, 3> words = {"acceptance", "definition of done", "done when"};
    return has_any(core::lower(text), words);
}

// "src/main.cpp": letters, a point and a short ending, with a slash before.
bool is_path(std::string_view word) {
    const auto slash = word.find('/'), point = word.rfind('.');
    if (slash == std::string_view::npos || point == std::string_view::npos || point < slash) return false;
    const auto ending = word.substr(point + 1);
    return !ending.empty() && ending.size() <= 5 && word.size() <= 200 &&
           std::all_of(ending.begin(), ending.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
           });
}

bool has_pointer(std::string_view text) {
    if (text.find("```") != std::string_view::npos || text.find('`') != text.rfind('`')) return true;
    const auto words = core::split(text, ' ');
    return std::any_of(words.begin(), words.end(), is_path);
}

}  // namespace

IssueText judge_issue_text(std::string_view body) {
    body = body.substr(0, most_read);
    IssueText out;
    const auto line = core::one_line(body);
    out.is_long = core::count_code_points(line) >= long_text;
    const auto lines = core::lines(body);
    out.has_acceptance_list = std::any_of(lines.begin(), lines.end(), [](std::string_view each) {
        return is_box(each) || is_heading_of_acceptance(each);
    });
    out.has_pointer = has_pointer(line);
    out.names_mentor = core::lower(line).find("mentor") != std::string::npos;
    return out;
}

std::optional<SoftClaim> soft_claim_in(std::string_view comment) {
    constexpr std::array<std::string_view, 7> gives_up = {
        "/unassign",           "no longer working on", "not working on this", "can't work on",
        "cannot work on this", "won't have time",      "up for grabs"};
    constexpr std::array<std::string_view, 13> takes = {"/assign",
                                                        "i'll take",
                                                        "i will take",
                                                        "i can take",
                                                        "i'd like to work on",
                                                        "can i work on",
                                                        "may i work on",
                                                        "can i take",
                                                        "i'll work on",
                                                        "i want to work on",
                                                        "i'm working on",
                                                        "i am working on",
                                                        "i would like to work on"};
    // Quoted lines repeat what somebody else said.
    if (const auto first = core::trim(comment); first.starts_with('>')) return std::nullopt;
    const auto text = with_plain_apostrophes(folded(comment));
    if (has_any(text, gives_up)) return SoftClaim::releases;
    if (has_any(text, takes)) return SoftClaim::takes;
    return std::nullopt;
}

bool is_newcomer_label(std::string_view label) {
    auto name = core::lower(core::trim(label));
    std::replace(name.begin(), name.end(), '-', ' ');
    return name == "good first issue" || name == "help wanted";
}

}  // namespace insight
