// SPDX-License-Identifier: Apache-2.0
#include "insight/levels.hpp"

#include "insight/governance.hpp"
#include "insight/profile.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

constexpr int highest = 4;

constexpr auto table = std::to_array<Gate>({
    {1, "D1", Outcome::partly}, {1, "D3", Outcome::partly}, {1, "C1", Outcome::partly},
    {1, "C4", Outcome::partly}, {1, "G1", Outcome::partly}, {2, "C2", Outcome::yes},
    {2, "C3", Outcome::partly}, {2, "B1", Outcome::partly}, {2, "B2", Outcome::partly},
    {2, "B3", Outcome::partly}, {2, "S1", Outcome::partly}, {3, "R1", Outcome::yes},
    {3, "R2", Outcome::yes},    {3, "G1", Outcome::yes},    {3, "R3", Outcome::partly},
    {3, "G2", Outcome::partly}, {3, "S2", Outcome::partly}, {3, "B6", Outcome::partly},
    {4, "R4", Outcome::yes},    {4, "G3", Outcome::yes},
});

// One gate with its answer; `check` is where a person looks and mends.
struct Answer {
    int level = 0;
    std::string check;
    GateState state = GateState::unknown;
    bool exempt = false;
};

GateState passed_if(bool claim) { return claim ? GateState::passed : GateState::failed; }

GateState other_teams(const Facts& facts) {
    if (!facts.conversations) return GateState::unknown;
    return passed_if(facts.conversations->cross_merging_teams_365d >= 2);
}

// Merge rate of outside work ≥ that of the team's own less ten points, in whole numbers: c/C ≥ i/I − 1/10.
GateState equal_chances(const Facts& facts) {
    if (!facts.conversations) return GateState::unknown;
    const auto& seen = *facts.conversations;
    if (seen.cross_decided_365d <= 0) return GateState::failed;
    if (seen.internal_decided_365d <= 0) return GateState::passed;
    const auto cross = 10LL * seen.cross_merged_365d * seen.internal_decided_365d;
    const auto internal =
        (10LL * seen.internal_merged_365d - seen.internal_decided_365d) * seen.cross_decided_365d;
    return passed_if(cross >= internal);
}

GateState way_to_maintainer(const Facts& facts) {
    if (find_path_to_maintainer(facts)) return GateState::passed;
    if (!facts.conversations || !facts.conversations->maintainer_from_other_team) return GateState::unknown;
    return passed_if(*facts.conversations->maintainer_from_other_team);
}

bool is_exempt(const std::vector<Finding>& findings, std::string_view check) {
    return std::any_of(findings.begin(), findings.end(), [&](const auto& finding) {
        return finding.check == check && finding.exemption.has_value();
    });
}

std::vector<Answer> answers_of(const std::vector<Finding>& findings, const Facts& facts) {
    std::vector<Answer> out;
    for (const auto& gate : table) {
        const auto found = std::find_if(findings.begin(), findings.end(),
                                        [&](const auto& f) { return f.check == gate.check; });
        if (found == findings.end()) continue;
        // A level rests on an exemption only where the gate would be shut without it.
        const bool rests_on_it =
            found->exemption.has_value() && state_of(found->verdict, gate.least) != GateState::passed;
        out.push_back({gate.level, found->check, state_of(*found, gate.least), rests_on_it});
    }
    const auto beyond_checks = [&](std::string check, GateState state) {
        const auto exempt = is_exempt(findings, check);
        out.push_back({highest, std::move(check), exempt ? GateState::passed : state,
                       exempt && state != GateState::passed});
    };
    beyond_checks("R4", other_teams(facts));
    beyond_checks("R4", equal_chances(facts));
    beyond_checks("G3", way_to_maintainer(facts));
    return out;
}

template <class Passes>
int reached(const std::vector<Answer>& answers, Passes passes) {
    for (int level = 1; level <= highest; ++level)
        for (const auto& answer : answers)
            if (answer.level == level && !passes(answer.state)) return level - 1;
    return highest;
}

template <class Wanted>
std::vector<std::string> ids_where(const std::vector<Answer>& answers, Wanted wanted) {
    std::vector<std::string> out;
    for (const auto& answer : answers)
        if (wanted(answer) && std::find(out.begin(), out.end(), answer.check) == out.end())
            out.push_back(answer.check);
    return out;
}

struct Cap {
    int level = highest;
    std::string reason;
};
Cap cap_of(const Facts& facts, Profile profile, bool restricted) {
    if (profile == Profile::archived || (facts.settings.archived && facts.settings.archived->value))
        return {0, std::string(archived_cap)};
    if (restricted) return {1, "It says that it does not take contributions."};
    if (const auto level = highest_level(profile); level < highest)
        return {level, "Its profile is readable-source."};
    return {};
}

}  // namespace

std::span<const Gate> gates() { return table; }

GateState state_of(const Verdict& verdict, Outcome least) {
    switch (verdict.outcome) {
        case Outcome::yes:
        case Outcome::not_applicable:
            return GateState::passed;
        case Outcome::unknown:
            return GateState::unknown;
        case Outcome::no:
            return GateState::failed;
        case Outcome::partly:
            break;
    }
    if (least == Outcome::partly) return GateState::passed;
    return verdict.at_least ? GateState::unknown : GateState::failed;
}

GateState state_of(const Finding& finding, Outcome least) {
    return finding.exemption ? GateState::passed : state_of(finding.verdict, least);
}

Levels levels_of(const std::vector<Finding>& findings, const Facts& facts, Profile profile, bool restricted) {
    const auto answers = answers_of(findings, facts);
    const auto cap = cap_of(facts, profile, restricted);
    Levels out;
    out.proven = std::min(cap.level, reached(answers, [](auto state) { return state == GateState::passed; }));
    out.possible =
        std::min(cap.level, reached(answers, [](auto state) { return state != GateState::failed; }));
    const auto up_to = out.possible;
    out.unknown_gates =
        ids_where(answers, [&](const auto& a) { return a.level <= up_to && a.state == GateState::unknown; });
    out.exempt_gates = ids_where(answers, [&](const auto& a) { return a.level <= up_to && a.exempt; });
    // At a cap no gate holds it back: mending one would promise a level that it cannot have.
    if (up_to < cap.level)
        out.failed_gates = ids_where(
            answers, [&](const auto& a) { return a.level == up_to + 1 && a.state == GateState::failed; });
    out.cap = cap.reason;
    return out;
}

std::string_view level_name(int level) {
    constexpr std::array<std::string_view, 5> names = {"Hidden or unowned", "Visible", "Contributable",
                                                       "Responsive", "Shared"};
    return names.at(static_cast<std::size_t>(std::clamp(level, 0, highest)));
}

std::string_view level_meaning(int level) {
    constexpr std::array<std::string_view, 5> meanings = {
        "you cannot use or change this yet", "you can read it, use it and file issues",
        "you can send a change", "you will get an answer", "you can become a maintainer"};
    return meanings.at(static_cast<std::size_t>(std::clamp(level, 0, highest)));
}

}  // namespace insight
