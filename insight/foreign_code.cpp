// SPDX-License-Identifier: Apache-2.0
#include "insight/foreign_code.hpp"

#include "core/text.hpp"
#include "insight/ci_use.hpp"

#include <algorithm>
#include <span>
#include <string_view>

namespace insight {
namespace {

bool holds_any(std::string_view text, std::span<const std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](auto word) { return core::contains_ignoring_case(text, word); });
}

constexpr std::string_view git_commands[] = {"git fetch", "git checkout", "git pull", "git clone"};

constexpr std::string_view foreign[] = {"head.sha",         "head.ref",    "head_ref",
                                        "head_sha",         "head_branch", "head_commit",
                                        "merge_commit_sha", "refs/pull",   "head.repo"};
// "$SHA", "${SHA}", "${{ env.SHA }}", "%SHA%"; not the SHA of "$GITHUB_SHA" nor a plain word.
bool uses_variable(std::string_view text, std::string_view name) {
    const auto is_word = [](char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    constexpr std::string_view marks = "${.:%";
    for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
        const auto end = at + name.size();
        const bool is_marked = at > 0 && marks.find(text[at - 1]) != std::string_view::npos;
        if (is_marked && (end == text.size() || !is_word(text[end]))) return true;
    }
    return false;
}

// A variable around the step that names the change, and that `text` uses. `is_given`: as for the step.
bool uses_foreign_variable(const CiStep& step, std::string_view text, bool is_given) {
    const auto lines = core::lines(step.environment);
    return std::any_of(lines.begin(), lines.end(), [&](std::string_view line) {
        const auto name = line.substr(0, line.find('='));
        if (name.empty() || !uses_variable(text, name)) return false;
        const auto value = line.substr(name.size());
        return holds_any(value, foreign) || (is_given && value.find("inputs.") != std::string_view::npos);
    });
}

// `is_given`: a caller hands the change to the workflow in which the step stands.
bool checks_out_the_change(const CiStep& step, bool is_given) {
    const auto names_change = [&](std::string_view text) {
        return holds_any(text, foreign) || uses_foreign_variable(step, text, is_given) ||
               (is_given && text.find("inputs.") != std::string_view::npos);
    };
    if (core::contains_ignoring_case(step.uses, "checkout") && names_change(step.ref)) return true;
    const bool fetches = holds_any(step.run, git_commands);
    return core::contains_ignoring_case(step.run, "gh pr checkout") ||
           (fetches && (names_change(step.run) || core::contains_ignoring_case(step.run, "pull/")));
}

}  // namespace

bool ForeignCode::is_checked_out_by(const CiStep& step) {
    if (checks_out_the_change(step, false)) return true;
    const auto* called = called_by(facts_, step);
    if (called == nullptr) return false;
    const bool is_given = holds_any(step.ref, foreign);
    const auto [known, is_new] = called_.try_emplace({called, is_given}, false);
    if (is_new)
        known->second = std::any_of(called->steps.begin(), called->steps.end(), [&](const auto& inner) {
            return checks_out_the_change(inner, is_given);
        });
    return known->second;
}

}  // namespace insight
