// SPDX-License-Identifier: Apache-2.0
#include "commands/evidence.hpp"

#include "core/text.hpp"

namespace commands {
namespace {

// "exempt: moving tracker; payments-platform, until 2027-03-31".
std::string exemption_of(const insight::Exemption& exemption) {
    auto text = "exempt: " + exemption.reason;
    if (!exemption.owner.empty()) text += "; " + exemption.owner;
    if (exemption.expires)
        text += (exemption.owner.empty() ? "; until " : ", until ") + core::to_date(*exemption.expires);
    return text;
}
std::string marks_of(const insight::Finding& finding) {
    std::string text = finding.verdict.declared ? " (declared, not seen)" : "";
    if (finding.exemption) text += " (" + exemption_of(*finding.exemption) + ")";
    return text;
}

}  // namespace

std::string short_evidence(const insight::Finding& finding) {
    const auto& verdict = finding.verdict;
    std::string text = verdict.evidence.empty() ? "" : verdict.evidence.front().where;
    std::string note = verdict.evidence.empty() ? "" : verdict.evidence.front().note;
    if (auto lack = insight::lack_of(verdict); !lack.empty()) {
        // That nothing was found is why it is no; what was not seen comes after it.
        const bool is_found_nowhere = verdict.outcome == insight::Outcome::no && lack.starts_with("not seen");
        note = is_found_nowhere && !note.empty() ? note + "; " + lack : std::move(lack);
    }
    if (!note.empty()) text += text.empty() ? note : " (" + note + ")";
    text += marks_of(finding);
    return core::shorten(core::one_line(text), 200);
}

std::string whole_evidence(const insight::Finding& finding) {
    std::string text;
    for (const auto& [where, note] : finding.verdict.evidence) {
        if (!text.empty()) text += "; ";
        text += where;
        if (!note.empty()) text += where.empty() ? note : " (" + note + ")";
    }
    if (const auto lack = insight::lack_of(finding.verdict); !lack.empty())
        text += (text.empty() ? "" : "; ") + lack;
    return core::one_line(text + marks_of(finding));
}

}  // namespace commands
