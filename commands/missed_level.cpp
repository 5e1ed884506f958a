// SPDX-License-Identifier: Apache-2.0
#include "commands/missed_level.hpp"

#include "commands/evidence.hpp"
#include "commands/finding_words.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
namespace {

std::string remedy_for(const insight::Assessment& assessment, const std::string& check) {
    const auto fix = std::ranges::find(assessment.fixes, check, &insight::Fix::check);
    if (fix != assessment.fixes.end()) return core::one_line(fix->text);
    const auto* known = insight::find_check(check);
    return known == nullptr ? "" : std::string(known->remedy.text);
}

std::string what_was_not_seen(const insight::Assessment& assessment, const std::string& check) {
    const auto finding = std::ranges::find(assessment.findings, check, &insight::Finding::check);
    return finding == assessment.findings.end() ? "" : short_evidence(*finding);
}

std::string line_for(const std::string& check, std::string_view between, const std::string& more) {
    return fmt::format("  {} {}{}{}\n", check, statement_of(check), more.empty() ? "" : between, more);
}

}  // namespace

std::string missed_level(const insight::Assessment& assessment, int level) {
    const auto& levels = assessment.levels;
    if (levels.proven >= level) return {};
    const auto name = core::one_line(assessment.repository);
    std::string text;
    if (levels.possible < level) {
        text = fmt::format(
            "{}: L{} is not reached.{}\n", name, level,
            levels.failed_gates.empty()
                ? " " + core::one_line(levels.cap)
                : fmt::format(" It is at L{}; L{} asks for this too:", levels.possible, levels.possible + 1));
        for (const auto& gate : levels.failed_gates)
            text += line_for(gate, ". ", remedy_for(assessment, gate));
        return text;
    }
    text = fmt::format("{}: L{} is not proven. This was not seen:\n", name, level);
    for (const auto& gate : levels.unknown_gates)
        text += line_for(gate, ": ", what_was_not_seen(assessment, gate));
    return text;
}

}  // namespace commands
