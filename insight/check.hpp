// SPDX-License-Identifier: Apache-2.0
// A check is a question about a repository with its remedy beside it. Adding one: a file in insight/checks/
// and a line in checks.cpp.
#pragma once

#include "insight/facts.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace insight {

enum class Outcome { yes, partly, no, unknown, not_applicable };
std::string_view to_word(Outcome outcome);  // "yes", "partly", "no", "unknown", "not_applicable"

enum class Group { discoverable, documented, contributable, responsive, owned, safe };
enum class Effort { small, medium, large };  // up to an hour, up to a day, more or others' consent
std::string_view to_word(Group group);
std::string_view to_word(Effort effort);    // "S", "M", "L"
std::string_view to_phrase(Effort effort);  // "under an hour", "under a day", "more than a day"

struct Evidence {
    std::string where;  // "README.md:14", "visibility = internal", "CODEOWNERS"; empty for "nothing found"
    std::string note;   // short, in our words; a quotation from the file is cleaned and in "…"
};

struct Verdict {
    Outcome outcome = Outcome::unknown;
    std::vector<Evidence> evidence;
    bool at_least = false;   // the best that what was read proves; more may be true
    bool inherited = false;  // rests on the organisation's default
    bool declared = false;   // rests on a statement, not on something seen
    // What is missing for yes, or what would settle an unknown: nouns, never a statement. What was not seen
    // is made with not_seen(). Empty where the evidence itself is the fault.
    std::string missing;
    std::string remedy;  // one sentence in place of the check's remedy, where that would not mend it
};

Verdict yes(std::string where, std::string note = {});
Verdict partly(std::string where, std::string note, std::string missing = {});
Verdict no(std::string note, std::string missing = {});
Verdict unknown(std::string settled_by);
Verdict not_applicable(std::string note);
// "not seen: the linked guide", for Verdict::missing; after other things that are missing, behind "; ".
std::string not_seen(std::string_view what);
void add_not_seen(Verdict& verdict, std::string_view what);
// How people are told of Verdict::missing: "missing: …" or "not seen: …"; empty when nothing is missing.
std::string lack_of(const Verdict& verdict);

struct Remedy {
    std::string_view text;  // one sentence in the imperative
    Effort effort = Effort::small;
    std::string_view draft = {};  // name of the file that a draft would add; empty when a file cannot mend it
};

enum class Profile {
    contributions_welcome,
    readable_source,
    shared_write,
    shared_ownership,
    docs_only,
    archived
};
std::string_view to_word(Profile profile);
std::optional<Profile> profile_from(std::string_view word);

// Rules of the company; each field is a configurable default.
struct Policy {
    std::optional<Profile> profile;     // asked for explicitly (--profile); wins over the repository's own
    std::vector<Exemption> exemptions;  // central ones
    double findings_only_below = 60;    // coverage (%) under which no score is shown
    int exemption_days = 365;
    int exemption_warning_days = 14;
    bool internal_default_licence = false;
    std::vector<std::string> listing_topics = {"innersource", "inner-source"};
    std::map<std::string, int, std::less<>> weights;  // check id → weight, over the built-in ones
    std::optional<Profile>
        central_profile;  // from the central governance file; wins over the repository's own
};

struct Check {
    std::string_view id;    // "C4"
    std::string_view name;  // "has_licence": what files and people use
    Group group;
    std::string_view question;
    std::string_view statement;  // the same as a statement, for lists: "It has a licence"
    std::string_view why;
    std::string_view rule;  // one sentence: when it is yes, when partly and when no
    Remedy remedy;
    std::vector<std::string_view> patterns;  // InnerSource patterns that help
    int weight;
    std::string_view settled_by;                 // what would answer it where it is unknown
    std::vector<std::string_view> assumed = {};  // statements that assume() takes for what cannot be seen
    Verdict (*run)(const Facts&, const Policy&, Time now);
};

// All 27, in the order of the model (D1 … S4); weights sum to 100.
std::span<const Check* const> checks();
// By id or name, any letter case; null when there is none.
const Check* find_check(std::string_view id_or_name);

}  // namespace insight
