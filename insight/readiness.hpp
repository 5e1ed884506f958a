// SPDX-License-Identifier: Apache-2.0
// From facts to findings, score, coverage, levels and the next steps. Pure. Source of the model:
// docs/readiness.md.
#pragma once

#include "insight/check.hpp"

#include <string>
#include <vector>

namespace insight {

struct Finding {
    std::string check;  // id
    Verdict verdict;
    int weight = 0;
    std::optional<Exemption> exemption;  // overlays the outcome, which stays visible
    std::string source;                  // "git", "sample", "github", "declared"
    Time seen_at{};
};

struct Fix {
    std::string check;
    std::string text;  // the remedy, made specific by the verdict where it can be
    Effort effort = Effort::small;
    double gain = 0;      // points of score: w·(1−v), scaled to what is scored
    int opens_level = 0;  // the level whose gate this is; 0 when it is no gate of the next level
    std::string pattern;
    std::string draft;
};

struct Levels {
    int proven = 0;                          // unknown gates fail
    int possible = 0;                        // unknown gates pass
    std::vector<std::string> unknown_gates;  // ids of the gates up to `possible` that nobody saw
    std::vector<std::string> failed_gates;   // ids of the gates that keep it from possible + 1
    std::vector<std::string>
        exempt_gates;  // ids of the gates up to `possible` that only an exemption passes over
    std::string cap;   // why it cannot rise further (restricted policy, readable-source); empty otherwise
};

struct Assessment {
    std::string repository;  // name
    std::string full_name;   // "acme/payments-api"; of a checkout without origin its absolute path
    std::string checkout;    // absolute path of a checkout; empty for what a host told of
    std::string commit;
    std::string purpose;              // see insight/introduction; empty when nothing says it
    std::vector<std::string> owners;  // the same
    // As the source or somebody stated it; empty = nobody did, so only the InnerSource office may see it.
    std::optional<Visibility> visibility;
    Time at{};
    Mode mode = Mode::plain_git;
    Profile profile = Profile::contributions_welcome;
    std::string
        profile_source;  // "default", "--profile", "central file", ".innersource-readiness.yml", "archived"
    Levels levels;
    double score = 0;               // 0…100; meaningful where scored
    double coverage = 0;            // 0…100 %
    bool scored = false;            // false below the coverage limit and for archived repositories
    std::vector<Finding> findings;  // one for each check, in the model's order
    std::vector<Fix> fixes;         // all, best first; people are shown three
    std::vector<Fault> notes;  // restricted policy, ignored or expiring exemptions, skipped files …; line 0 =
                               // whole repository
    std::string
        restriction;  // the sentence that refuses contributions, quoted with its place; empty when none
};

std::string_view level_name(int level);     // "Hidden or unowned", "Visible", …
std::string_view level_meaning(int level);  // "you cannot use or change this yet", …

// `key=value` as in --assume and the readiness file (visibility=internal, forking=on, issues=on, …).
// Errc::invalid names the known keys.
core::Result<void> assume(Facts& facts, std::string_view key_and_value);

// Runs every check and adds it all up. Never fails: what cannot be judged is unknown.
Assessment assess(const Facts& facts, const Policy& policy, Time now);

// What differs between two assessments of one repository, most important first: level, outcomes, score.
struct Change {
    std::string check;  // empty for the level and the score
    std::string text;
};
std::vector<Change> changes_between(const Assessment& before, const Assessment& after);

}  // namespace insight
