// SPDX-License-Identifier: Apache-2.0
// What happened to a change or an issue, from the lists that its page carries: when it was ready, and who
// answered. Pure; the definitions are those of the key figures: a response is a comment or a submitted review
// of a human other than the author, at or after it was ready.
#pragma once

#include "core/json.hpp"
#include "insight/company.hpp"
#include "sources/github/actor.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sources::github {

// `list`: a timeline with comments and reviews, oldest first. Of each person the first; reviews that are not
// submitted are none. Who is gone is nobody.
std::vector<insight::Response> responses_in(const core::Json& list, const std::string& author,
                                            core::Time ready, People& people);

// When it was ready: the last switch to ready before the first close, else when it was created, unless it was
// a draft from the start. `switches`: a timeline with READY_FOR_REVIEW, CONVERT_TO_DRAFT and CLOSED events.
struct Readiness {
    std::optional<core::Time> ready_at;
    bool is_certain = true;  // false: the list was cut or has gaps, and what is missing may say otherwise
};
Readiness readiness_in(const core::Json& switches, core::Time created, std::optional<core::Time> closed,
                       bool is_draft);

// There is more than the list holds, on either side. A list without that knowledge counts as cut.
bool is_cut(const core::Json& list);

// Some of the list did not come: it is not there, or a row of it is null. What is missing is unknown, not
// none.
bool has_gaps(const core::Json& list);

}  // namespace sources::github
