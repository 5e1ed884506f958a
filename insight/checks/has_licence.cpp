// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"

namespace insight {

extern const Check has_licence;
const Check has_licence{
    .id = "C4",
    .name = "has_licence",
    .group = Group::documented,
    .question = "",
    .statement = "",
    .why = "",
    .remedy = {.text = ""},
    .patterns = {},
    .weight = 2,
    .settled_by = "",
    .run = [](const Facts&, const Policy&, Time) -> Verdict { return unknown(""); },
};

}  // namespace insight
