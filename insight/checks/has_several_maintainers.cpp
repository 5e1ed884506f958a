// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/profile.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

namespace insight {
namespace {

// Counts only: nobody is named, here or in what is shown.
struct Crew {
    std::optional<int> people;
    std::optional<int> active;
    std::optional<int> absence_factor;
    bool partial = false;
    bool limited = false;  // more than twelve are no longer a core team; authors are not held to that
};

std::vector<int> yearly_counts(const History& history) {
    std::vector<int> out;
    for (const auto& author : history.authors)
        if (!author.machine && author.commits_365d > 0) out.push_back(author.commits_365d);
    std::sort(out.begin(), out.end(), std::greater<>());
    return out;
}

// The fewest people who made at least half of a year's contributions.
int absence_factor(const std::vector<int>& falling) {
    const auto total = std::accumulate(falling.begin(), falling.end(), 0LL);
    long long reached = 0;
    int people = 0;
    for (const auto commits : falling) {
        if (reached * 2 >= total) break;
        reached += commits;
        ++people;
    }
    return people;
}

Crew crew_of(const Facts& facts) {
    Crew crew;
    if (facts.history) {
        const auto counts = yearly_counts(*facts.history);
        crew.people = static_cast<int>(counts.size());
        crew.active = static_cast<int>(
            std::count_if(facts.history->authors.begin(), facts.history->authors.end(),
                          [](const auto& author) { return !author.machine && author.commits_180d > 0; }));
        if (!counts.empty()) crew.absence_factor = absence_factor(counts);
        crew.partial = facts.history->shallow || facts.history->truncated;
    }
    if (facts.conversations && facts.conversations->maintainers) {
        crew.people = facts.conversations->maintainers;
        crew.active = facts.conversations->maintainers_active_180d;
        crew.limited = true;
    }
    return crew;
}

std::optional<bool> at_least_two(std::optional<int> count) {
    return count ? std::optional(*count >= 2) : std::nullopt;
}

// Shared write access means that a second team is among the maintainers.
std::optional<bool> second_team(const Facts& facts, const Policy& policy) {
    if (choose_profile(facts, policy).profile != Profile::shared_write) return true;
    return facts.conversations ? facts.conversations->maintainer_from_other_team : std::nullopt;
}

// In the order of the claims.
constexpr std::array<std::string_view, 4> missing_for = {
    "a core team of at most twelve", "a second active maintainer",
    "work spread so that no one person does half of it", "a maintainer from a second team"};

using Claims = std::array<std::optional<bool>, 4>;

std::string missing_in(const Claims& claims) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < claims.size(); ++i)
        if (claims[i] == std::optional(false)) parts.emplace_back(missing_for[i]);
    return core::join(parts, "; ");
}

std::string shown(std::optional<int> count) { return count ? fmt::format("{}", *count) : "unseen"; }

Verdict run(const Facts& facts, const Policy& policy, Time) {
    const auto crew = crew_of(facts);
    if (!crew.people || (crew.partial && *crew.people <= 1))
        return unknown("reading the history or the teams that maintain it");
    if (*crew.people <= 1)
        return no(*crew.people == 1 ? "one person carries it" : "nobody worked on it in a year");
    const Claims claims = {std::optional(!crew.limited || *crew.people <= 12), at_least_two(crew.active),
                           at_least_two(crew.absence_factor), second_team(facts, policy)};
    const auto failed = std::count(claims.begin(), claims.end(), std::optional(false));
    const bool unseen = std::count(claims.begin(), claims.end(), std::optional<bool>{}) > 0;
    const auto where = fmt::format("{} people, {} active in 180 days, absence factor {}", *crew.people,
                                   shown(crew.active), shown(crew.absence_factor));
    if (failed == 0 && !unseen) return yes(where);
    auto verdict = failed >= 2 ? no(where, missing_in(claims)) : partly(where, {}, missing_in(claims));
    verdict.at_least = failed == 0 || (crew.partial && failed < 2);
    return verdict;
}

}  // namespace

extern const Check has_several_maintainers;
const Check has_several_maintainers{
    .id = "G2",
    .name = "has_several_maintainers",
    .group = Group::owned,
    .question = "Would it go on if one person left?",
    .statement = "It has several maintainers",
    .why = "With one maintainer every holiday is a standstill.",
    .rule =
        "Yes with 2 to 12 maintainers, two of them active within 180 days, and half of a year's work by no "
        "single person; partly when one of the three fails; no with one person or none.",
    .remedy = {.text = "Ask a regular contributor to become a maintainer.", .effort = Effort::large},
    .patterns = {"Core Team", "Dedicated Community Leader"},
    .weight = 4,
    .settled_by = "reading the history or the teams that maintain it",
    .run = run,
};

}  // namespace insight
