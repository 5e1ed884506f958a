// SPDX-License-Identifier: Apache-2.0
// One line of a file of facts: text in, record out, or the reason why not. Pure.
#pragma once

#include "core/result.hpp"
#include "insight/connector/records.hpp"

#include <string_view>

namespace sources::facts {

// `line`: at most longest_line bytes, without its end. Never throws for what it holds. Errc::invalid: the
// sentence is one line and says what is wrong with it. Record::line is left at 0.
core::Result<insight::connector::Record> read_line(std::string_view line);

}  // namespace sources::facts
