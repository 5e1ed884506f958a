// SPDX-License-Identifier: Apache-2.0
// Which exemptions count today, and what people must be told about the others. Source: docs/readiness.md,
// "Exemptions".
#pragma once

#include "insight/check.hpp"

#include <map>
#include <string>
#include <vector>

namespace insight {

struct Exemptions {
    std::map<std::string, Exemption, std::less<>> in_force;  // by check id
    std::vector<Fault> notes;  // ignored ones with the reason, and those about to expire
};

// Central ones first, then the repository's own; the first that counts for a check wins.
Exemptions exemptions_in_force(const Facts& facts, const Policy& policy, Time now);
// Where it is written, of its file; 0 when it does not say.
int line_of(const Exemption& exemption);
// Why its date keeps an exemption from counting on that day: passed, or too far ahead; empty when it does
// not.
std::string flaw_of_expiry(Time expires, const Policy& policy, Time now);
// True for what only the company may exempt: visibility, owners, safe CI.
bool only_central(std::string_view check_id);

}  // namespace insight
