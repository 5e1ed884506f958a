// SPDX-License-Identifier: Apache-2.0
// The sentences about readiness, for every command that shows an assessment and for the shell's report on a
// checkout.
#pragma once

#include "commands/answer.hpp"
#include "insight/readiness.hpp"

#include <optional>

namespace commands {

struct ReadinessView {
    const insight::Assessment& assessment;
    std::optional<insight::Assessment> before;  // for "what changed since"
    std::string line_name;  // how command lines name it: "payments-api", "r17", "./checkout"
    bool stored = true;     // offers history; a path that was not stored does not
    Time now{};
    bool may_assume = false;  // a checkout in a shell: what was not seen can be stated with --assume
    std::vector<std::string> assumed = {};  // what was stated so, "visibility=private"
};

// Headline with level, score and coverage; the findings that matter; three fixes; conditions; age. All
// findings are in details[0].
Answer readiness_answer(const ReadinessView& view);

// Every check with outcome and evidence, as one table; the assessment itself is its data.
Answer all_findings(const insight::Assessment& assessment, Time now);

// "Exempt, so not asked for: It has a licence (C4)."; empty when the level rests on no exemption.
std::string exemptions_of(const insight::Levels& levels);

// One sentence: "payments-api: colleagues can read and use it, not yet change it. L1 of 4 (1 exemption) · 64
// of 100 · 81 % seen".
std::string readiness_headline(const insight::Assessment& assessment);

}  // namespace commands
