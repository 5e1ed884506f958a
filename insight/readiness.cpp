// SPDX-License-Identifier: Apache-2.0
#include "insight/readiness.hpp"

#include "core/text.hpp"
#include "insight/exemptions.hpp"
#include "insight/fixes.hpp"
#include "insight/introduction.hpp"
#include "insight/levels.hpp"
#include "insight/profile.hpp"
#include "insight/restriction.hpp"
#include "insight/score.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace insight {
namespace {

int weight_of(const Check& check, const Policy& policy) {
    auto found = policy.weights.find(check.id);
    if (found == policy.weights.end()) found = policy.weights.find(check.name);
    return found == policy.weights.end() || found->second < 0 ? check.weight : found->second;
}

// Paths and quotations come from outside; this is the one place they pass on their way to people.
Verdict cleaned(Verdict verdict) {
    for (auto& evidence : verdict.evidence) {
        evidence.where = core::one_line(evidence.where);
        evidence.note = core::one_line(evidence.note);
    }
    verdict.missing = core::one_line(verdict.missing);
    verdict.remedy = core::one_line(verdict.remedy);
    return verdict;
}

Verdict judge(const Check& check, const Facts& facts, const Policy& policy, Profile profile, Time now) {
    if (!applies_to(check.id, profile))
        return not_applicable(fmt::format("the profile {} does not ask for it", to_word(profile)));
    auto verdict = cleaned(check.run(facts, policy, now));
    if (verdict.outcome == Outcome::unknown && verdict.missing.empty()) verdict.missing = check.settled_by;
    return verdict;
}

std::vector<Finding> findings_of(const Facts& facts, const Policy& policy, Profile profile, Time now) {
    std::vector<Finding> out;
    for (const auto* check : checks()) {
        Finding finding{.check = std::string(check->id),
                        .weight = weight_of(*check, policy),
                        .seen_at = facts.collected_at};
        finding.verdict = judge(*check, facts, policy, profile, now);
        finding.source = finding.verdict.declared ? "declared" : facts.source;
        out.push_back(std::move(finding));
    }
    return out;
}

// An exemption from what is already in order would only hide it.
bool needs_exemption(Outcome outcome) {
    return outcome != Outcome::yes && outcome != Outcome::not_applicable;
}

void overlay(const Exemptions& exemptions, Assessment& out) {
    for (auto& finding : out.findings) {
        const auto found = exemptions.in_force.find(finding.check);
        if (found == exemptions.in_force.end()) continue;
        if (needs_exemption(finding.verdict.outcome))
            finding.exemption = found->second;
        else
            out.notes.push_back({0, fmt::format("The exemption from {} is no longer needed.",
                                                find_check(finding.check)->name)});
    }
    out.notes.insert(out.notes.end(), exemptions.notes.begin(), exemptions.notes.end());
}

void note_restriction(const Facts& facts, Assessment& out) {
    const auto found = find_restriction(facts);
    if (!found) return;
    out.restriction = fmt::format("“{}” ({})", core::one_line(found->sentence), core::one_line(found->where));
    out.notes.push_back({0, "It turns outside work away: " + out.restriction});
}

void note_trouble(const Facts& facts, Assessment& out) {
    if (facts.declared)
        for (const auto& fault : facts.declared->faults)
            out.notes.push_back({fault.line, fmt::format("{}:{}: {}", core::one_line(facts.declared->path),
                                                         std::max(fault.line, 1), fault.what)});
    out.notes.insert(out.notes.end(), facts.faults.begin(), facts.faults.end());
}

Assessment opened(const Facts& facts, const ChosenProfile& chosen, Time now) {
    Assessment out;
    out.repository = facts.name;
    out.full_name = facts.remote.empty() ? facts.full_name : facts.remote;
    if (facts.full_name.starts_with('/')) out.checkout = facts.full_name;
    out.commit = facts.commit;
    out.purpose = purpose_of(facts);
    out.owners = owners_of(facts);
    if (facts.settings.visibility) out.visibility = facts.settings.visibility->value;
    out.at = now;
    out.mode = facts.mode;
    out.profile = chosen.profile;
    out.profile_source = chosen.source;
    return out;
}

void add_up(const Facts& facts, const Policy& policy, Assessment& out) {
    const auto total = score_of(out.findings);
    out.levels = levels_of(out.findings, facts, out.profile, !out.restriction.empty());
    out.coverage = total.coverage;
    const auto archived =
        out.profile == Profile::archived || (facts.settings.archived && facts.settings.archived->value);
    out.scored = !archived && total.judged > 0 && total.coverage >= policy.findings_only_below;
    if (out.scored) out.score = total.score;
    if (!archived) out.fixes = fixes_for(out.findings, out.levels, total.judged);
}

}  // namespace

Assessment assess(const Facts& facts, const Policy& policy, Time now) {
    const auto chosen = choose_profile(facts, policy);
    auto out = opened(facts, chosen, now);
    out.findings = findings_of(facts, policy, chosen.profile, now);
    overlay(exemptions_in_force(facts, policy, now), out);
    note_restriction(facts, out);
    note_trouble(facts, out);
    add_up(facts, policy, out);
    return out;
}

}  // namespace insight
