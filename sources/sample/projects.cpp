// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/projects.hpp"

#include "sources/sample/calendar.hpp"
#include "sources/sample/named_projects.hpp"
#include "sources/sample/people.hpp"
#include "sources/sample/random.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sources::sample {
namespace {

struct Word {
    std::string_view name, meaning;
};
// 40 × 25 × 10 = 10,000 names.
constexpr std::array<Word, 40> subjects = {{{"order", "orders"},         {"basket", "baskets"},
                                            {"stock", "stock levels"},   {"voucher", "vouchers"},
                                            {"invoice", "invoices"},     {"refund", "refunds"},
                                            {"parcel", "parcels"},       {"supplier", "suppliers"},
                                            {"catalogue", "products"},   {"review", "reviews"},
                                            {"loyalty", "bonus points"}, {"customer", "customers"},
                                            {"address", "addresses"},    {"tax", "taxes"},
                                            {"ledger", "bookings"},      {"audit", "audit records"},
                                            {"media", "pictures"},       {"video", "films"},
                                            {"label", "labels"},         {"campaign", "campaigns"},
                                            {"coupon", "coupons"},       {"store", "shops"},
                                            {"till", "tills"},           {"shift", "shifts"},
                                            {"route", "routes"},         {"fleet", "vans"},
                                            {"return", "returns"},       {"gift", "gift cards"},
                                            {"forecast", "forecasts"},   {"metric", "metrics"},
                                            {"alert", "alerts"},         {"report", "reports"},
                                            {"token", "tokens"},         {"profile", "profiles"},
                                            {"device", "devices"},       {"locale", "translations"},
                                            {"event", "events"},         {"schema", "schemas"},
                                            {"queue", "queues"},         {"partner", "partners"}}};
constexpr std::array<Word, 25> roles = {{{"service", "Keeps"},          {"api", "Serves"},
                                         {"worker", "Works through"},   {"gateway", "Lets others reach"},
                                         {"importer", "Reads in"},      {"exporter", "Hands out"},
                                         {"console", "Shows"},          {"library", "Describes"},
                                         {"client", "Asks for"},        {"cache", "Remembers"},
                                         {"scheduler", "Plans"},        {"monitor", "Watches"},
                                         {"archive", "Stores old"},     {"mailer", "Sends mail about"},
                                         {"checker", "Checks"},         {"planner", "Arranges"},
                                         {"router", "Passes on"},       {"indexer", "Indexes"},
                                         {"printer", "Prints"},         {"parser", "Understands"},
                                         {"merger", "Brings together"}, {"sampler", "Samples"},
                                         {"bridge", "Carries over"},    {"toolkit", "Helps with"},
                                         {"registry", "Lists"}}};
constexpr std::array<std::string_view, 10> variants = {"",       "-eu",   "-latam", "-asia", "-next",
                                                       "-batch", "-lite", "-edge",  "-core", "-lab"};
constexpr std::array<std::string_view, 6> languages = {"Go",     "Java",       "Kotlin",
                                                       "Python", "TypeScript", "Rust"};
// Out of ten: three hidden, four visible, two contributable, one responsive.
constexpr std::array<int, 10> levels = {1, 0, 2, 1, 0, 1, 3, 2, 0, 1};
constexpr std::array<std::string_view, 4> stories = {"guide:none", "guide:line", "guide:partial",
                                                     "ci:none guide:partial"};

std::string story_of(int level, Random& random) {
    if (level == 0) return random.chance(400) ? "private" : "owners:none readme:short";
    if (level == 1) return std::string(random.one_of(stories));
    return level == 2 ? "no-newcomers unguarded" : "";
}

Project made_up(std::uint64_t seed, int number) {
    auto random = random_for(seed, "project", number, 0);
    const auto n = static_cast<std::size_t>(number);
    const auto& subject = subjects[n % subjects.size()];
    const auto& role = roles[n / subjects.size() % roles.size()];
    const auto variant = variants[n / (subjects.size() * roles.size()) % variants.size()];
    Project out;
    out.name = std::string(subject.name) + "-" + std::string(role.name) + std::string(variant);
    out.owners = random.one_of(team_names);
    out.level = levels[n % levels.size()];
    out.changes = out.level >= 3 ? 16 : random.between(2, 12);
    out.issues = out.level >= 3 ? 14 : random.between(1, 6);
    out.language = random.one_of(languages);
    out.topics = subject.name;
    out.contact = "#" + out.owners + "-help";
    out.created_at = day(2018, 1, 1) + core::Days{random.below(2100)};
    out.purpose =
        std::string(role.meaning) + " " + std::string(subject.meaning) + " for every team of Examplia";
    out.story = story_of(out.level, random);
    return out;
}

}  // namespace

std::vector<Project> projects(std::uint64_t seed, int count) {
    auto out = named_projects();
    const auto wanted = static_cast<std::size_t>(std::clamp(count, 0, 10'000));
    out.resize(std::min(out.size(), wanted));
    for (int number = 0; out.size() < wanted; ++number) out.push_back(made_up(seed, number));
    return out;
}

std::vector<Handover> handovers() {
    return {{"feature-flags", "sre", day(2024, 9, 2)}, {"image-resizer", "design", day(2025, 5, 5)}};
}

}  // namespace sources::sample
