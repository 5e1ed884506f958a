// SPDX-License-Identifier: Apache-2.0
// Numbers as people read them and as Slack takes them.
#pragma once

#include "core/json.hpp"

#include <string>

namespace slack {

std::string number_text(double value);  // "12", "0.25": at most two decimals
core::Json number_value(double value);  // an integer where it is one

}  // namespace slack
