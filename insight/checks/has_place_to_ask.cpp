// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"

namespace insight {

extern const Check has_place_to_ask;
const Check has_place_to_ask{
    .id = "C3",
    .name = "has_place_to_ask",
    .group = Group::documented,
    .question = "",
    .statement = "",
    .why = "",
    .remedy = {.text = ""},
    .patterns = {},
    .weight = 4,
    .settled_by = "",
    .run = [](const Facts&, const Policy&, Time) -> Verdict { return unknown(""); },
};

}  // namespace insight
