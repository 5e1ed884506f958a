// SPDX-License-Identifier: Apache-2.0
// Assessments as JSON, Markdown and SARIF 2.1.0, for CI and for other programs. Formats: docs/readiness.md.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "insight/readiness.hpp"

#include <string>
#include <vector>

namespace bot {

// A checkout that could not be judged, and why.
struct Unjudged {
    std::string path;
    core::Error error;
};
// One checkout as an object, several as an array; an unjudged one is {repository, error: {outcome, sentence}}
// and stands after the judged.
std::string json_report(const std::vector<insight::Assessment>& assessments,
                        const std::vector<Unjudged>& unjudged = {});
// One title, then for each: headline, table of findings, three fixes, age of the data.
std::string markdown_report(const std::vector<insight::Assessment>& assessments);
// A rule for each check; no → warning, partly → note, nothing for the others; an exemption is an accepted
// suppression. Location = evidence, else README line 1. Source: OASIS SARIF 2.1.0.
std::string sarif_report(const std::vector<insight::Assessment>& assessments);

// --fail-below L: 0 proven ≥ L; 1 possible < L; 3 neither (gates are unknown), which `unknown_passes` turns
// into 0.
int exit_code_for_level(const insight::Assessment& assessment, int level, bool unknown_passes);
// With many inputs the highest of 3, 1, 0.
int combined_exit_code(const std::vector<int>& codes);

}  // namespace bot
