// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"

namespace insight {

extern const Check explains_conventions;
const Check explains_conventions{
    .id = "C5",
    .name = "explains_conventions",
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
