// SPDX-License-Identifier: Apache-2.0
#include "insight/exemptions.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <charconv>

namespace insight {
namespace {

// "governance.yml:12: ", without the folders of the company's file.
std::string place_of(const Exemption& exemption) {
    if (exemption.where.empty()) return {};
    return core::one_line(exemption.where.substr(exemption.where.rfind('/') + 1)) + ": ";
}

std::string in_quotes(std::string_view text) { return "“" + core::shorten(core::one_line(text), 60) + "”"; }

// Why it does not count; empty when it does.
std::string flaw_of(const Exemption& exemption, const Check* check, const Policy& policy, Time now) {
    if (!check) return "no check has this name";
    if (core::trim(exemption.reason).empty()) return "it gives no reason";
    if (core::trim(exemption.owner).empty()) return "it names no owner";
    if (!exemption.expires) return "it has no expiry date";
    if (auto flaw = flaw_of_expiry(*exemption.expires, policy, now); !flaw.empty()) return flaw;
    if (only_central(check->id) && !exemption.central) return "only the central file may exempt this check";
    return {};
}

void warn_before_expiry(const Exemption& exemption, const Check& check, const Policy& policy, Time now,
                        Exemptions& out) {
    if (*exemption.expires > now + core::Days{policy.exemption_warning_days}) return;
    out.notes.push_back(
        {line_of(exemption), fmt::format("{}The exemption from {} expires on {}.", place_of(exemption),
                                         check.name, core::to_date(*exemption.expires))});
}

void take(const Exemption& exemption, const Policy& policy, Time now, Exemptions& out) {
    const auto* check = find_check(core::trim(exemption.check));
    if (const auto flaw = flaw_of(exemption, check, policy, now); !flaw.empty()) {
        const auto name = check ? std::string(check->name) : in_quotes(exemption.check);
        out.notes.push_back({line_of(exemption), fmt::format("{}The exemption from {} is ignored: {}.",
                                                             place_of(exemption), name, flaw)});
        return;
    }
    if (!out.in_force.emplace(check->id, exemption).second) return;
    warn_before_expiry(exemption, *check, policy, now, out);
}

}  // namespace

bool only_central(std::string_view check_id) {
    return check_id == "D3" || check_id == "G1" || check_id == "S3";
}

int line_of(const Exemption& exemption) {
    const std::string_view where = exemption.where;
    const auto colon = where.rfind(':');
    int line = 0;
    if (colon != std::string_view::npos)
        std::from_chars(where.data() + colon + 1, where.data() + where.size(), line);
    return line;
}

std::string flaw_of_expiry(Time expires, const Policy& policy, Time now) {
    if (expires <= now) return fmt::format("it expired on {}", core::to_date(expires));
    if (expires > now + core::Days{policy.exemption_days})
        return fmt::format("it expires more than {} days ahead", policy.exemption_days);
    return {};
}

Exemptions exemptions_in_force(const Facts& facts, const Policy& policy, Time now) {
    Exemptions out;
    for (auto exemption : policy.exemptions) {
        exemption.central = true;
        take(exemption, policy, now, out);
    }
    if (facts.declared)
        for (auto exemption : facts.declared->exemptions) {
            exemption.central = false;  // a repository's own file never speaks for the company
            take(exemption, policy, now, out);
        }
    return out;
}

}  // namespace insight
