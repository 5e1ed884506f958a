// SPDX-License-Identifier: Apache-2.0
#include "commands/missed_level.hpp"

#include "commands/evidence.hpp"
#include "commands/finding_words.hpp"
#include "core/text.hpp"
#include "insight/levels.hpp"

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

// Whether `check`, which was not seen at some level, was not seen at one up to `level`: a gate may ask less
// of it further down. What L4 asks beyond checks has no gate of its own.
bool is_asked_by(const insight::Assessment& assessment, const std::string& check, int level) {
    if (level >= 4) return true;
    const auto finding = std::ranges::find(assessment.findings, check, &insight::Finding::check);
    return std::ranges::any_of(insight::gates(), [&](const insight::Gate& gate) {
        if (gate.check != check || gate.level > level) return false;
        return finding == assessment.findings.end() ||
               insight::state_of(*finding, gate.least) == insight::GateState::unknown;
    });
}

std::string where_it_is(const insight::Levels& levels) {
    return levels.proven == levels.possible ? fmt::format("It is at L{}", levels.possible)
                                            : fmt::format("It can reach L{} at most", levels.possible);
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
                : fmt::format(" {}; L{} asks for this too:", where_it_is(levels), levels.possible + 1));
        for (const auto& gate : levels.failed_gates)
            text += line_for(gate, ". ", remedy_for(assessment, gate));
        return text;
    }
    text = fmt::format("{}: L{} is not proven. This was not seen:\n", name, level);
    for (const auto& gate : levels.unknown_gates)
        if (is_asked_by(assessment, gate, level))
            text += line_for(gate, ": ", what_was_not_seen(assessment, gate));
    return text;
}

}  // namespace commands
