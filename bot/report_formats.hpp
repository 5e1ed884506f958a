// SPDX-License-Identifier: Apache-2.0
// Assessments as JSON, Markdown and SARIF 2.1.0, for CI and for other programs. Formats: docs/readiness.md.
#pragma once

#include "core/json.hpp"
#include "insight/readiness.hpp"

#include <string>
#include <vector>

namespace bot {

// One assessment as an object, several as an array.
std::string json_report(const std::vector<insight::Assessment>& assessments);
// Headline, table of findings, three fixes, age of the data; one section for each.
std::string markdown_report(const std::vector<insight::Assessment>& assessments);
// A rule for each check; no → warning, partly → note, yes → pass, unknown → open, n/a → notApplicable; an
// exemption is an accepted suppression. Location = evidence, else README line 1. Source: OASIS SARIF 2.1.0.
std::string sarif_report(const std::vector<insight::Assessment>& assessments);

// --fail-below L: 0 proven ≥ L; 1 possible < L; 3 neither (gates are unknown), which `unknown_passes` turns
// into 0.
int exit_code_for_level(const insight::Assessment& assessment, int level, bool unknown_passes);
// With many inputs the highest of 3, 1, 0.
int combined_exit_code(const std::vector<int>& codes);

}  // namespace bot
