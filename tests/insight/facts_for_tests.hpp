// SPDX-License-Identifier: Apache-2.0
// Short ways to write facts in the tests of checks.
#pragma once

#include "insight/check.hpp"
#include "insight/readiness.hpp"

#include <string>

namespace insight {

const Time test_now = core::parse_time("2026-01-05T08:00:00Z").value();

inline Verdict run(const char* check, const Facts& facts, const Policy& policy = {}) {
    return find_check(check)->run(facts, policy, test_now);
}
inline Outcome outcome(const char* check, const Facts& facts, const Policy& policy = {}) {
    return run(check, facts, policy).outcome;
}

inline Facts with_files(const std::vector<std::string>& paths) {
    Facts facts;
    facts.tree.emplace();
    for (const auto& path : paths) facts.tree->files.push_back({.path = path, .size_bytes = 10});
    return facts;
}
inline void add_document(Facts& facts, std::string path, std::string text,
                         BlockKind kind = BlockKind::prose) {
    facts.documents.push_back(
        {.path = std::move(path), .blocks = {{.kind = kind, .line = 1, .text = std::move(text)}}});
}
inline Finding finding(std::string check, Outcome outcome, int weight = 1) {
    Finding out{.check = std::move(check), .weight = weight};
    out.verdict.outcome = outcome;
    return out;
}

}  // namespace insight
