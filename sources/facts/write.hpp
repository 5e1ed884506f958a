// SPDX-License-Identifier: Apache-2.0
// A record as a line of a file of facts. Pure.
#pragma once

#include "insight/connector/records.hpp"

#include <string>

namespace sources::facts {

// Without the line feed. Texts are cleaned and cut to what read_line() takes; what is not known is left out.
// Equal records give equal lines.
std::string line_of(const insight::connector::Record& record);

}  // namespace sources::facts
