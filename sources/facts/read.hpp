// SPDX-License-Identifier: Apache-2.0
// One line of a file of facts: text in, record out, or the reason why not. Pure.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "insight/connector/records.hpp"

#include <optional>
#include <string_view>

namespace sources::facts {

// `line`: at most longest_line bytes, without its end. Never throws for what it holds. Errc::invalid: the
// sentence is one line and says what is wrong with it. Record::line is left at 0. What happened may be a day
// ahead of `now`, as clocks differ; without one any time will do.
core::Result<insight::connector::Record> read_line(std::string_view line, std::optional<core::Time> now = {});

}  // namespace sources::facts
