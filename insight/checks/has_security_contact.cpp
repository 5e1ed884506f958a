// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"

namespace insight {

extern const Check has_security_contact;
const Check has_security_contact{
    .id = "S4",
    .name = "has_security_contact",
    .group = Group::safe,
    .question = "",
    .statement = "",
    .why = "",
    .remedy = {.text = ""},
    .patterns = {},
    .weight = 1,
    .settled_by = "",
    .run = [](const Facts&, const Policy&, Time) -> Verdict { return unknown(""); },
};

}  // namespace insight
