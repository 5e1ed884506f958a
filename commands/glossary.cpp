// SPDX-License-Identifier: Apache-2.0
#include "commands/glossary.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace commands {
namespace {

constexpr auto table = std::to_array<Term>({
    {"absence factor", "bus factor,truck factor",
     "The fewest people who together made half of a year's contributions. One means that it stands or falls "
     "with a single person.",
     "ready check G2"},
    {"business day", "working day,bd",
     "Monday to Friday without holidays. Answers are promised and counted in business days.",
     "ready check R2"},
    {"check", "",
     "One of 27 questions about a repository, with its weight, what it rests on and how to mend it.",
     "help checks"},
    {"contribution guide", "contributing,contributing.md,guide",
     "The page, mostly CONTRIBUTING.md, that says how to set up, test and submit a change, and who reviews "
     "it "
     "by when.",
     "ready check C2"},
    {"contributor", "guest contributor",
     "Whoever proposes a change to a repository that their own team does not own.", ""},
    {"coverage", "seen",
     "How much of what counts was seen: the weight of the checks answered by yes, partly or no, out of all "
     "that apply. Under 60 % there is no score.",
     "help readiness"},
    {"cross-team contribution",
     "cross team contribution,outside contribution,outside work,outside change,cross contribution",
     "A change or an issue by somebody whose team is not among the owners of the repository.",
     "ready check R4"},
    {"evidence", "", "What an outcome rests on: a file with its line, a setting, or what was counted.", ""},
    {"finding", "outcome",
     "What a check found in one repository: yes, partly, no, unknown or does not apply, with its evidence.",
     ""},
    {"first response", "response time,first answer",
     "The first answer by a human of the owning team to another team's change or issue. It should come "
     "within "
     "two business days.",
     "ready check R2"},
    {"gate", "", "A check that a level asks for. All gates of a level must be passed, whatever the score.",
     "help levels"},
    {"good first issue", "newcomer issue,newcomer work,gfi",
     "An open issue that somebody new can solve without knowing the whole code: described, small and "
     "labelled "
     "as such.",
     "ready check B6"},
    {"governance", "governance level",
     "Who decides in a repository, and how somebody of another team becomes a maintainer.", "ready check G3"},
    {"host team", "owner,owning team,host",
     "The team that owns a repository: it reviews what others propose and answers for it.", "ready check G1"},
    {"InnerSource", "inner source,inner-source",
     "Working as open source does, inside one company: code is open to all colleagues, and people of other "
     "teams change it with the owners' review.",
     "help readiness"},
    {"InnerSource office", "innersource program office,program office,office",
     "The few people who help all teams with InnerSource. They may see more here, and can grant roles.",
     "help roles"},
    {"maintainer", "", "Whoever may merge changes into a repository and decides about them.",
     "ready check G2"},
    {"pattern", "innersource pattern",
     "A solution that worked in several companies, written down by the InnerSource Commons. Checks name the "
     "patterns that help.",
     "help checks"},
    {"possible level", "possible",
     "The level a repository has if everything that was not seen is in order. It is the proven level when "
     "all "
     "was seen.",
     "help levels"},
    {"proven level", "proven,proven and possible,proven or possible",
     "The level a repository surely has: what was not seen counts as failed. The possible level counts it as "
     "passed, so “L1, up to L3 possible” hangs on what was not seen.",
     "help levels"},
    {"score", "",
     "Points from 0 to 100: the weights of the checks that are yes and half of those that are partly, out of "
     "all that were seen.",
     "help readiness"},
    {"trusted committer", "tc",
     "A maintainer who also looks after contributors of other teams: answers them, reviews, mentors, and "
     "speaks for them in the host team.",
     "ready check G1"},
    {"unknown", "not seen,unseen",
     "Nobody has seen it yet. It is never counted as a no, and lowers the coverage only.", "help readiness"},
});

// "good first issues" is "good first issue".
bool is_same(std::string_view asked, std::string_view name) {
    const auto singular = asked.ends_with('s') ? asked.substr(0, asked.size() - 1) : asked;
    const auto known = core::lower(name);
    return asked == known || singular == known;
}

}  // namespace

std::span<const Term> terms() { return table; }

const Term* find_term(std::string_view words) {
    const auto asked = core::lower(words);
    const auto found = std::ranges::find_if(table, [&](const Term& term) {
        const auto also = core::split(term.also, ',');
        return is_same(asked, term.name) || std::ranges::any_of(also, [&](std::string_view other) {
                   return !other.empty() && is_same(asked, other);
               });
    });
    return found == table.end() ? nullptr : &*found;
}

}  // namespace commands
