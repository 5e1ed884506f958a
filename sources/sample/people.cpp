// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/people.hpp"

#include "core/text.hpp"
#include "sources/sample/calendar.hpp"
#include "sources/sample/random.hpp"

#include <algorithm>

namespace sources::sample {
namespace {

struct Name {
    std::string_view shown, login;
};
constexpr std::array<Name, 24> first_names = {
    {{"Mara", "mara"},     {"João", "joao"},   {"Anika", "anika"},   {"Tomás", "tomas"}, {"Priya", "priya"},
     {"Lukas", "lukas"},   {"Inês", "ines"},   {"Devika", "devika"}, {"Noah", "noah"},   {"Zoë", "zoe"},
     {"Rafael", "rafael"}, {"Sunil", "sunil"}, {"Greta", "greta"},   {"Owen", "owen"},   {"Lívia", "livia"},
     {"Jonas", "jonas"},   {"Meera", "meera"}, {"Caio", "caio"},     {"Ruth", "ruth"},   {"Emil", "emil"},
     {"Tara", "tara"},     {"Arjun", "arjun"}, {"Hanna", "hanna"},   {"Bruno", "bruno"}}};
constexpr std::array<Name, 25> last_names = {
    {{"Lindgrau", "lindgrau"},   {"Ferrobar", "ferrobar"},   {"Voskamp", "voskamp"},
     {"Menachal", "menachal"},   {"Okarvi", "okarvi"},       {"Steinmoor", "steinmoor"},
     {"Duartelo", "duartelo"},   {"Ashvane", "ashvane"},     {"Kolwitz", "kolwitz"},
     {"Pradeshi", "pradeshi"},   {"Brannoch", "brannoch"},   {"Sãovilar", "saovilar"},
     {"Halvering", "halvering"}, {"Tirkanen", "tirkanen"},   {"Quillard", "quillard"},
     {"Ramoshan", "ramoshan"},   {"Wetterlo", "wetterlo"},   {"Nagarel", "nagarel"},
     {"Costamel", "costamel"},   {"Fennimore", "fennimore"}, {"Übelmark", "uebelmark"},
     {"Jaskari", "jaskari"},     {"Montefal", "montefal"},   {"Grewalla", "grewalla"},
     {"Ostrander", "ostrander"}}};

insight::Person machine(std::string login, std::string name, insight::PersonKind kind) {
    return {"sample:person:" + login, std::move(login), std::move(name), kind};
}

// 24 and 25 have no common divisor, so no pair comes twice within 600 people.
insight::Person human(int number) {
    const auto& first = first_names[static_cast<std::size_t>(number) % first_names.size()];
    const auto& last = last_names[static_cast<std::size_t>(number) % last_names.size()];
    const auto login = std::string(first.login) + "-" + std::string(last.login);
    insight::Person person{"sample:person:" + login, login,
                           std::string(first.shown) + " " + std::string(last.shown),
                           insight::PersonKind::human};
    person.identities = {{insight::directory::IdentityKind::github, login},
                         {insight::directory::IdentityKind::email, login + "@examplia.example"}};
    return person;
}

insight::Team team(std::string_view name, std::string_view parent, std::string_view zone) {
    return {team_key(name), std::string(name), parent.empty() ? "" : team_key(parent), std::string(zone)};
}

// The first ones are the people of the demo console: they stay where they are.
constexpr int settled = 16;
constexpr int first_leaver = 90;
constexpr int leavers = 6;
constexpr int first_joiner = 104;
constexpr int mapped = human_count - contractor_count;

Time monday_after(Time start, int days) { return start_of_week(week_of(start + core::Days{days}) + 1); }
Time first_day() { return day(2024, 1, 1); }

void begin_and_leave(std::vector<Stay>& out) {
    for (int person = 0; person < first_joiner; ++person) {
        Stay stay{person, person % 8, day(2022, 1, 3), {}};
        if (person >= first_leaver && person < first_leaver + leavers)
            stay.to = monday_after(first_day(), 120 + 97 * (person - first_leaver));
        out.push_back(stay);
    }
}

void join(std::vector<Stay>& out) {
    for (int person = first_joiner; person < mapped; ++person)
        out.push_back(
            {person, person * 3 % 8, monday_after(first_day(), 20 + 75 * (person - first_joiner)), {}});
}

// One move in every four weeks, for ever.
void move(std::vector<Stay>& out, std::uint64_t seed, Time until) {
    for (std::int64_t n = 0;; ++n) {
        const auto at = start_of_week(week_of(first_day()) + 3 + 4 * n);
        if (at >= until) return;
        auto random = random_for(seed, "move", n, 0);
        const int person = random.between(settled, first_leaver - 1);
        const auto current =
            std::find_if(out.rbegin(), out.rend(), [&](const Stay& stay) { return stay.person == person; });
        const int target = (current->team + random.between(1, 7)) % 8;
        current->to = at;
        out.push_back({person, target, at, {}});
    }
}

}  // namespace

int find_team(std::string_view name) {
    const auto found = std::find(team_names.begin(), team_names.end(), name);
    return found == team_names.end() ? -1 : static_cast<int>(found - team_names.begin());
}

std::string team_key(std::string_view name) { return "sample:team:" + core::lower(name); }

std::vector<insight::Team> teams() {
    return {
        team("Foundations", "", "Europe/Berlin"),          team("Commerce", "", "America/Sao_Paulo"),
        team("Experience", "", "America/New_York"),        team("platform", "foundations", "Europe/Berlin"),
        team("checkout", "commerce", "America/Sao_Paulo"), team("search", "commerce", "Asia/Kolkata"),
        team("identity", "foundations", "Europe/Berlin"),  team("design", "experience", "America/New_York"),
        team("data", "commerce", "Asia/Kolkata"),          team("mobile", "experience", "America/Sao_Paulo"),
        team("sre", "foundations", "America/New_York")};
}

std::vector<insight::Person> people() {
    std::vector<insight::Person> out;
    out.reserve(human_count + 5);
    for (int number = 0; number < human_count; ++number) out.push_back(human(number));
    out.push_back(machine("dependabot[bot]", "Dependabot", insight::PersonKind::bot));
    out.push_back(machine("renovate[bot]", "Renovate", insight::PersonKind::bot));
    out.push_back(machine("examplia-ci", "Examplia CI", insight::PersonKind::bot));
    out.push_back(machine("release-train[bot]", "Release train", insight::PersonKind::bot));
    out.push_back(machine("copilot-swe-agent[bot]", "Copilot", insight::PersonKind::agent));
    return out;
}

std::vector<Stay> stays(std::uint64_t seed, Time until) {
    std::vector<Stay> out;
    begin_and_leave(out);
    join(out);
    move(out, seed, until);
    std::erase_if(out, [&](const Stay& stay) { return stay.from >= until; });
    for (auto& stay : out)
        if (stay.to && *stay.to >= until) stay.to.reset();
    return out;
}

Roster roster_at(const std::vector<Stay>& stays, Time at) {
    Roster roster;
    for (const auto& stay : stays)
        if (stay.from <= at && (!stay.to || at < *stay.to))
            roster[static_cast<std::size_t>(stay.team)].push_back(stay.person);
    for (auto& members : roster) std::sort(members.begin(), members.end());
    return roster;
}

}  // namespace sources::sample
